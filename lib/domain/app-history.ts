/** The life of an app in one list: its submissions and clients, in public words. */
import type { ClientEvent, Environment } from './client.ts'
import type { ReviewEvent, ReviewEventKind } from './review.ts'
import { type LiveAt, type PublicEvent, publicEvents } from './submission-timeline.ts'

export type AppMoment = {
  at: Date
  title: string
  /** `company`: the one that had the app then, when it was another. */
  by: PublicEvent['by'] | { company: string }
  /** Public reason or words; empty when there are none. */
  text: string
  about: { submissionId: string } | { clientId: string } | null
}

export type AppHistoryFacts = {
  registeredAt: Date
  submissions: readonly { id: string; reference: string; createdAt: Date; events: readonly ReviewEvent[] }[]
  clients: readonly {
    id: string
    name: string
    environment: Environment
    events: readonly (ClientEvent & { actorKind: 'developer' | 'staff' | 'system' })[]
    /** When the payer's own authorization server confirmed it. */
    confirmed?: readonly Date[]
  }[]
  /** Only where that server serves the members. */
  liveAt?: LiveAt
  /** Oldest first; names as they were then. */
  handovers: readonly { at: Date; from: string; to: string; publicReason: string }[]
  /** Stops of the whole organization and their ends; those from before the app came to it are left out. */
  stops: readonly { at: Date; kind: 'stopped' | 'lifted'; publicReason: string }[]
}

/** The turning points; single messages stand in the history of the submission itself. */
const TURNING_POINTS: ReadonlySet<ReviewEventKind> = new Set([
  'submitted',
  'resubmitted',
  'changes_requested',
  'answer_stands',
  'approved',
  'denied',
  'withdrawn',
  'closed',
])

const CLIENT_VERBS: Record<ClientEvent['kind'], string> = {
  created: 'made',
  changed: 'changed',
  suspended: 'suspended',
  reinstated: 'works again',
  removed: 'removed',
  restored: 'restored after its removal',
}

const BY = { developer: 'developer', staff: 'team', system: 'portal' } as const

/** Oldest first; what happened at the same instant stays in the order of the life of an app. */
export function appHistory(facts: AppHistoryFacts): AppMoment[] {
  const { registeredAt, submissions, clients, liveAt, handovers, stops } = facts
  const moments: AppMoment[] = [{ at: registeredAt, title: 'App registered', by: 'developer', text: '', about: null }]
  for (const { id, reference, createdAt, events } of submissions) {
    const about = { submissionId: id }
    moments.push({ at: createdAt, title: `Questionnaire ${reference} started`, by: 'developer', text: '', about })
    for (const { kind, at, title, by, text } of publicEvents(events, liveAt)) {
      if (kind !== 'live' && TURNING_POINTS.has(kind))
        moments.push({ at, title: `${title} (${reference})`, by, text, about })
    }
  }
  for (const { id, name, environment, events, confirmed = [] } of clients) {
    const noun = environment === 'production' ? 'Production client' : `Sandbox client “${name}”`
    for (const { kind, at, actorKind, publicReason } of events) {
      // Every client changes with the app that is handed over; that is one line.
      if (kind === 'changed' && handovers.some((one) => one.at.getTime() === at.getTime())) continue
      const about = { clientId: id }
      moments.push({ at, title: `${noun} ${CLIENT_VERBS[kind]}`, by: BY[actorKind], text: publicReason, about })
    }
    for (const at of confirmed) {
      moments.push({
        at,
        title: `${noun} live in the authorization server`,
        by: 'portal',
        text: '',
        about: { clientId: id },
      })
    }
  }
  for (const { at, from, to, publicReason: text } of handovers) {
    moments.push({ at, title: `Handed over by ${from} to ${to}`, by: 'team', text, about: null })
  }
  const cameAt = handovers.at(-1)?.at ?? registeredAt
  for (const { at, kind, publicReason: text } of stops.filter((stop) => stop.at >= cameAt)) {
    const title = `All clients of the organization ${kind === 'stopped' ? 'stopped' : 'may work again'}`
    moments.push({ at, title, by: 'team', text, about: null })
  }
  return moments.map((moment) => ofCompany(moment, handovers)).toSorted((a, b) => a.at.getTime() - b.at.getTime())
}

/** What a developer did before the app changed hands was done by the company that had it then. */
function ofCompany(moment: AppMoment, handovers: AppHistoryFacts['handovers']): AppMoment {
  const next = handovers.find(({ at }) => at.getTime() > moment.at.getTime())
  return moment.by === 'developer' && next ? { ...moment, by: { company: next.from } } : moment
}
