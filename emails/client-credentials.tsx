/** The mails about a client's credentials and its changes. */
import { isNotYetLive } from '../lib/domain/provisioning.ts'
import { transferOver } from './catalogue-client.ts'
import { Action, ClientId, Fact, Paragraph, Quote, Subheading } from './parts.tsx'
import { momentText, type There } from './props.ts'
import type { MailTemplate } from './template.ts'

const secretEnding: MailTemplate<'secret_ending'> = ({ props, payer }) => ({
  heading: `${props.there ? 'The' : 'A'} client secret of ${props.app} ends ${props.days === 1 ? 'tomorrow' : `in ${props.days} days`}`,
  body: (
    <>
      <Paragraph>After that the app gets no new tokens with it. Nothing else changes.</Paragraph>
      <ClientId {...props} />
      {props.secret && <Fact name="Secret" value={props.secret} />}
      <Fact name="Works until" value={momentText(props.endsAt, payer.zone)} />
      {props.there ? <ChangeThere /> : <ChangeHere />}
      <Action url={props.url} label="Open the client" payer={payer} />
    </>
  ),
  why: `You get this mail as an owner or the main contact of the company behind ${props.app}.`,
})

const ChangeHere = () => (
  <>
    <Subheading>How to change it without a break</Subheading>
    <Paragraph>
      Make a second secret on the client’s page, put it into your servers, and take the old one back. Both work side by
      side until then. If you do not use this secret any more, take it back now and these mails stop.
    </Paragraph>
  </>
)

const ChangeThere = () => (
  <>
    <Subheading>How to get another one</Subheading>
    <Paragraph>
      The authorization server made this secret and says when it ends. If it gives another one by itself, we mail you.
      If it does not, ask for one on the client’s page: that brings a new client id too, and members sign in again, so
      choose a quiet hour before that day.
    </Paragraph>
  </>
)

const keysFound: MailTemplate<'keys_found'> = ({ props, payer }) => ({
  heading: `We found other keys for ${props.app}`,
  body: (
    <>
      <Paragraph>
        The public keys at the client’s JWKS address are not the ones that AppSec knows. The keys of before stay live;
        the new ones work once AppSec has approved them. Keep signing with the old key until then.
      </Paragraph>
      <ClientId {...props} />
      <Paragraph>
        If nobody of your company changed them, tell us at once at {payer.appsecEmail}: somebody else may write to your
        server.
      </Paragraph>
      <Action url={props.url} label="Open the client" payer={payer} />
    </>
  ),
  why: `You get this mail as an owner or the main contact of the company behind ${props.app}.`,
})

function outcome({ approved, there }: { approved: boolean; there?: There }): string {
  if (!approved) return 'was not approved'
  return isNotYetLive(there?.standing) ? 'is approved, not yet live' : 'is live'
}

const changeDecided: MailTemplate<'change_decided'> = ({ props, payer }) => ({
  heading: `The change of ${props.app} ${outcome(props)}`,
  body: (
    <>
      <Paragraph>
        {props.approved
          ? `AppSec looked at the change and approved it. ${isNotYetLive(props.there?.standing) ? 'We mail you when the authorization server has confirmed it; until then the client stays as it was.' : 'It works from the next call on.'}`
          : 'AppSec looked at the change and did not approve it. The client stays as it was, and works.'}
      </Paragraph>
      <Fact name="Change" value={props.what} />
      <ClientId {...props} />
      <Subheading>Why</Subheading>
      <Quote text={props.publicReason} payer={payer} />
      <Action url={props.url} label="Open the client" payer={payer} />
    </>
  ),
  why: `You get this mail as an owner or the main contact of the company behind ${props.app}. Write to ${payer.appsecEmail} with anything we should know.`,
})

const clientLive: MailTemplate<'client_live'> = ({ props, payer }) => ({
  heading: props.fresh ? `${props.app} is now live` : `Your change of ${props.app} is now live`,
  body: (
    <>
      <Paragraph>
        {props.fresh
          ? 'The authorization server confirmed the client as it was approved. Sign in with the client id that it chose:'
          : 'The authorization server confirmed the client as it was approved last. The client id stays:'}
      </Paragraph>
      <Fact name="Client id to sign in with" value={props.clientId} />
      {props.secret && (
        <Paragraph>
          The authorization server gave the client a secret, too. It stands in no mail: an owner or editor opens the
          client, and the page shows it once.
        </Paragraph>
      )}
      {props.fresh && (
        <Paragraph>Next: put it into your app. Members read the approved answers before they share.</Paragraph>
      )}
      <Action url={props.url} label="Open the client" payer={payer} />
    </>
  ),
  why: `You get this mail as an owner or the main contact of the company behind ${props.app}. Questions go to ${payer.appsecEmail}.`,
})

const secretGiven: MailTemplate<'secret_given'> = ({ props, payer }) => ({
  heading: `The authorization server gave ${props.app} a new client secret`,
  body: (
    <>
      <Paragraph>
        It stands in no mail: an owner or editor opens the client, and the page shows it once. Use it from then on. A
        secret of before may not work any more.
      </Paragraph>
      <ClientId {...props} />
      <Action url={props.url} label="Open the client" payer={payer} />
    </>
  ),
  why: `You get this mail as an owner or the main contact of the company behind ${props.app}. Questions go to ${payer.appsecEmail}.`,
})

const transferOffered: MailTemplate<'transfer_offered'> = ({ props, payer }) => ({
  heading: `${props.organization} wants to hand ${props.app} over to you`,
  body: (
    <>
      <Paragraph>
        If an organization of yours takes the app over, say so on the page below. Then {payer.shortName} AppSec looks at
        it, and until they have decided nothing changes. If you do not know about this, say no, or do nothing.
      </Paragraph>
      {props.until && <Fact name="Answer by" value={momentText(props.until, payer.zone)} />}
      <Action url={props.url} label="Read the offer" payer={payer} />
    </>
  ),
  why: 'You get this mail because you own an organization on the developer portal.',
})

const transferDone: MailTemplate<'transfer_done'> = ({ props, payer }) => ({
  heading: `${props.app} belongs to your organization now`,
  body: (
    <>
      <Paragraph>
        {`AppSec approved that ${props.organization} hands it over. `}
        {props.there
          ? 'It is taken out of the authorization server and put there again, under a new client id; we mail you when that is live.'
          : 'The client id stays. The secrets and keys of before do not work any more.'}{' '}
        What members allowed has ended: they decide anew.
      </Paragraph>
      <ClientId {...props} />
      <Subheading>What to do now</Subheading>
      <Paragraph>
        {props.there
          ? 'If the app proves itself by keys, give your public keys on the client’s page.'
          : 'Make a secret or give your public keys on the client’s page.'}{' '}
        Then submit the questionnaire with your own answers: no member can connect the app until they are approved.
      </Paragraph>
      <Action url={props.url} label="Open the client" payer={payer} />
    </>
  ),
  why: `You get this mail as an owner or the main contact of the company behind ${props.app}.`,
})

const transferIsOver: MailTemplate<'transfer_over'> = ({ props, payer }) => ({
  heading: transferOver(props),
  body: (
    <>
      <Paragraph>{props.what}</Paragraph>
      {props.publicReason && (
        <>
          <Subheading>Why</Subheading>
          <Quote text={props.publicReason} payer={payer} />
        </>
      )}
      <Action url={props.url} label="Open your apps" payer={payer} />
    </>
  ),
  why: `You get this mail because an organization of yours offered ${props.app}, or agreed to take it. Write to ${payer.appsecEmail} with anything we should know.`,
})

export const credentialTemplates = {
  client_live: clientLive,
  secret_given: secretGiven,
  transfer_over: transferIsOver,
  transfer_offered: transferOffered,
  transfer_done: transferDone,
  change_decided: changeDecided,
  secret_ending: secretEnding,
  keys_found: keysFound,
}
