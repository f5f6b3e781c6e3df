/** The signed link of a mail of the inactivity ladder. Opening the page changes nothing; the button ends the ladder. */
import type { Metadata } from 'next'
import { ActionForm } from '../../../components/ui/action-form.tsx'
import { Button, ButtonRow } from '../../../components/ui/button.tsx'
import { Notice } from '../../../components/ui/notice.tsx'
import { PageHeading } from '../../../components/ui/page-heading.tsx'
import { datedText } from '../../../lib/domain/calendar.ts'
import { orNotFound, pageContext } from '../../../lib/platform/web/request.ts'
import { stillInUseView } from '../../../lib/services/still-in-use.ts'
import { stillInUseByLinkAction } from './actions.ts'

// The address is a secret, so no search engine keeps it.
export const metadata: Metadata = { title: 'Still in use?', robots: { index: false } }

type Props = { params: Promise<{ token: string }> }

export default async function StillInUsePage({ params }: Props) {
  const { token } = await params
  const ctx = await pageContext()
  const { app, state, suspended, lastActivity, everUsed, stopsAt, undoUntil } = await orNotFound(
    stillInUseView(ctx, token),
  )
  const { zone, appsecEmail } = ctx.settings.payer
  const when = datedText(lastActivity, zone)
  if (state === 'removed') {
    return (
      <>
        <PageHeading title={`${app} was removed`} />
        <Notice tone="warn" heading="This answer comes too late for the button">
          <p>
            {undoUntil ? (
              <>
                Write to <a href={`mailto:${appsecEmail}`}>{appsecEmail}</a> if it is still in use. The AppSec team can
                undo the removal until {datedText(undoUntil, zone)}.
              </>
            ) : (
              <>
                The removal cannot be undone any more. To use the APIs again, begin with{' '}
                <a href="/getting-started">step 1</a>.
              </>
            )}
          </p>
        </Notice>
      </>
    )
  }
  if (state === 'over') {
    return (
      <>
        <PageHeading title={`${app}: nothing more to do`} />
        <Notice tone="success" heading="This question is answered">
          <p>Nobody asks about {app} any more. You can close this page.</p>
        </Notice>
      </>
    )
  }
  if (state === 'answered') {
    return (
      <>
        <PageHeading title={`${app}: thank you`} />
        <Notice tone="success" heading="We know that it is still in use">
          <p>
            {app} is suspended. Your answer stops its removal, and the AppSec team now looks at it. Questions:{' '}
            <a href={`mailto:${appsecEmail}`}>{appsecEmail}</a>.
          </p>
        </Notice>
      </>
    )
  }
  return (
    <>
      <PageHeading title={`Is ${app} still in use?`} />
      <p>
        {everUsed
          ? `Its last sign-in or successful call that we know of was on ${when}.`
          : `It was approved on ${when}, and we have seen no sign-in and no successful call since.`}
      </p>
      <p>
        {suspended
          ? 'It is suspended, because nobody answered. Your answer stops its removal.'
          : `Without an answer its access stops on ${datedText(stopsAt, zone)}.`}
      </p>
      <ActionForm action={stillInUseByLinkAction} hidden={{ token }} label="Still in use">
        <ButtonRow>
          <Button>It is still in use</Button>
        </ButtonRow>
      </ActionForm>
    </>
  )
}
