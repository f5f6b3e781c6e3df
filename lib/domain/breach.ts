/** A case of a security breach: the states of the rating service's own invite, days of remediation, and how it ends. */
import { Temporal } from 'temporal-polyfill'
import type { EpisodeEvent } from './episode.ts'
import { Refusal } from './refusal.ts'

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
  return events.some(({ kind, data }) => kind === 'told' && data.mail === 'breach_alert') ? 'announced' : null
}

export const BREACH_RESULTS = [
  { code: 'put_right', title: 'Put right' },
  { code: 'not_confirmed', title: 'No breach after all' },
  { code: 'other_company', title: 'It was not this organization' },
  { code: 'ended', title: 'The organization no longer uses the APIs' },
] as const

/** @returns the day, or '' for none; refuses `day` for anything but a day that exists, such as 2027-03-09 */
export function checkDay(typed: string, field: string): string {
  const text = typed.trim()
  if (text === '') return ''
  try {
    if (/^20\d\d-\d\d-\d\d$/.test(text)) return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString()
  } catch {
    // Said below.
  }
  throw new Refusal('day', 'Enter a day that exists, as year, month and day, like 2027-03-09.', { field })
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
    if (kind !== 'answer') continue
    const finding = String(data.finding ?? '')
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
