/** Says that an app is approved and how it gets going. */
import { Action, Fact, Paragraph, Quote } from './parts.tsx'
import type { MailTemplate } from './template.ts'

export const submissionApproved: MailTemplate<'submission_approved'> = ({ props, payer }) => ({
  heading: `${props.app} is approved`,
  body: (
    <>
      <Paragraph>
        The {payer.shortName} AppSec team approved submission {props.reference}. The app has a production client now.
      </Paragraph>
      <Fact name="Client id" value={props.clientId} />
      <Quote text={props.publicReason} payer={payer} />
      <Paragraph>
        Next: open the client, make its secret if it keeps one, and send the first member through. Members read the
        approved answers before they share.
      </Paragraph>
      <Action url={props.url} label="Open the client" payer={payer} />
    </>
  ),
  why: `You get this mail as a contact for ${props.app}. Questions go to ${payer.appsecEmail}.`,
})
