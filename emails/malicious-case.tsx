/** Tells AppSec that a client was flagged, and CIRT that one was suspended for malicious traffic. */
import { Action, Fact, Paragraph } from './parts.tsx'
import type { MailTemplate } from './template.ts'

export const maliciousCase: MailTemplate<'malicious_case'> = ({ props, payer }) => ({
  heading: props.suspended ? `${props.app} is suspended` : `Please look at ${props.app}`,
  body: (
    <>
      <Paragraph>
        {props.suspended
          ? 'The client below is suspended for malicious traffic. This is the CIRT case record: its log, checklist and export stand on the page of the episode.'
          : 'The client below was flagged. Nothing is stopped yet: a person looks at the evidence and decides.'}
      </Paragraph>
      <Fact name="Episode" value={props.episode} />
      <Fact name="What was seen" value={props.attack} />
      <Fact name="Organization" value={props.organization} />
      <Fact name="Client id" value={props.clientId} />
      <Action url={props.url} label="Open the episode" payer={payer} />
    </>
  ),
  why: 'You get this mail because you watch over the security of the APIs.',
})
