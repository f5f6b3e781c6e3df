/** A mail that came in, with what its sender line is worth. */
import { Status } from '../../components/ui/status.tsx'
import type { InboundMailView } from '../../lib/services/inbound-view.ts'

export function senderText({ from, known }: Pick<InboundMailView, 'from' | 'known'>): string {
  return known ? `From ${from}, an address of the organization` : `From ${from}, an unknown sender`
}

/** Characters of a long mail that stand open, and more than which makes it long. */
const START = 700
const LONG = 1000

/** The sender line can be forged, so that is said beside every mail. @param subject false where it is the heading */
export function ReceivedMail({ mail, subject = true }: { mail: InboundMailView; subject?: boolean }) {
  return (
    <>
      {!mail.known && !mail.automatic && <Status tone="caution">Unknown sender</Status>}
      <p className="candor-muted">
        {senderText(mail)}. Anybody can write any name and address there.{subject && ` Subject: ${mail.subject}`}
      </p>
      {mail.text && <Words text={mail.text} />}
      {mail.automatic && (
        <p className="candor-muted">An automatic mail. It changes nothing, and its words are not kept.</p>
      )}
    </>
  )
}

function Words({ text }: { text: string }) {
  if (text.length <= LONG) return <p className="candor-lines">{text}</p>
  const end = Math.max(text.slice(0, START).search(/\s\S*$/), START / 2)
  const rest = text.slice(end).trim()
  return (
    <>
      <p className="candor-lines">{text.slice(0, end)} …</p>
      <details>
        <summary>The rest of this mail ({rest.split(/\s+/).length.toLocaleString('en-US')} words)</summary>
        <p className="candor-lines">{rest}</p>
      </details>
    </>
  )
}
