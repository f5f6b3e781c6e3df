/** Says that a stopped client works again. */
import { Action, Fact, Paragraph, Quote } from './parts.tsx'
import type { MailTemplate } from './template.ts'

export const clientReinstated: MailTemplate<'client_reinstated'> = ({ props, payer }) => ({
  heading: `${props.app} works again`,
  body: (
    <>
      <Paragraph>The {payer.shortName} AppSec team lifted the suspension. The client can get data again.</Paragraph>
      {props.episode && <Fact name="Case" value={props.episode} />}
      <Fact name="Client id" value={props.clientId} />
      <Quote text={props.publicReason} payer={payer} />
      <Action url={props.url} label="Open the client" payer={payer} />
    </>
  ),
  why: `You get this mail as a contact for ${props.app}. Questions go to ${payer.appsecEmail}.`,
})
