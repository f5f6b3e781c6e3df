/** Says that a stopped client works again, or will once the payer's own authorization server has confirmed it. */
import { Action, ClientId, Fact, Paragraph, Quote } from './parts.tsx'
import type { MailTemplate } from './template.ts'

export const clientReinstated: MailTemplate<'client_reinstated'> = ({ props, payer }) => ({
  heading: props.there ? `The suspension of ${props.app} is lifted` : `${props.app} works again`,
  body: (
    <>
      {props.there ? (
        <>
          <Paragraph>
            The {payer.shortName} AppSec team lifted the suspension. The app is not yet live: it is put into the
            authorization server again, under a new client id.
          </Paragraph>
          <Paragraph>We mail you the new client id as soon as the authorization server has confirmed it.</Paragraph>
        </>
      ) : (
        <>
          <Paragraph>The {payer.shortName} AppSec team lifted the suspension. The client can get data again.</Paragraph>
          <ClientId {...props} />
        </>
      )}
      {props.episode && <Fact name="Case" value={props.episode} />}
      <Quote text={props.publicReason} payer={payer} />
      <Action url={props.url} label="Open the client" payer={payer} />
    </>
  ),
  why: `You get this mail as a contact for ${props.app}. Questions go to ${payer.appsecEmail}.`,
})
