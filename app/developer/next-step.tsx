/** What to do next with an app, in words; shared by the list of apps and the app's own page. */
import { Status, type StatusTone } from '../../components/ui/status.tsx'
import type { NextStep } from '../../lib/domain/app.ts'
import type { ClientStatus } from '../../lib/domain/client.ts'
import { type DeveloperStanding, isNotYetLive } from '../../lib/domain/provisioning.ts'
import type { Turn } from '../../lib/domain/review.ts'
import type { AppCase } from '../../lib/services/app-case.ts'
import type { AppSummary } from '../../lib/services/app-view.ts'

/** Something to do, and the case that it answers; null for a step of the app itself. */
export type Task = { step: NextStep; about: AppCase | null }

/** The steps of an app; one that answers cases comes once for each case that waits, the most pressing first. */
export const tasksOfApp = ({ steps, cases }: Pick<AppSummary, 'steps' | 'cases'>): Task[] =>
  steps.flatMap((step): Task[] => {
    const kind = step === 'still_in_use' ? 'inactive' : step === 'answer_case' ? 'breach' : null
    const asking = cases.filter((one) => one.asks && one.kind === kind)
    return asking.length > 0 ? asking.map((about) => ({ step, about })) : [{ step, about: null }]
  })

/** Two cases about security are told apart by their references, also by whoever only hears the links. */
export const titleOf = ({ step, about }: Task): string =>
  step === 'answer_case' && about ? `${NEXT_STEPS[step].title}: ${about.reference}` : NEXT_STEPS[step].title

type Words = {
  title: string
  text: string
  href: (app: AppSummary, about: AppCase | null) => string
  /** On the button, where the title says more than what to do. */
  act?: string
}

const page = (app: AppSummary) => `/developer/apps/${app.appId}`
const submission = (app: AppSummary) => `/developer/submissions/${app.submission?.submissionId}`
const production = (app: AppSummary) => {
  const client = app.clients.find(({ environment }) => environment === 'production')
  return client ? `/developer/clients/${client.clientId}` : page(app)
}

const keysPage = (app: AppSummary) => `${production(app)}/changes#new-keys`

export const NEXT_STEPS: Record<NextStep, Words> = {
  still_in_use: {
    title: 'Say whether the app is still in use',
    text: 'Nobody seems to use the production client. If nobody answers, it is suspended.',
    href: (app) => `${production(app)}#inactivity`,
  },
  answer_case: {
    title: 'Answer the case about security',
    text: 'Your organization is at risk: an open case waits for your answer.',
    href: (app, about) => (about ? `/developer/episodes/${about.episodeId}` : page(app)),
  },
  start: {
    title: 'Start the questionnaire',
    text: '60 questions in 11 sections, in any order. Your draft is kept. Meanwhile the sandbox works without a review.',
    href: page,
  },
  continue: {
    title: 'Go on with the questionnaire',
    text: 'Nothing was sent yet. When every required question is answered, sign it and submit.',
    href: submission,
  },
  answer_changes: {
    title: 'Answer what AppSec asked to change',
    text: 'Change the answers and send them again, or say that they stand.',
    href: submission,
  },
  confirm_address: {
    title: 'Have the main contact’s address confirmed',
    text: 'AppSec writes to the main contact of the form. The reader of that address opens our mail and presses a button.',
    href: submission,
  },
  accept_terms: {
    title: 'Accept the terms of service',
    text: 'Approval needs somebody with authority to accept them for your organization.',
    href: () => '/developer/terms',
  },
  reply: { title: 'Read the message from AppSec and answer it', text: 'It is your turn.', href: submission },
  wait: {
    title: 'Nothing to do: AppSec reads your answers',
    text: 'You get a mail as soon as somebody wrote. You can write to AppSec at any time.',
    href: submission,
  },
  apply_again: {
    title: 'Start again from your answers',
    text: 'The last submission is finished. A new one starts with the answers you gave.',
    href: page,
  },
  wait_for_live: {
    title: 'Approved, not yet live',
    text: 'The client is being put into the authorization server. Its page says when it works, and what it waits for.',
    href: production,
  },
  make_secret: {
    title: 'Get the secret of the production client',
    text: 'The app is approved. It proves itself with a secret, and nobody has one yet.',
    href: production,
  },
  give_keys: {
    title: 'Give the public keys of the production client',
    text: 'The app is approved. It proves itself with a private key of yours, and we know no public one yet.',
    href: keysPage,
  },
  own_answers: {
    title: 'Members cannot connect yet: answer for this app',
    text: 'The app came to you from another organization. No member can connect it until AppSec has approved answers of your own. A new submission starts from what was approved about the app. The secrets and keys of before have ended: make new ones meanwhile, on the page of the client.',
    href: page,
    act: 'Start the questionnaire',
  },
  stopped: {
    title: 'Read why the production client is stopped',
    text: 'The reason and the way back stand on the page of the client.',
    href: production,
  },
  done: { title: 'Nothing to do: the app is approved', text: 'Keep your contacts and answers current.', href: page },
}

const CLIENT_STATES: Record<ClientStatus, { tone: StatusTone; text: string }> = {
  live: { tone: 'done', text: 'Works' },
  suspended: { tone: 'stopped', text: 'Suspended' },
  removed: { tone: 'stopped', text: 'Removed' },
}

type StateProps = {
  status: ClientStatus
  /** In the payer's own authorization server, when it lives there. */
  there?: { standing: DeveloperStanding } | null
  /** What members would read are the answers of the company before. */
  waitsForOwnAnswers?: boolean
  /** A case of inactivity asks about it. */
  seemsUnused?: boolean
}

/** Whether a case of inactivity waits for an answer about this client. */
export const seemsUnused = ({ cases }: AppSummary, clientId: string): boolean =>
  cases.some((one) => one.kind === 'inactive' && one.asks && one.clientId === clientId)

export function ClientState({ status, there, waitsForOwnAnswers = false, seemsUnused = false }: StateProps) {
  if (waitsForOwnAnswers && status === 'live') return <Status tone="caution">Members cannot connect yet</Status>
  if (status === 'live' && isNotYetLive(there?.standing)) return <Status tone="waiting">Approved, not yet live</Status>
  if (status === 'live' && there?.standing === 'in_question') return <Status tone="caution">May not work</Status>
  if (status === 'live' && seemsUnused) return <Status tone="caution">Works, but seems unused</Status>
  const { tone, text } = CLIENT_STATES[status]
  return <Status tone={tone}>{text}</Status>
}

export const TURNS: Record<Turn, string> = { appsec: 'AppSec', developer: 'You', nobody: 'Nobody' }
