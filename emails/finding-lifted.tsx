/** Says that what reviewers found about an answer no longer stands, and why. */
import { Action, Fact, Paragraph, Quote, Subheading } from './parts.tsx'
import type { MailTemplate } from './template.ts'

export const findingLifted: MailTemplate<'finding_lifted'> = ({ props, payer }) => ({
  heading: `A finding about ${props.app} is lifted`,
  body: (
    <>
      <Paragraph>
        The {payer.shortName} AppSec team had recorded a finding about an answer of submission {props.reference}. It is
        lifted, and no longer stands beside the answer that members read.
      </Paragraph>
      <Fact name="Answer" value={props.question} />
      <Subheading>Why</Subheading>
      <Quote text={props.publicReason} payer={payer} />
      <Action url={props.url} label="See the submission" payer={payer} />
    </>
  ),
  why: `You get this mail as a contact for ${props.app}. Questions go to ${payer.appsecEmail}.`,
})
