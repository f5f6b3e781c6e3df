/**
 * Every mail Candor sends: its values, subject and preview; no React, so that services can check what they put into the
 * outbox. The bodies are emails/<kind>.tsx. Mails about one submission share one subject, so that mail programs keep
 * them in one thread; the preview says what each of them wants.
 */
import { z } from 'zod'
import { isNotYetLive } from '../lib/domain/provisioning.ts'
import { type MailKey, mailText } from '../lib/domain/wording/mails.ts'
import { clientCatalogue } from './catalogue-client.ts'
import { inactiveCatalogue } from './catalogue-inactive.ts'
import { incidentCatalogue } from './catalogue-incident.ts'
import { define, EN } from './definition.ts'
import { line, link, moment, momentText, oneLine, optionalProse, prose, there } from './props.ts'

const ofSubmission = { app: line, reference: line, url: link }
const threadSubject = ({ reference, app }: { reference: string; app: string }) =>
  `[${reference}] ${app}: your submission`

function forMembers(name: 'grantConnected' | 'grantStopped' | 'grantRevoked' | 'grantEndedByPlan' | 'clientStopped') {
  const sentence = (part: 'subject' | 'preview'): MailKey => `${name}.${part}`
  return define({
    ...EN,
    languages: ['en', 'es'],
    sender: 'members',
    props: z.object({ url: link, payer: line, phone: line }),
    subject: (_props, _payer, lang) => mailText(lang, sentence('subject')),
    preview: (_props, _payer, lang) => mailText(lang, sentence('preview')),
  })
}

export const catalogue = {
  sign_in_code: define({
    ...EN,
    sender: 'support',
    secrets: ['code'],
    props: z.object({
      code: z.string().regex(/^\d{6}$/, 'is no 6-digit code'),
      minutes: z.coerce.number().int().min(1),
    }),
    subject: (_props, payer) => `Your sign-in code for the ${payer.shortName} developer portal`,
    preview: ({ minutes }) => `It works once, for ${minutes} minutes.`,
  }),
  invitation: define({
    ...EN,
    sender: 'support',
    secrets: ['url'],
    props: z.object({ organization: line, inviter: line, role: line, url: link, until: moment }),
    subject: ({ organization }, payer) => `Join ${organization} on the ${payer.shortName} developer portal`,
    preview: ({ inviter }) => `${inviter} invites you.`,
  }),
  confirm_address: define({
    ...EN,
    sender: 'support',
    secrets: ['url'],
    props: z.object({ organization: line, url: link, until: moment }),
    subject: ({ organization }) => `Confirm this address for ${organization}`,
    preview: (_props, payer) => `So that ${payer.shortName} AppSec can write to you here.`,
  }),
  terms_link: define({
    ...EN,
    sender: 'appsec',
    secrets: ['url'],
    props: z.object({ organization: line, from: line, url: link, expiresAt: moment }),
    subject: ({ organization }, payer) => `${payer.shortName} terms of service to read for ${organization}`,
    preview: ({ from }) => `${from} asks you to read them and, if you agree, to accept.`,
  }),
  submission_received: define({
    ...EN,
    sender: 'appsec',
    props: z.object({ ...ofSubmission, organization: line, round: z.coerce.number().int().min(1), due: moment }),
    subject: threadSubject,
    preview: ({ due }, payer) =>
      `We have it. ${payer.shortName} AppSec writes to you by ${momentText(due, payer.zone)}.`,
  }),
  review_message: define({
    ...EN,
    sender: 'appsec',
    automatic: false,
    answerable: true,
    props: z.object({ ...ofSubmission, text: prose }),
    subject: threadSubject,
    preview: ({ text }) => oneLine(text, 120),
  }),
  changes_requested: define({
    ...EN,
    sender: 'appsec',
    automatic: false,
    answerable: true,
    props: z.object({
      ...ofSubmission,
      text: optionalProse,
      changes: z.array(z.object({ question: line, ground: line, text: prose })),
      due: moment.nullish(),
    }),
    subject: threadSubject,
    preview: ({ changes }) =>
      changes.length === 1
        ? 'Your turn: please look at one answer.'
        : `Your turn: please look at ${changes.length} answers.`,
  }),
  submission_approved: define({
    ...EN,
    sender: 'appsec',
    props: z.object({ ...ofSubmission, publicReason: optionalProse, clientId: line, there }),
    subject: threadSubject,
    preview: ({ there }) => {
      if (isNotYetLive(there?.standing)) return 'Approved, not yet live. We mail you again when it is.'
      return there ? 'Approved. Members read the new answers.' : 'Approved. Your production client is ready.'
    },
  }),
  submission_denied: define({
    ...EN,
    sender: 'appsec',
    props: z.object({ ...ofSubmission, criterion: line, publicReason: prose, wayBack: prose }),
    subject: threadSubject,
    preview: () => 'Not approved. Here is why, and how to apply again.',
  }),
  finding_lifted: define({
    ...EN,
    sender: 'appsec',
    props: z.object({ ...ofSubmission, question: line, publicReason: prose }),
    subject: threadSubject,
    preview: () => 'We lifted a finding about one of your answers.',
  }),
  app_deleted: define({
    ...EN,
    sender: 'support',
    props: z.object({ app: line, organization: line, by: line, clients: z.number().int(), members: z.number().int() }),
    subject: ({ app }) => `${app} was deleted`,
    preview: ({ by }) => `${by} deleted it. Its clients have stopped.`,
  }),
  grant_connected: forMembers('grantConnected'),
  grant_stopped: forMembers('grantStopped'),
  grant_revoked: forMembers('grantRevoked'),
  grant_ended_by_plan: forMembers('grantEndedByPlan'),
  client_stopped_member: forMembers('clientStopped'),
  malicious_case: define({
    ...EN,
    sender: 'support',
    props: z.object({
      ...{ episode: line, app: line, organization: line, clientId: line, attack: line, url: link },
      suspended: z.boolean(),
    }),
    subject: ({ episode, app }) => `[${episode}] ${app}: malicious activity`,
    preview: ({ suspended, attack }) =>
      suspended ? 'The client is suspended. The case record is open.' : `${attack} was seen. Please look now.`,
  }),
  breach_alert: define({
    ...EN,
    sender: 'appsec',
    answerable: true,
    props: z.object({
      ...{ episode: line, organization: line, service: line, domain: line, rating: line, severity: line },
      due: moment,
      url: link,
    }),
    subject: ({ episode, service, domain }) => `[${episode}] ${service} alert about ${domain}`,
    preview: ({ service, due }, payer) =>
      `${service} will invite you to see the details. Please answer by ${momentText(due, payer.zone)}.`,
  }),
  webhook_turned_off: define({
    ...EN,
    sender: 'support',
    props: z.object({ organization: line, host: line, why: line, url: link }),
    subject: ({ host }) => `Your webhook at ${host} was turned off`,
    preview: ({ why }) => why,
  }),
  ...inactiveCatalogue,
  ...incidentCatalogue,
  ...clientCatalogue,
}

export type MailKind = keyof typeof catalogue
export type MailProps<Kind extends MailKind> = z.output<(typeof catalogue)[Kind]['props']>

export const MAIL_KINDS = Object.keys(catalogue) as MailKind[]

export const isMailKind = (kind: string): kind is MailKind => Object.hasOwn(catalogue, kind)

/** What is wrong with the values of a mail, by name and never by value; empty when it can be written. */
export function mailFaults(kind: string, props: Record<string, unknown>): string[] {
  if (!isMailKind(kind)) return [`There is no mail "${kind}".`]
  const parsed = catalogue[kind].props.safeParse(props)
  return parsed.success ? [] : parsed.error.issues.map((fault) => `${kind}.${fault.path.join('.')} ${fault.message}`)
}
