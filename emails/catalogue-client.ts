/** Mails about the credentials and changes of a client, to the people who answer for it. */
import { z } from 'zod'
import { define, EN } from './definition.ts'
import { line, link, moment, momentText, prose } from './props.ts'

const ofClient = { app: line, clientId: line, url: link }
const inDays = (days: number) => (days === 1 ? 'tomorrow' : `in ${days} days`)

export const clientCatalogue = {
  secret_ending: define({
    ...EN,
    sender: 'support',
    props: z.object({ ...ofClient, secret: line, days: z.coerce.number().int().min(1), endsAt: moment }),
    subject: ({ app, days }) => `${app}: a client secret ends ${inDays(days)}`,
    preview: ({ endsAt }, payer) => `It works until ${momentText(endsAt, payer.zone)}. Put a new one in place before.`,
  }),
  change_decided: define({
    ...EN,
    sender: 'appsec',
    props: z.object({ ...ofClient, what: line, approved: z.boolean(), publicReason: prose }),
    subject: ({ app, approved }) => `${app}: your change is ${approved ? 'approved and live' : 'not approved'}`,
    preview: ({ what, approved }) =>
      approved ? `${what}: the new state is live now.` : `${what}: the client stays as it was. Here is why.`,
  }),
  transfer_offered: define({
    ...EN,
    sender: 'support',
    props: z.object({ app: line, organization: line, url: link }),
    subject: ({ organization, app }) => `${organization} offers you the app ${app}`,
    preview: () => 'Take it for your organization, or say no. Nothing happens by itself.',
  }),
  transfer_done: define({
    ...EN,
    sender: 'appsec',
    props: z.object({ ...ofClient, organization: line }),
    subject: ({ app }) => `${app} belongs to your organization now`,
    preview: () => 'Make new credentials, and submit your own answers.',
  }),
  keys_found: define({
    ...EN,
    sender: 'appsec',
    props: z.object(ofClient),
    subject: ({ app }) => `${app}: other keys at your JWKS address`,
    preview: () => 'The keys of before stay live until AppSec has looked at the new ones.',
  }),
}
