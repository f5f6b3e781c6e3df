/** Mails about a client: its stops, credentials and changes, to the people who answer for it. */
import { z } from 'zod'
import { isNotYetLive } from '../lib/domain/provisioning.ts'
import { define, EN } from './definition.ts'
import { line, link, moment, momentText, optionalProse, prose, there } from './props.ts'

const ofClient = { app: line, clientId: line, url: link, there }
/** A case that the stop belongs to, when it belongs to one: an answer is placed there. */
const ofStop = { ...ofClient, episode: line.optional() }
const inDays = (days: number) => (days === 1 ? 'tomorrow' : `in ${days} days`)

type Over = { app: string; organization: string; given: boolean; gone?: boolean | undefined }

/** Also the heading of the mail. */
export const transferOver = ({ app, organization, given, gone }: Over): string =>
  given
    ? `${app} belongs to ${organization} now`
    : gone
      ? `${app} does not come to you`
      : `${app} stays with ${organization}`

export const clientCatalogue = {
  client_suspended: define({
    ...EN,
    sender: 'appsec',
    answerable: true,
    props: z.object({ ...ofStop, criterion: line, publicReason: prose, wayBack: prose }),
    subject: ({ app }) => `${app}: access to member data is suspended`,
    preview: ({ criterion }) => `${criterion}. Here is how to come back.`,
  }),
  client_reinstated: define({
    ...EN,
    sender: 'appsec',
    answerable: true,
    props: z.object({ ...ofStop, publicReason: optionalProse }),
    subject: ({ app, there }) => `${app}: ${there ? 'the suspension is lifted' : 'access to member data works again'}`,
    preview: ({ there }) =>
      there
        ? 'It is not yet live. We mail you the new client id when it is.'
        : 'Nothing more to do: the same client id and secrets work.',
  }),
  secret_ending: define({
    ...EN,
    sender: 'support',
    // The one secret of a client in another authorization server has no name.
    props: z.object({ ...ofClient, secret: line.optional(), days: z.coerce.number().int().min(1), endsAt: moment }),
    subject: ({ app, days, there }) => `${app}: ${there ? 'the' : 'a'} client secret ends ${inDays(days)}`,
    preview: ({ endsAt, there }, payer) =>
      `It works until ${momentText(endsAt, payer.zone)}. ${there ? 'Plan the change' : 'Put a new one in place'} before.`,
  }),
  change_decided: define({
    ...EN,
    sender: 'appsec',
    props: z.object({ ...ofClient, what: line, approved: z.boolean(), publicReason: prose }),
    subject: ({ app, approved, there }) => {
      if (!approved) return `${app}: your change is not approved`
      return `${app}: your change is ${isNotYetLive(there?.standing) ? 'approved, not yet live' : 'approved and live'}`
    },
    preview: ({ what, approved, there }) => {
      if (!approved) return `${what}: the client stays as it was. Here is why.`
      return `${what}: ${isNotYetLive(there?.standing) ? 'we mail you when the new state is live.' : 'the new state is live now.'}`
    },
  }),
  client_live: define({
    ...EN,
    sender: 'appsec',
    props: z.object({ app: line, clientId: line, url: link, fresh: z.boolean(), secret: z.boolean() }),
    subject: ({ app, fresh }) => (fresh ? `${app} is now live` : `${app}: your change is now live`),
    preview: ({ fresh }) =>
      fresh ? 'Here is the client id to sign in with.' : 'The authorization server confirmed the client as approved.',
  }),
  secret_given: define({
    ...EN,
    sender: 'appsec',
    props: z.object(ofClient),
    subject: ({ app }) => `${app}: a new client secret`,
    preview: () => 'It waits on the client’s page, which shows it once.',
  }),
  transfer_offered: define({
    ...EN,
    sender: 'support',
    // Offers of before had no end.
    props: z.object({ app: line, organization: line, until: moment.nullish(), url: link }),
    subject: ({ organization, app }) => `${organization} offers you the app ${app}`,
    preview: () => 'Take it for your organization, or say no. Nothing happens by itself.',
  }),
  transfer_over: define({
    ...EN,
    sender: 'appsec',
    props: z.object({
      app: line,
      organization: line,
      /** Whether it belongs to that organization now; else it stays there. */
      given: z.boolean(),
      /** Whether it does not even stay there. */
      gone: z.boolean().optional(),
      what: prose,
      publicReason: optionalProse,
      url: link,
    }),
    subject: transferOver,
    preview: ({ what }) => what,
  }),
  transfer_done: define({
    ...EN,
    sender: 'appsec',
    props: z.object({ ...ofClient, organization: line }),
    subject: ({ app }) => `${app} belongs to your organization now`,
    preview: ({ there }) =>
      there ? 'It is not yet live. Submit your own answers.' : 'Make new credentials, and submit your own answers.',
  }),
  keys_found: define({
    ...EN,
    sender: 'appsec',
    props: z.object(ofClient),
    subject: ({ app }) => `${app}: other keys at your JWKS address`,
    preview: () => 'The keys of before stay live until AppSec has looked at the new ones.',
  }),
}
