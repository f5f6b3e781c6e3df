/** Says that a client is stopped, on which criterion, why, and how it comes back. */
import { Action, ClientId, Fact, Paragraph, Quote, Subheading } from './parts.tsx'
import type { MailTemplate } from './template.ts'

export const clientSuspended: MailTemplate<'client_suspended'> = ({ props, payer }) => ({
  heading: `Access of ${props.app} is suspended`,
  body: (
    <>
      <Paragraph>
        The {payer.shortName} AppSec team suspended the app’s client.{' '}
        {props.there
          ? 'It is being taken out of the authorization server; from then on it gets no data.'
          : 'From its next call on it gets no data; what members allowed is kept.'}
      </Paragraph>
      {props.episode && <Fact name="Case" value={props.episode} />}
      <ClientId {...props} />
      <Fact name="Criterion" value={props.criterion} />
      <Subheading>Why</Subheading>
      <Quote text={props.publicReason} payer={payer} />
      <Subheading>How to come back</Subheading>
      <Quote text={props.wayBack} payer={payer} />
      <Action url={props.url} label="Open the client" payer={payer} />
    </>
  ),
  why: `You get this mail as a contact for ${props.app}. Answer it, or write to ${payer.appsecEmail}, with anything we should know.`,
})
