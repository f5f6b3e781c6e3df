/** The mails about a client's credentials and its changes. */
import { Action, Fact, Paragraph, Quote, Subheading } from './parts.tsx'
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

const keysFound: MailTemplate<'keys_found'> = ({ props, payer }) => ({
  heading: `We found other keys for ${props.app}`,
  body: (
    <>
      <Paragraph>
        The public keys at the client’s JWKS address are not the ones that AppSec knows. The keys of before stay live;
        the new ones work once AppSec has approved them. Keep signing with the old key until then.
      </Paragraph>
      <Fact name="Client id" value={props.clientId} />
      <Paragraph>
        If nobody of your company changed them, tell us at once at {payer.appsecEmail}: somebody else may write to your
        server.
      </Paragraph>
      <Action url={props.url} label="Open the client" payer={payer} />
    </>
  ),
  why: `You get this mail as an owner or the main contact of the company behind ${props.app}.`,
})

const changeDecided: MailTemplate<'change_decided'> = ({ props, payer }) => ({
  heading: props.approved ? `The change of ${props.app} is live` : `The change of ${props.app} was not approved`,
  body: (
    <>
      <Paragraph>
        {props.approved
          ? 'AppSec looked at the change and approved it. It works from the next call on.'
          : 'AppSec looked at the change and did not approve it. The client stays as it was, and works.'}
      </Paragraph>
      <Fact name="Change" value={props.what} />
      <Fact name="Client id" value={props.clientId} />
      <Subheading>Why</Subheading>
      <Quote text={props.publicReason} payer={payer} />
      <Action url={props.url} label="Open the client" payer={payer} />
    </>
  ),
  why: `You get this mail as an owner or the main contact of the company behind ${props.app}. Write to ${payer.appsecEmail} with anything we should know.`,
})

const transferOffered: MailTemplate<'transfer_offered'> = ({ props, payer }) => ({
  heading: `${props.organization} wants to hand ${props.app} over to you`,
  body: (
    <>
      <Paragraph>
        If an organization of yours takes the app over, say so on the page below. Then {payer.shortName} AppSec looks at
        it, and until they have decided nothing changes. If you do not know about this, say no, or do nothing.
      </Paragraph>
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
        {`AppSec approved that ${props.organization} hands it over. The client id stays. The secrets and keys of before do not work any more, and what members allowed has ended: they decide anew.`}
      </Paragraph>
      <Fact name="Client id" value={props.clientId} />
      <Subheading>What to do now</Subheading>
      <Paragraph>
        Make a secret or give your public keys on the client’s page. Then submit the questionnaire with your own
        answers: until that is approved, members read those of {props.organization}.
      </Paragraph>
      <Action url={props.url} label="Open the client" payer={payer} />
    </>
  ),
  why: `You get this mail as an owner or the main contact of the company behind ${props.app}.`,
})

export const credentialTemplates = {
  transfer_offered: transferOffered,
  transfer_done: transferDone,
  change_decided: changeDecided,
  secret_ending: secretEnding,
  keys_found: keysFound,
}
