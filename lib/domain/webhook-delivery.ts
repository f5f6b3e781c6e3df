/**
 * Delivering a message: what an answer means, when it is tried again, when a webhook is turned off.
 * Source: Standard Webhooks specification 1.0.0, "Deliverability and reliability", "Delivery success and failure".
 */
import type { WebhookEvent } from './webhook.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** Waits (ms) before each attempt, counted from the end of the one before: the specification's schedule, 75 hours in all. */
export const RETRY_DELAYS = [
  0,
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
] as const

/** Longest wait (ms) that a receiver may ask for by `Retry-After`. */
export const LONGEST_RETRY_AFTER = 24 * HOUR

/** Longest time (ms) for one attempt; the specification advises 15 to 30 seconds. */
export const WEBHOOK_PATIENCE = 15 * SECOND

/** An attempt without an end after this time (ms) died with its worker. */
export const ATTEMPT_LOST_AFTER = 2 * WEBHOOK_PATIENCE

/** Most characters of an answer that the log keeps. */
const LONGEST_DETAIL = 200

/** `started` stands before each attempt; `skipped`: not sent, because the webhook or its organization was off, or it is not told this any more. */
export type AttemptOutcome = 'started' | 'delivered' | 'failed' | 'gone' | 'refused' | 'skipped'
export type Attempt = { at: Date; outcome: AttemptOutcome }

/** What came of a call, as lib/platform/outbound tells it. */
export type Answer =
  | { outcome: 'answered'; status: number; body: string; retryAfter: string | null }
  | { outcome: 'refused' | 'unreachable'; detail: string }

export type Verdict = {
  outcome: 'delivered' | 'failed' | 'gone' | 'refused'
  status: number | null
  detail: string
  /** Wait (ms) the receiver asked for; 0 when it did not. */
  retryAfter: number
}

const oneLine = (text: string): string =>
  text
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_DETAIL)

/** @param answer of the receiver @param now for a `Retry-After` that names a date */
export function verdictOf(answer: Answer, now: Date): Verdict {
  if (answer.outcome !== 'answered') {
    const outcome = answer.outcome === 'refused' ? ('refused' as const) : ('failed' as const)
    return { outcome, status: null, detail: oneLine(answer.detail), retryAfter: 0 }
  }
  const { status } = answer
  const plain = { status, detail: oneLine(answer.body), retryAfter: 0 }
  if (status >= 200 && status < 300) return { ...plain, outcome: 'delivered' }
  if (status === 410) return { ...plain, outcome: 'gone' }
  if (status >= 300 && status < 400) {
    return { ...plain, outcome: 'refused', detail: 'We do not follow redirects. Change the address instead.' }
  }
  const asked = status === 429 || status === 503 ? waitOf(answer.retryAfter, now) : 0
  return { ...plain, outcome: 'failed', retryAfter: asked }
}

/** `Retry-After` (RFC 9110 10.2.3), in seconds or as a date. @returns the wait (ms), 0 when it says nothing sensible */
function waitOf(text: string | null, now: Date): number {
  if (text === null) return 0
  const wait = /^\d{1,9}$/.test(text) ? Number(text) * SECOND : Date.parse(text) - now.getTime()
  return Number.isFinite(wait) ? Math.min(Math.max(wait, 0), LONGEST_RETRY_AFTER) : 0
}

/** Attempts that came to an end; their number is the number of the next one. */
export const endedAttempts = <A extends Attempt>(attempts: readonly A[]): A[] =>
  attempts.filter(({ outcome }) => outcome !== 'started')

/** Whether an attempt is being made right now. @param attempts of one message, oldest first */
export function isUnderWay(attempts: readonly Attempt[], now: Date): boolean {
  const last = attempts.at(-1)
  return last?.outcome === 'started' && now.getTime() - last.at.getTime() < ATTEMPT_LOST_AFTER
}

/**
 * When a message is tried again; null when it is not: it arrived once, the receiver is gone, the webhook was off, it is a
 * test, or the schedule is at its end. @param attempts oldest first @param retryAfter wait (ms) the receiver asked for
 */
export function nextAttemptAt(event: WebhookEvent, attempts: readonly Attempt[], retryAfter = 0): Date | null {
  const ended = endedAttempts(attempts)
  const last = ended.at(-1)
  if (!last || event === 'ping') return null
  if (last.outcome === 'gone' || last.outcome === 'skipped') return null
  if (ended.some(({ outcome }) => outcome === 'delivered')) return null
  const delay = RETRY_DELAYS[ended.length]
  return delay === undefined ? null : new Date(last.at.getTime() + Math.max(delay, retryAfter))
}

export type MessageState = 'delivered' | 'waiting' | 'failed' | 'skipped'

/** @param attempts of one message, oldest first */
export function messageState(event: WebhookEvent, attempts: readonly Attempt[]): MessageState {
  const ended = endedAttempts(attempts)
  if (ended.some(({ outcome }) => outcome === 'delivered')) return 'delivered'
  const last = ended.at(-1)
  if (last?.outcome === 'skipped') return 'skipped'
  return !last || nextAttemptAt(event, attempts) ? 'waiting' : 'failed'
}

/**
 * Why a webhook is turned off after an attempt; null when it stays on. Assumption: 410 turns it off at once; otherwise a
 * message that came to the end of its schedule does, when nothing at all arrived since that message was made.
 */
export function whyTurnOff(
  event: WebhookEvent,
  attempts: readonly Attempt[],
  arrivedSince: boolean,
): 'gone' | 'failing' | null {
  const ended = endedAttempts(attempts)
  if (ended.at(-1)?.outcome === 'gone') return 'gone'
  const exhausted = event !== 'ping' && ended.length === RETRY_DELAYS.length
  return exhausted && !arrivedSince ? 'failing' : null
}

export type AttemptLine = {
  at: Date
  outcome: Exclude<AttemptOutcome, 'started'> | 'under_way' | 'lost'
  status: number | null
  detail: string
}

/** The rows of one message as a log shows them: a start and its end are one line. @param rows oldest first */
export function attemptLines(
  rows: readonly (Attempt & { status: number | null; detail: string })[],
  now: Date,
): AttemptLine[] {
  const lines: AttemptLine[] = []
  for (const [index, { at, outcome, status, detail }] of rows.entries()) {
    if (outcome !== 'started') {
      const start = rows[index - 1]
      lines.push({ at: start?.outcome === 'started' ? start.at : at, outcome, status, detail })
      continue
    }
    const next = rows[index + 1]
    if (next && next.outcome !== 'started') continue
    const open = !next && isUnderWay(rows, now)
    lines.push({ at, outcome: open ? 'under_way' : 'lost', status, detail })
  }
  return lines
}
