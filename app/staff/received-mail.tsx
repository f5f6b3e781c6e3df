/** A mail that came in, with what its sender line is worth. */
import { LongText } from '../../components/ui/long-text.tsx'
import { Status } from '../../components/ui/status.tsx'
import type { InboundMailView } from '../../lib/services/inbound-view.ts'

export function senderText({ from, known }: Pick<InboundMailView, 'from' | 'known'>): string {
  return known ? `From ${from}, an address of the organization` : `From ${from}, an unknown sender`
}

/** The sender line can be forged, so that is said beside every mail. @param subject false where it is the heading */
export function ReceivedMail({ mail, subject = true }: { mail: InboundMailView; subject?: boolean }) {
  return (
    <>
      {!mail.known && !mail.automatic && <Status tone="caution">Unknown sender</Status>}
      <p className="candor-muted">
        {senderText(mail)}. Anybody can write any name and address there.{subject && ` Subject: ${mail.subject}`}
      </p>
      {mail.text && <LongText text={mail.text} what="mail" />}
      {mail.automatic && (
        <p className="candor-muted">An automatic mail. It changes nothing, and its words are not kept.</p>
      )}
    </>
  )
}
