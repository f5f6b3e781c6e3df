/** Says that the security-rating service alerted us to an organization, that its own invite is coming, and what to do. */
import { ended } from '../lib/domain/organization.ts'
import { Action, Fact, Paragraph, Subheading } from './parts.tsx'
import { momentText } from './props.ts'
import type { MailTemplate } from './template.ts'

export const breachAlert: MailTemplate<'breach_alert'> = ({ props, payer }) => ({
  heading: `${props.service} alerted us to ${props.domain}`,
  body: (
    <>
      <Paragraph>
        {payer.shortName} watches the security of companies whose apps use its APIs with {props.service}, a
        security-rating service. It rates what anybody can see from outside, and it can be wrong. Nothing of{' '}
        {props.organization} is stopped by this.
      </Paragraph>
      <Fact name="Domain" value={props.domain} />
      <Fact name="Severity" value={props.severity} />
      <Fact name="Rating" value={props.rating} />
      <Subheading>An invitation is on its way</Subheading>
      <Paragraph>
        {props.service} itself will send you a collaboration invite, so that you can see on its platform what it found.
        It comes from {props.service} and not from us. We leave the findings out of this mail to keep them between the
        two of you. If the invite is not here in two business days, answer this mail.
      </Paragraph>
      <Subheading>What to do</Subheading>
      <Paragraph>
        Look at the findings, and answer this mail by {momentText(props.due, payer.zone)}: for each finding whether it
        is yours, and by when it is put right. If tokens or secrets of our APIs may be known to others, tell us at once.
      </Paragraph>
      <Action url={props.url} label="Follow the case" payer={payer} />
    </>
  ),
  why: `You get this mail as security contact or owner of ${ended(props.organization)} A person at ${payer.shortName} AppSec reads what you answer.`,
})
