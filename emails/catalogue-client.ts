/** Mails about the credentials and changes of a client, to the people who answer for it. */
import { z } from 'zod'
import { define, EN } from './definition.ts'
import { line, link, moment, momentText } from './props.ts'

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
}
