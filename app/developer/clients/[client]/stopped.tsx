/** Why a client is stopped, since when, and the way back. */
import { LongText } from '../../../../components/ui/long-text.tsx'
import { Notice } from '../../../../components/ui/notice.tsx'
import { datedText } from '../../../../lib/domain/calendar.ts'
import type { ClientView } from '../../../../lib/services/client-view.ts'

type Props = { view: ClientView; zone: string; appsecEmail: string; elsewhere: boolean }

/** The client itself may be in order; it stands still with everything of its organization. */
export function OrganizationStopped({ view, zone, appsecEmail, elsewhere }: Props) {
  if (!view.organizationStopped) return null
  const { at, publicReason } = view.organizationStopped
  return (
    <Notice tone="error" heading="All clients of your organization are stopped">
      <p>
        {elsewhere
          ? `That was on ${datedText(at, zone)}. They are taken out of the authorization server, and their tokens end with them.`
          : `Since ${datedText(at, zone)} none of them gets tokens, and the tokens they had do not work.`}
      </p>
      <LongText text={publicReason} />
      <p>
        <strong>The way back:</strong> Write to <a href={`mailto:${appsecEmail}`}>{appsecEmail}</a>.
      </p>
      <p className="candor-muted">AppSec team</p>
    </Notice>
  )
}

export function Stopped({ view, zone, appsecEmail, elsewhere }: Props) {
  if (!view.stopped) return null
  const { at, criterion, publicReason, wayBack } = view.stopped
  const word = view.status === 'removed' ? 'removed' : 'suspended'
  return (
    <Notice tone="error" heading={`This client was ${word}`}>
      <p>
        {elsewhere
          ? `That was on ${datedText(at, zone)}. It is taken out of the authorization server, and its tokens end with it.`
          : `Since ${datedText(at, zone)} it gets no tokens, and the tokens it had do not work.`}
        {criterion && (
          <>
            {' '}
            Ground: <strong>{criterion}</strong>.
          </>
        )}
      </p>
      {publicReason && <LongText text={publicReason} />}
      <p>
        <strong>The way back:</strong> {wayBack || 'Write to us and tell us what has changed.'} Write to{' '}
        <a href={`mailto:${appsecEmail}`}>{appsecEmail}</a>.
      </p>
      <p className="candor-muted">AppSec team</p>
    </Notice>
  )
}
