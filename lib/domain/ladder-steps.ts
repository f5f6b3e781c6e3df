/**
 * The steps of the inactivity ladder as one table, and which of them are due now.
 *
 * Source: the payer's page, "At Risk". Assumptions, kept here and nowhere else:
 * - A bounce of the primary contact's mail brings the mails to other staff forward, and never the suspension: it stays on
 *   the date that was already shown. The second mail to the primary still goes out on its date, since the address may
 *   have been put right.
 * - A step that is taken late (an outage, a hold, a silent feed) keeps its distance to what follows: dates count from the
 *   first mail that really left, and the suspension never comes sooner than its days after the mails to other staff.
 * - Time in which a source of activity was silent after the mails to other staff counts for nobody: the suspension comes
 *   later by it, since the app may have been used unseen.
 * - A client that is stopped for another reason climbs no further.
 */
import { type Gap, judgedFrom } from './activity-feed.ts'
import type { EpisodeEvent, EpisodeStatus } from './episode.ts'
import { type LadderDates, type LadderSettings, ladderDates, ladderDatesFrom, removalAfter } from './ladder.ts'

export type LadderStep = 'first_mail' | 'second_mail' | 'other_staff' | 'suspension' | 'removal_asked'

export type LadderAudience =
  | 'primary'
  /** The organization's other people and its backup contact; never the primary again. */
  | 'others'
  /** All of them, who learn that the client is stopped. */
  | 'everybody'
  /** The payer's leads. */
  | 'leads'

export type LadderStepRow = {
  step: LadderStep
  date: keyof LadderDates
  to: LadderAudience
  mail: 'inactive_first' | 'inactive_second' | 'inactive_other_staff' | 'inactive_suspended' | 'removal_asked'
  /** Steps that must have been taken before. */
  after: readonly LadderStep[]
  title: string
}

export const LADDER_STEPS: readonly LadderStepRow[] = [
  { step: 'first_mail', date: 'flaggedAt', to: 'primary', mail: 'inactive_first', after: [], title: 'First mail' },
  {
    step: 'second_mail',
    date: 'secondMailAt',
    to: 'primary',
    mail: 'inactive_second',
    after: ['first_mail'],
    title: 'Second mail',
  },
  {
    step: 'other_staff',
    date: 'otherStaffAt',
    to: 'others',
    mail: 'inactive_other_staff',
    after: ['first_mail'],
    title: 'Mail to other people',
  },
  {
    step: 'suspension',
    date: 'removalAt',
    to: 'everybody',
    mail: 'inactive_suspended',
    after: ['first_mail', 'second_mail', 'other_staff'],
    title: 'Suspended',
  },
  {
    step: 'removal_asked',
    date: 'removalAt',
    to: 'leads',
    mail: 'removal_asked',
    after: ['suspension'],
    title: 'A lead is asked to confirm the removal',
  },
]

/** How late (ms) a step may be and still count as taken on its date: jobs run once an hour. */
export const PUNCTUAL = 2 * 60 * 60 * 1000

export type TakenStep = { step: LadderStep; at: Date }

/** The steps that the events of a case show, each once. */
function takenSteps(events: readonly EpisodeEvent[]): TakenStep[] {
  return LADDER_STEPS.flatMap(({ step }) => {
    const event = events.find(({ data }) => data.step === step)
    return event ? [{ step, at: event.at }] : []
  })
}

/** Those steps, and how long nothing could be seen after the mails to other staff. */
export function takenOf(
  events: readonly EpisodeEvent[],
  gaps: readonly Gap[],
  now: Date,
): Pick<LadderFacts, 'taken' | 'blind'> {
  const taken = takenSteps(events)
  const others = find(taken, 'other_staff')
  return { taken, blind: others ? judgedFrom(others.at, gaps, now).getTime() - others.at.getTime() : 0 }
}

/** What the first mail of a case promised, from what the case was opened with; null when that names no dates. */
export function promisedOf(evidence: Record<string, unknown>): LadderDates | null {
  const dates = (evidence.dates ?? {}) as Record<string, unknown>
  const at = (name: keyof LadderDates) => new Date(String(dates[name]))
  const promised = {
    flaggedAt: at('flaggedAt'),
    secondMailAt: at('secondMailAt'),
    otherStaffAt: at('otherStaffAt'),
    removalAt: at('removalAt'),
  }
  return Object.values(promised).some((one) => Number.isNaN(one.getTime())) ? null : promised
}

export type LadderFacts = {
  /** Last sign-in, call or answer, times in which nothing could be seen left out; creation for a client never used. */
  quietSince: Date
  /** Whether inactivity may be judged now. */
  judging: boolean
  /** Whether the client is live now, and its organization not stopped as a whole. */
  live: boolean
  /** Of the case; `open` before there is one. */
  status: EpisodeStatus
  /** Whether a person answered, or the client was used, since the case was opened. */
  answered: boolean
  /** Whether a mail to the primary contact came back or was refused, or there is no such contact. */
  primaryBounced: boolean
  /** Time (ms) since the mails to other staff in which nobody could have seen the app in use. */
  blind: number
  /** What the first mail said; null before it. */
  promised: LadderDates | null
  taken: readonly TakenStep[]
}

export type Standstill = 'closed' | 'answered' | 'held' | 'paused' | 'not_judged' | 'stopped'

/** What keeps the ladder where it is; null when its dates decide. */
export function standstill(facts: LadderFacts): Standstill | null {
  if (facts.status === 'closed') return 'closed'
  if (facts.answered) return 'answered'
  if (facts.status !== 'open') return facts.status
  if (!facts.judging) return 'not_judged'
  return facts.live || has(facts.taken, 'suspension') ? null : 'stopped'
}

const find = (taken: readonly TakenStep[], step: LadderStep) => taken.find((one) => one.step === step)
const has = (taken: readonly TakenStep[], step: LadderStep) => find(taken, step) !== undefined

/** The dates to tell with a first mail that leaves now. */
export function promisedDates(quietSince: Date, now: Date, settings: LadderSettings): LadderDates {
  const dates = ladderDates(quietSince, settings)
  return now.getTime() - dates.flaggedAt.getTime() > PUNCTUAL ? ladderDatesFrom(now, settings) : dates
}

type DateFacts = Pick<LadderFacts, 'quietSince' | 'promised' | 'taken' | 'blind'>

/** When each step is due, or was taken. */
export function stepDates(
  facts: DateFacts,
  settings: LadderSettings,
): { step: LadderStep; at: Date; taken: boolean }[] {
  const promised = facts.promised ?? ladderDates(facts.quietSince, settings)
  const others = find(facts.taken, 'other_staff')
  const late = others && others.at.getTime() - promised.otherStaffAt.getTime() > PUNCTUAL
  const removalAt = late ? removalAfter(others.at, settings) : promised.removalAt
  const dates = { ...promised, removalAt: new Date(removalAt.getTime() + facts.blind) }
  return LADDER_STEPS.map(({ step, date }) => {
    const taken = find(facts.taken, step)
    return { step, at: taken?.at ?? dates[date], taken: taken !== undefined }
  })
}

/** The same once a hold is over, if it lasts until its end and nobody answers: no step comes before that. */
export function datesAfterHold(
  facts: LadderFacts,
  until: Date,
  settings: LadderSettings,
): { step: LadderStep; at: Date; taken: boolean }[] {
  let current: LadderFacts = { ...facts, status: 'open', answered: false, judging: true, live: true }
  for (;;) {
    const next = nextStep(current, until, settings)
    if (!next) break
    current = withStep(current, next.step, next.at > until ? next.at : until, settings)
  }
  return stepDates(current, settings).map((row) => ({ ...row, taken: has(facts.taken, row.step) }))
}

/** The next step and when it is due if nothing is heard; null at the top or at a standstill. */
export function nextStep(facts: LadderFacts, now: Date, settings: LadderSettings): TakenStep | null {
  if (standstill(facts)) return null
  const open = stepDates(facts, settings).filter(({ taken }) => !taken)
  const early = facts.primaryBounced && has(facts.taken, 'first_mail')
  const dated = open.map(({ step, at }) => ({ step, at: early && step === 'other_staff' && at > now ? now : at }))
  const possible = dated.filter(({ step }) => {
    const row = LADDER_STEPS.find((one) => one.step === step)
    return row?.after.every((before) => has(facts.taken, before))
  })
  return possible.toSorted((a, b) => a.at.getTime() - b.at.getTime())[0] ?? null
}

/** Which steps have to be taken now, in this order; each then counts as taken now. */
export function dueSteps(facts: LadderFacts, now: Date, settings: LadderSettings): LadderStep[] {
  const due: LadderStep[] = []
  let current = facts
  for (;;) {
    const next = nextStep(current, now, settings)
    if (!next || next.at.getTime() > now.getTime()) return due
    due.push(next.step)
    current = withStep(current, next.step, now, settings)
  }
}

/** The facts once a step was taken. */
export function withStep(facts: LadderFacts, step: LadderStep, at: Date, settings: LadderSettings): LadderFacts {
  return {
    ...facts,
    promised: facts.promised ?? promisedDates(facts.quietSince, at, settings),
    taken: [...facts.taken, { step, at }],
  }
}

/**
 * Whom a step of the organization's own writes to, each address once.
 * @param people of the organization @param primary @param backup contacts, if there are such
 */
export function recipients(
  to: Exclude<LadderAudience, 'leads'>,
  { people, primary, backup }: { people: readonly string[]; primary: string | null; backup: string | null },
): string[] {
  const others = [...people, ...(backup ? [backup] : [])]
  const all = to === 'primary' ? [] : others
  const unique = new Map<string, string>()
  if (to !== 'others' && primary) unique.set(primary.toLowerCase(), primary)
  for (const email of all) {
    const key = email.toLowerCase()
    if (to === 'others' && key === primary?.toLowerCase()) continue
    if (!unique.has(key)) unique.set(key, email)
  }
  return [...unique.values()]
}
