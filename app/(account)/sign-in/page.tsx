/** First step of a developer's sign-in: the work e-mail. New and known people start here alike. */
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { ActionForm, FormField } from '../../../components/ui/action-form.tsx'
import { Button, ButtonRow } from '../../../components/ui/button.tsx'
import { Notice } from '../../../components/ui/notice.tsx'
import { PageHeading } from '../../../components/ui/page-heading.tsx'
import { developerPath, localPath } from '../../../lib/platform/web/next-path.ts'
import { pageContext } from '../../../lib/platform/web/request.ts'
import { rememberedStep } from '../../../lib/platform/web/sign-in-step.ts'
import { askForCodeAction } from './actions.ts'

export const metadata: Metadata = { title: 'Sign in' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function SignIn({ searchParams }: Props) {
  const ctx = await pageContext()
  const query = await searchParams
  const next = localPath(query.next)
  if (ctx.actor.kind === 'developer') redirect(developerPath(next))
  const { shortName } = ctx.settings.payer
  const step = query.again === undefined ? null : await rememberedStep()
  return (
    <>
      <PageHeading
        title="Sign in or create an account"
        lead="We mail you a 6-digit code. There is no password, and the first sign-in creates your account."
      />
      {query['signed-out'] !== undefined && ctx.actor.kind === 'anonymous' && (
        <Notice tone="success" role="status">
          {query['signed-out'] === 'all' ? 'You are signed out in every browser.' : 'You are signed out.'}
        </Notice>
      )}
      {next !== '' && <Notice>Sign in to go on. Afterwards you come back to the page you asked for.</Notice>}
      {ctx.actor.kind !== 'anonymous' && (
        <Notice tone="warn">This browser is signed in as {shortName} staff. Signing in here ends that session.</Notice>
      )}
      <ActionForm action={askForCodeAction} hidden={{ next }} label="Sign in">
        <FormField
          name="email"
          type="email"
          label="Work email"
          hint="Use your company’s address, so that it is clear whom you speak for."
          autoComplete="email"
          spellCheck={false}
          value={step?.email}
        />
        <ButtonRow>
          <Button>Send me a code</Button>
        </ButtonRow>
      </ActionForm>
      <p className="candor-muted candor-below">
        Do you work at {shortName}? <a href="/staff/sign-in">Go to the staff sign-in</a>
      </p>
    </>
  )
}
