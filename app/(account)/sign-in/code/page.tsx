/** Second step of a developer's sign-in: the code from the mail, typed or pasted. Opening the page uses nothing up. */
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { BrowserZone } from '../../../../components/account/browser-zone.tsx'
import { ActionForm, FormField } from '../../../../components/ui/action-form.tsx'
import { Button, ButtonRow } from '../../../../components/ui/button.tsx'
import { Notice } from '../../../../components/ui/notice.tsx'
import { PageHeading } from '../../../../components/ui/page-heading.tsx'
import type { MailState } from '../../../../lib/domain/mail.ts'
import { CODE_LIFETIME } from '../../../../lib/domain/sign-in.ts'
import { runtime } from '../../../../lib/platform/runtime.ts'
import { signInUrl } from '../../../../lib/platform/web/next-path.ts'
import { pageContext } from '../../../../lib/platform/web/request.ts'
import { rememberedStep } from '../../../../lib/platform/web/sign-in-step.ts'
import { codeMailState } from '../../../../lib/services/sign-in.ts'
import { askAgainAction, enterCodeAction } from '../actions.ts'

export const metadata: Metadata = { title: 'Enter the code' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function EnterCode({ searchParams }: Props) {
  const step = await rememberedStep()
  if (!step) redirect('/sign-in')
  const { email, next, mailId } = step
  const mail = await codeMailState(await pageContext(), { mailId })
  const again = (await searchParams).sent !== undefined
  const hidden = { email, next }
  return (
    <>
      <PageHeading
        back={{ href: signInUrl('/sign-in', next), text: 'Use a different address' }}
        title="Enter the code"
        lead={
          <>
            {mail === 'accepted' ? 'We sent' : 'We are sending'} 6 digits to <strong>{email}</strong>. They work for{' '}
            {CODE_LIFETIME / 60_000} minutes.
          </>
        }
      />
      {again && (
        <Notice tone="success" role="status">
          A new code is on its way. Only the newest one works.
        </Notice>
      )}
      <Trouble mail={mail} />
      <LocalMail />
      {/* A new code makes a new form, so that no error of the old one stays. */}
      <ActionForm key={mailId} action={enterCodeAction} hidden={hidden} label="Enter the code">
        <FormField
          name="code"
          label="6-digit code"
          inputMode="numeric"
          autoComplete="one-time-code"
          spellCheck={false}
          width="small"
        />
        <BrowserZone />
        <ButtonRow>
          <Button>Sign in</Button>
        </ButtonRow>
      </ActionForm>
      <section aria-labelledby="no-mail">
        <h2 id="no-mail">No mail?</h2>
        <p>It can take a minute. Look into the spam folder, and check the address above.</p>
        <ActionForm key={`again-${mailId}`} action={askAgainAction} hidden={hidden} label="Send a new code">
          <Button variant="secondary">Send a new code</Button>
        </ActionForm>
      </section>
    </>
  )
}

/** Said when the mail is late or will not come; the page says it whenever it is opened or loaded again. */
function Trouble({ mail }: { mail: MailState | null }) {
  if (mail === 'deferred') {
    return (
      <Notice tone="warn" heading="The mail has not gone out yet">
        <p>
          No mail server took it so far. We keep trying, so it may come late; if the time is over by then, ask for a new
          code.
        </p>
      </Notice>
    )
  }
  if (mail === 'refused' || mail === 'bounced') {
    return (
      <Notice tone="error" heading="The mail could not be delivered">
        <p>A mail server refused it for good. Check the address, or use a different one.</p>
      </Notice>
    )
  }
  return null
}

/** Where mails go when everything runs on one machine. */
function LocalMail() {
  const { smtpUrl, smtpPort, mailPort } = runtime().settings
  if (smtpUrl !== `smtp://localhost:${smtpPort}`) return null
  return (
    <Notice>
      This Candor runs on your own machine, so no mail leaves it.{' '}
      <a href={`http://localhost:${mailPort}`} target="_blank" rel="noopener">
        Read it in the mail catcher (opens in a new tab)
      </a>
    </Notice>
  )
}
