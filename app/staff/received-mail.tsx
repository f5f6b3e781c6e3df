/** A mail that came in, with what its sender line is worth. */
import type { InboundMailView } from '../../lib/services/inbound-view.ts'

export function senderText({ from, known }: Pick<InboundMailView, 'from' | 'known'>): string {
  return known ? `From ${from}, an address of the organization` : `From ${from}, an unknown sender`
}

/** The sender line can be forged, so that is said beside every mail. */
export function ReceivedMail({ mail }: { mail: InboundMailView }) {
  return (
    <>
      <p className="candor-muted">
        {senderText(mail)}. Anybody can write any name and address there. Subject: {mail.subject}
      </p>
      {mail.text && <p className="candor-lines">{mail.text}</p>}
      {mail.automatic && (
        <p className="candor-muted">An automatic mail. It changes nothing, and its words are not kept.</p>
      )}
    </>
  )
}
