/** The mails of the inactivity ladder, from the first question to the removal and its undoing. */
import { Action, ClientId, Fact, Paragraph, Quote, Subheading } from './parts.tsx'
import { type MailPayer, momentText } from './props.ts'
import type { MailTemplate } from './template.ts'

type Quiet = { app: string; lastActivity: string; everUsed: boolean }

function QuietSince({ props: { app, lastActivity, everUsed }, payer }: { props: Quiet; payer: MailPayer }) {
  const when = momentText(lastActivity, payer.zone)
  return (
    <Paragraph>
      {everUsed
        ? `The last sign-in or successful call of ${app} that we know of was on ${when}.`
        : `${app} was approved on ${when}, and we have seen no sign-in and no successful call since.`}
    </Paragraph>
  )
}

function WaysOut() {
  return (
    <Paragraph>
      Any of these ends it: press the button on the page below, answer this mail, or use the app. You need no account
      for the first two.
    </Paragraph>
  )
}

const inUse = 'Say that it is still in use'
const reader = ({ app, payer }: { app: string; payer: MailPayer }) =>
  `You get this mail as a contact for ${app}. A person at ${payer.shortName} AppSec reads what you answer.`

const inactiveFirst: MailTemplate<'inactive_first'> = ({ props, payer }) => ({
  heading: `Is ${props.app} still in use?`,
  body: (
    <>
      <QuietSince props={props} payer={payer} />
      <WaysOut />
      <Action url={props.url} label={inUse} payer={payer} />
      <Subheading>If nobody answers</Subheading>
      <Fact name="We write to you again" value={momentText(props.secondMailAt, payer.zone)} />
      <Fact name="We write to other people of your organization" value={momentText(props.otherStaffAt, payer.zone)} />
      <Fact name="The app’s access stops" value={momentText(props.removalAt, payer.zone)} />
    </>
  ),
  why: reader({ app: props.app, payer }),
})

const inactiveSecond: MailTemplate<'inactive_second'> = ({ props, payer }) => ({
  heading: `We still need an answer about ${props.app}`,
  body: (
    <>
      <QuietSince props={props} payer={payer} />
      <WaysOut />
      <Action url={props.url} label={inUse} payer={payer} />
      <Subheading>If nobody answers</Subheading>
      <Fact name="We write to other people of your organization" value={momentText(props.otherStaffAt, payer.zone)} />
      <Fact name="The app’s access stops" value={momentText(props.removalAt, payer.zone)} />
    </>
  ),
  why: reader({ app: props.app, payer }),
})

const inactiveOtherStaff: MailTemplate<'inactive_other_staff'> = ({ props, payer }) => ({
  heading: `Can you tell us if ${props.app} is still in use?`,
  body: (
    <>
      <Paragraph>
        {props.bounced
          ? `Our mail to the main contact of ${props.organization} came back, so we ask you.`
          : `We wrote to the main contact of ${props.organization} and got no answer, so we ask you.`}
      </Paragraph>
      <QuietSince props={props} payer={payer} />
      <WaysOut />
      <Action url={props.url} label={inUse} payer={payer} />
      <Subheading>If nobody answers</Subheading>
      <Fact name="The app’s access stops" value={momentText(props.removalAt, payer.zone)} />
    </>
  ),
  why: reader({ app: props.app, payer }),
})

const inactiveSuspended: MailTemplate<'inactive_suspended'> = ({ props, payer }) => ({
  heading: `${props.app} is suspended`,
  body: (
    <>
      <Paragraph>
        Nobody used the app for a long time and nobody answered our mails.{' '}
        {props.there
          ? 'It is being taken out of the authorization server; from then on it gets no data.'
          : 'From its next call on it gets no data. What members allowed is kept for now.'}
      </Paragraph>
      <ClientId {...props} />
      <Subheading>How to come back</Subheading>
      <Paragraph>
        Answer this mail, or press the button on the client’s page. The AppSec team then lets it work again. Without
        word from you a lead may remove it for good.
      </Paragraph>
      <Action url={props.url} label="Open the client" payer={payer} />
    </>
  ),
  why: reader({ app: props.app, payer }),
})

const inactiveRemoved: MailTemplate<'inactive_removed'> = ({ props, payer }) => ({
  heading: props.whole ? `${props.organization} is removed` : `${props.app} is removed`,
  body: (
    <>
      <Paragraph>
        {props.whole
          ? 'The app was not in use, no other app of your organization was active, and nobody answered our mails. The accounts are closed, the clients are revoked, and members are told that sharing ended.'
          : 'The app was not in use and nobody answered our mails. Its client is revoked, and members are told that sharing ended. Your other apps go on.'}
      </Paragraph>
      <ClientId {...props} />
      <Subheading>If this was a mistake</Subheading>
      <Paragraph>
        {`Answer this mail by ${momentText(props.undoUntil, payer.zone)}. Until then a lead can undo the removal; members decide anew whether they share. After that, start again at step 1.`}
      </Paragraph>
      <Action url={props.url} label="Open the developer portal" payer={payer} />
    </>
  ),
  why: reader({ app: props.app, payer }),
})

const restored: MailTemplate<'restored'> = ({ props, payer }) => ({
  heading: `The removal of ${props.app} is undone`,
  body: (
    <>
      <Paragraph>
        {props.there
          ? 'Accounts are back as they were. The client is not yet live: it is put into the authorization server again, and we mail you its new client id when it is.'
          : 'Accounts and clients are back as they were.'}{' '}
        What members allowed before is over: they decide anew.
      </Paragraph>
      <ClientId {...props} />
      <Quote text={props.publicReason} payer={payer} />
      <Action url={props.url} label="Open the client" payer={payer} />
    </>
  ),
  why: reader({ app: props.app, payer }),
})

const removalAsked: MailTemplate<'removal_asked'> = ({ props, payer }) => ({
  heading: `Remove ${props.app}?`,
  body: (
    <>
      <Paragraph>
        {props.organization} used {props.app} for nothing in a long time and answered none of our mails. The client is
        suspended. Nothing is removed before a lead confirms it.
      </Paragraph>
      <Paragraph>
        {props.whole
          ? 'No other production client of this organization is active, so the removal covers the organization and its accounts.'
          : 'Other production clients of this organization are active, so the removal covers this client alone.'}
      </Paragraph>
      <Action url={props.url} label="Look at the case" payer={payer} />
    </>
  ),
  why: `The ${payer.shortName} AppSec team gets this mail whenever a removal waits for a lead.`,
})

export const inactiveTemplates = {
  inactive_first: inactiveFirst,
  inactive_second: inactiveSecond,
  inactive_other_staff: inactiveOtherStaff,
  inactive_suspended: inactiveSuspended,
  inactive_removed: inactiveRemoved,
  restored,
  removal_asked: removalAsked,
}
