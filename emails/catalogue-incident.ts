/** Mails about security incidents that developers report. */
import { z } from 'zod'
import { define, EN } from './definition.ts'
import { line, link, moment } from './props.ts'

const facts = z.object({
  ...{ episode: line, organization: line, incident: line, discovered: moment, url: link },
  hours: z.number().int().min(0),
  tokens: line,
  contained: z.boolean(),
})

export const incidentCatalogue = {
  incident_reported: define({
    ...EN,
    sender: 'support',
    props: facts,
    subject: ({ episode, organization }) => `[${episode}] ${organization} reports a security incident`,
    preview: ({ incident }) => incident,
  }),
  incident_received: define({
    ...EN,
    sender: 'appsec',
    answerable: true,
    props: facts.extend({ members: line }),
    subject: ({ episode }) => `[${episode}] We have your report`,
    preview: () => 'AppSec reads it now. Tell us at once when you learn more.',
  }),
}
