/** Says that an app is approved and how it gets going; where the payer's own server must confirm it first, what it waits for. */
import { isNotYetLive } from '../lib/domain/provisioning.ts'
import { Action, ClientId, Paragraph, Quote } from './parts.tsx'
import type { MailTemplate } from './template.ts'

export const submissionApproved: MailTemplate<'submission_approved'> = (mail) =>
  isNotYetLive(mail.props.there?.standing) ? notYetLive(mail) : live(mail)

type Mail = Parameters<MailTemplate<'submission_approved'>>[0]

const why = ({ props, payer }: Mail) =>
  `You get this mail as a contact for ${props.app}. Questions go to ${payer.appsecEmail}.`

const live = (mail: Mail): ReturnType<MailTemplate<'submission_approved'>> => {
  const { props, payer } = mail
  return {
    heading: `${props.app} is approved`,
    body: (
      <>
        <Paragraph>
          The {payer.shortName} AppSec team approved submission {props.reference}.
          {!props.there && ' The app has a production client now.'}
        </Paragraph>
        <ClientId {...props} />
        <Quote text={props.publicReason} payer={payer} />
        <Paragraph>
          {!props.there &&
            'Next: open the client, make its secret if it keeps one, and send the first member through. '}
          Members read the approved answers before they share.
        </Paragraph>
        <Action url={props.url} label="Open the client" payer={payer} />
      </>
    ),
    why: why(mail),
  }
}

/** No client id: the one to use is chosen by that server, and ours would not work there. */
const notYetLive = (mail: Mail): ReturnType<MailTemplate<'submission_approved'>> => {
  const { props, payer } = mail
  const keys = props.there?.standing === 'waits_for_keys'
  return {
    heading: `${props.app} is approved, not yet live`,
    body: (
      <>
        <Paragraph>
          The {payer.shortName} AppSec team approved submission {props.reference}.{' '}
          {keys
            ? 'Next: give the app’s public keys on the client’s page. Then it is put into the authorization server.'
            : 'It is being put into the authorization server now, and you need to do nothing.'}
        </Paragraph>
        <Paragraph>
          We mail you again when it is live, with the client id to sign in with. Until then members cannot share with it
          as it was approved now.
        </Paragraph>
        <Quote text={props.publicReason} payer={payer} />
        <Action url={props.url} label="Open the client" payer={payer} />
      </>
    ),
    why: why(mail),
  }
}
