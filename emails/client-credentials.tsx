/** The mails about a client's credentials. */
import { Action, Fact, Paragraph, Subheading } from './parts.tsx'
import { momentText } from './props.ts'
import type { MailTemplate } from './template.ts'

const secretEnding: MailTemplate<'secret_ending'> = ({ props, payer }) => ({
  heading: `A client secret of ${props.app} ends ${props.days === 1 ? 'tomorrow' : `in ${props.days} days`}`,
  body: (
    <>
      <Paragraph>After that the app gets no new tokens with it. Nothing else changes.</Paragraph>
      <Fact name="Client id" value={props.clientId} />
      <Fact name="Secret" value={props.secret} />
      <Fact name="Works until" value={momentText(props.endsAt, payer.zone)} />
      <Subheading>How to change it without a break</Subheading>
      <Paragraph>
        Make a second secret on the client’s page, put it into your servers, and take the old one back. Both work side
        by side until then. If you do not use this secret any more, take it back now and these mails stop.
      </Paragraph>
      <Action url={props.url} label="Open the client" payer={payer} />
    </>
  ),
  why: `You get this mail as an owner or the main contact of the company behind ${props.app}.`,
})

export const credentialTemplates = {
  secret_ending: secretEnding,
}
