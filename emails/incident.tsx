/** Tells AppSec that a developer reported a security incident, and the company that its report has arrived. */
import { ended } from '../lib/domain/organization.ts'
import type { MailProps } from './catalogue.ts'
import { Action, Fact, Paragraph } from './parts.tsx'
import { type MailPayer, momentText } from './props.ts'
import type { MailTemplate } from './template.ts'

type Props = MailProps<'incident_reported'> & Partial<MailProps<'incident_received'>>

function Facts({ props, payer }: { props: Props; payer: MailPayer }) {
  return (
    <>
      <Fact name="Case" value={props.episode} />
      <Fact name="Organization" value={props.organization} />
      <Fact name="What happened" value={props.incident} />
      <Fact name="Found out" value={momentText(props.discovered, payer.zone)} />
      <Fact name="Our tokens or data affected" value={props.tokens} />
      {props.members && <Fact name="Members affected" value={props.members} />}
      <Fact name="Stopped" value={props.contained ? 'Yes' : 'Not yet'} />
    </>
  )
}

const incidentReported: MailTemplate<'incident_reported'> = ({ props, payer }) => ({
  heading: `${props.organization} reports a security incident`,
  body: (
    <>
      <Paragraph>
        It was reported {props.hours === 1 ? '1 hour' : `${props.hours} hours`} after the company found out. Nothing is
        stopped yet: a person looks and decides. The report itself stands on the page of the episode.
      </Paragraph>
      <Facts props={props} payer={payer} />
      <Action url={props.url} label="Open the episode" payer={payer} />
    </>
  ),
  why: 'You get this mail because you watch over the security of the APIs.',
})

const incidentReceived: MailTemplate<'incident_received'> = ({ props, payer }) => ({
  heading: 'We have your report',
  body: (
    <>
      <Paragraph>
        Thank you for telling us. The {payer.shortName} AppSec team reads it now and writes to your security contact.
        Keep logs, and tell us at once when you learn more: answer this mail or report again, it is added to the same
        case.
      </Paragraph>
      <Facts props={props} payer={payer} />
      <Action url={props.url} label="Your reports" payer={payer} />
    </>
  ),
  why: `You get this mail because you reported it or are the security contact of ${ended(props.organization)} Did nobody of you? Write to ${payer.appsecEmail}.`,
})

export const incidentTemplates = { incident_reported: incidentReported, incident_received: incidentReceived }
