/** Where payer staff sign in with their company account. A plain post that ends at the identity provider. */
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { Button, ButtonRow } from '../../../components/ui/button.tsx'
import { Notice } from '../../../components/ui/notice.tsx'
import { PageHeading } from '../../../components/ui/page-heading.tsx'
import { runtime } from '../../../lib/platform/runtime.ts'
import { localPath, staffPath } from '../../../lib/platform/web/next-path.ts'
import { pageContext } from '../../../lib/platform/web/request.ts'
import { pathIn } from '../../../lib/platform/web/staff-auth.ts'
import { staffLogoutUrl } from '../../../lib/platform/web/staff-oidc.ts'

export const metadata: Metadata = { title: 'Staff sign-in' }

type Query = Record<string, string | string[] | undefined>

export default async function StaffSignIn({ searchParams }: { searchParams: Promise<Query> }) {
  const ctx = await pageContext()
  const query = await searchParams
  // next-auth names the page asked for by a whole address when it sends somebody back here.
  const next = localPath(query.next) || pathIn(query.callbackUrl, ctx.settings.portalUrl)
  const { kind } = ctx.actor
  const problem = query.problem ?? (query.error === undefined ? undefined : 'unfinished')
  if (problem === undefined && (kind === 'reviewer' || kind === 'lead' || kind === 'auditor')) redirect(staffPath(next))
  const { shortName, appsecEmail } = ctx.settings.payer
  const signedOut = query['signed-out'] !== undefined && kind === 'anonymous'
  const elsewhere = signedOut ? await staffLogoutUrl(runtime().settings) : null
  return (
    <>
      <PageHeading
        title="Staff sign-in"
        lead={`For the application security team of ${shortName}. You sign in with your company account.`}
      />
      {problem !== undefined && <Problem code={String(problem)} appsecEmail={appsecEmail} />}
      {signedOut && (
        <Notice tone="success" role="status">
          You are signed out here. Your company account may still be signed in.{' '}
          {elsewhere && <a href={elsewhere}>Sign out of it, too</a>}
        </Notice>
      )}
      {kind === 'developer' && (
        <Notice tone="warn">This browser is signed in as a developer. The staff sign-in ends that session.</Notice>
      )}
      <form action="/api/auth/signin/staff" method="post" aria-label="Staff sign-in">
        <input type="hidden" name="next" value={next} />
        <ButtonRow>
          <Button>{problem === undefined ? 'Continue with your company account' : 'Try again'}</Button>
        </ButtonRow>
      </form>
      <p className="candor-muted candor-below">
        Do you build an app? <a href="/sign-in">Sign in as a developer</a>
      </p>
    </>
  )
}

type ProblemText = { heading: string; text: ReactNode }

function Problem({ code, appsecEmail }: { code: string; appsecEmail: string }) {
  const write = <a href={`mailto:${appsecEmail}`}>{appsecEmail}</a>
  const texts: Record<string, ProblemText> = {
    no_role: {
      heading: 'Your account is in no group that may use this portal',
      text: <>Your company account works, but access here comes with a group. Ask for it at {write}.</>,
    },
    disabled: { heading: 'Your access was switched off', text: <>If that is a mistake, write to {write}.</> },
    claims: {
      heading: 'Your company account has no confirmed email address',
      text: <>Without one we cannot tell whom you may decide on. Ask for help at {write}.</>,
    },
  }
  const unfinished: ProblemText = {
    heading: 'The sign-in was not finished',
    text: 'It was cancelled, took too long, or your company’s sign-in could not be reached. Nothing was changed.',
  }
  const { heading, text } = texts[code] ?? unfinished
  return (
    <Notice tone="error" role="alert" heading={heading}>
      <p>{text}</p>
    </Notice>
  )
}
