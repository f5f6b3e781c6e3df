/** Says that an app is not approved, on which criterion, why, and how to apply again. */
import { Action, Fact, Paragraph, Quote, Subheading } from './parts.tsx'
import type { MailTemplate } from './template.ts'

export const submissionDenied: MailTemplate<'submission_denied'> = ({ props, payer }) => ({
  heading: `${props.app} is not approved`,
  body: (
    <>
      <Paragraph>
        The {payer.shortName} AppSec team decided on submission {props.reference}. Apps are only turned down on a
        published security criterion, the same for everybody; no answer about privacy is one.
      </Paragraph>
      <Fact name="Criterion" value={props.criterion} />
      <Subheading>Why</Subheading>
      <Quote text={props.publicReason} payer={payer} />
      <Subheading>How to apply again</Subheading>
      <Quote text={props.wayBack} payer={payer} />
      <Action url={props.url} label="See the decision" payer={payer} />
    </>
  ),
  why: `You get this mail as a contact for ${props.app}. If you think the decision is wrong, write to ${payer.appsecEmail}.`,
})
