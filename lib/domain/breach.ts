/** A case of a security breach: the states of the rating service's own invite, days of remediation, and how it ends. */
import { Temporal } from 'temporal-polyfill'
import { type EpisodeEvent, toldOfBreach } from './episode.ts'
import { Refusal } from './refusal.ts'
import { reviewText } from './review-text.ts'

export const INVITE_STATES = [
  { code: 'sent', title: 'Sent', sentence: (service: string) => `${service} sent its collaboration invite.` },
  { code: 'accepted', title: 'Accepted', sentence: (service: string) => `The invite of ${service} was accepted.` },
  { code: 'expired', title: 'Expired', sentence: (service: string) => `The invite of ${service} expired.` },
] as const
export type InviteState = (typeof INVITE_STATES)[number]['code']

/** What became of the invite; `announced` from our mail on, null before. */
export function inviteState(events: readonly EpisodeEvent[]): InviteState | 'announced' | null {
  const last = events.findLast(({ kind }) => kind === 'invite')
  const state = INVITE_STATES.find(({ code }) => code === last?.data.state)
  if (state) return state.code
  return toldOfBreach(events) ? 'announced' : null
}

export const BREACH_RESULTS = [
  { code: 'put_right', title: 'Put right' },
  { code: 'not_confirmed', title: 'No breach after all' },
  { code: 'other_company', title: 'It was not this organization' },
  { code: 'ended', title: 'The organization no longer uses the APIs' },
] as const

/** @returns the day, or '' for none; refuses `day` for anything but a day that exists, such as 2027-03-09 */
function checkDay(typed: string, field: string): string {
  const text = typed.trim()
  if (text === '') return ''
  try {
    if (/^20\d\d-\d\d-\d\d$/.test(text)) return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString()
  } catch {
    // Said below.
  }
  throw new Refusal('day', 'Enter a day that exists, as year, month and day, like 2027-03-09.', { field })
}

/** Stands for every finding at once. */
export const ALL_FINDINGS = 'All findings'

/** Stands in the place of a finding where the organization itself reported what it answers. */
export const THE_INCIDENT = 'The incident'

export type BreachAnswer = { finding: string; answer: string; until?: string; done?: string }

/** Where clocks are furthest ahead (UTC+14): later than that no day has come yet, wherever somebody is. */
const FURTHEST_AHEAD = 14 * 3_600_000

/**
 * An answer to a finding, as the log of the case keeps it. Refuses `text` (fields `finding`, `answer`) and `day` (fields
 * `until`, `done`; nothing was put right on a day to come). @param ask what to say when there is no answer
 */
export function breachAnswer(typed: BreachAnswer, now: Date, ask: string) {
  const finding = reviewText(typed.finding.replace(/\s+/g, ' '), { field: 'finding', max: 300 }) || ALL_FINDINGS
  const publicText = reviewText(typed.answer, { field: 'answer', ask, max: 4000 })
  const until = checkDay(typed.until ?? '', 'until')
  const done = checkDay(typed.done ?? '', 'done')
  if (done > new Date(now.getTime() + FURTHEST_AHEAD).toISOString().slice(0, 10)) {
    throw new Refusal('day', 'That day is still to come. Leave it empty until it is put right.', { field: 'done' })
  }
  const days = { ...(until ? { until } : {}), ...(done ? { done } : {}) }
  return { publicText, days, data: { finding, ...days } }
}

export type Remediation = {
  finding: string
  answer: string
  /** Days in the calendar, such as 2027-03-09; null when nobody said. */
  until: string | null
  done: string | null
}

/** The last answer to each finding, in the order that the findings came up. */
export function remediations(events: readonly EpisodeEvent[]): Remediation[] {
  const found = new Map<string, Remediation>()
  for (const { kind, data, publicText } of events) {
    // One that was erased says nothing any more.
    if (kind !== 'answer' || typeof data.finding !== 'string') continue
    const { finding } = data
    const day = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null)
    const before = found.get(finding)
    found.set(finding, {
      finding,
      answer: publicText,
      until: day(data.until) ?? before?.until ?? null,
      done: day(data.done) ?? before?.done ?? null,
    })
  }
  return [...found.values()]
}
