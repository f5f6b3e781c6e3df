/**
 * Activity of clients, as a payer's gateway tells it and as our own authorization server sees it: what an event is, what
 * a batch may look like, and how events fold into one row a client and one count a day and kind.
 *
 * Rule: no successful sign-in and no successful call makes a client inactive; refused, failed and unsigned calls are no
 * activity. Assumptions, kept here: instants are kept to the second; a clock may be five minutes ahead of ours.
 */
import { Refusal } from './refusal.ts'

export const ACTIVITY_KINDS = ['sign_in', 'sign_in_failed', 'call', 'call_refused', 'call_failed'] as const
export type ActivityKind = (typeof ACTIVITY_KINDS)[number]

/** The kinds that show that an app is used. */
export const isActivity = (kind: ActivityKind): boolean => kind === 'sign_in' || kind === 'call'

export type ActivityEvent = {
  clientId: string
  /** Milliseconds since 1970. */
  at: number
  kind: ActivityKind
}

export const ACTIVITY_EVENTS_MAX = 1_000
/** The largest body (bytes): a full batch with long ids, spelled out with room to spare. */
export const ACTIVITY_BODY_MAX = 1024 * 1024
/** How far (ms) the sender's clock may be ahead. */
const FUTURE_TOLERANCE = 5 * 60 * 1000
/** Nobody's app is older than this. */
const EARLIEST = Date.UTC(2000, 0, 1)
/** How many faults one answer names. */
const FAULTS_MAX = 10

export type ActivityFormat = 'json' | 'ndjson'

/** What is wrong with one event. `event` counts from 1, in NDJSON it is the line. */
export type ActivityFault = { event: number; code: string; message: string }

/**
 * @param text the whole body @param now the server's clock
 * @returns the events in the order they came; none for an empty batch
 * Refuses `not_json`, `too_many_events`, or the first fault's code with all faults (ten at most) in `details.faults`.
 * One faulty event refuses the batch, so that a sender never wonders which part was taken.
 */
export function parseActivity(text: string, format: ActivityFormat, now: Date): ActivityEvent[] {
  const values = format === 'json' ? jsonValues(text) : lineValues(text)
  if (values.length > ACTIVITY_EVENTS_MAX) {
    throw new Refusal(
      'too_many_events',
      `A batch has ${ACTIVITY_EVENTS_MAX} events at most. Send the rest in another one.`,
    )
  }
  const events: ActivityEvent[] = []
  const faults: ActivityFault[] = []
  const latest = now.getTime() + FUTURE_TOLERANCE
  for (const [index, value] of values.entries()) {
    const event = eventOf(value, latest)
    if ('code' in event) faults.push({ event: index + 1, ...event })
    else events.push(event)
    if (faults.length === FAULTS_MAX) break
  }
  const [first] = faults
  if (first) throw new Refusal(first.code, `Event ${first.event}: ${first.message}`, { details: { faults } })
  return events
}

function jsonValues(text: string): unknown[] {
  const value = parsed(text)
  if (!Array.isArray(value)) throw new Refusal('not_json', 'The body is not a JSON array of events.')
  return value
}

function lineValues(text: string): unknown[] {
  const lines = text.split('\n')
  if (lines.at(-1)?.trim() === '') lines.pop()
  // Before any line is read: a million of them would take a while.
  if (lines.length > ACTIVITY_EVENTS_MAX) return lines
  return lines.map((line, index) => {
    const value = parsed(line)
    if (value === undefined) {
      throw new Refusal('not_json', `Line ${index + 1} is not JSON. Was the body cut off? Nothing of it was taken.`)
    }
    return value
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

// By hand: a schema library costs as much for a batch as the database does.
type Wrong = { code: string; message: string }
const FIELDS: ReadonlySet<string> = new Set(['clientId', 'at', 'kind'])
const KINDS: ReadonlySet<unknown> = new Set(ACTIVITY_KINDS)
/** RFC 6749, appendix A.1. */
const CLIENT_ID = /^[\x20-\x7e]{1,200}$/

function eventOf(value: unknown, latest: number): ActivityEvent | Wrong {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { code: 'not_an_event', message: 'This is not an object with clientId, at and kind.' }
  }
  const { clientId, at, kind } = value as Record<string, unknown>
  for (const field in value) {
    if (FIELDS.has(field)) continue
    return { code: 'unknown_field', message: 'Only clientId, at and kind are taken. Send nothing about members.' }
  }
  if (typeof clientId !== 'string' || !CLIENT_ID.test(clientId)) {
    return { code: 'client_id', message: 'clientId is not a client id of 1 to 200 printable characters.' }
  }
  if (!KINDS.has(kind)) return { code: 'kind', message: `kind is not one of ${ACTIVITY_KINDS.join(', ')}.` }
  const instant = typeof at === 'string' ? parseInstant(at) : Number.NaN
  if (!(instant >= EARLIEST)) {
    return { code: 'instant', message: 'at is not an RFC 3339 instant such as 2026-11-23T15:00:00Z.' }
  }
  if (instant > latest) return { code: 'instant_in_future', message: 'at lies in the future by our clock.' }
  return { clientId, at: instant, kind: kind as ActivityKind }
}

const INSTANT =
  /^(\d{4})-(0[1-9]|1[0-2])-(\d\d)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/

/** @returns milliseconds since 1970; NaN for anything that is no RFC 3339 instant. A leap second is none here. */
export function parseInstant(text: string): number {
  const parts = INSTANT.exec(text)
  if (!parts) return Number.NaN
  const [, year, month, day] = parts
  if (Number(day) > 28 && Number(day) > daysOf(Number(year), Number(month))) return Number.NaN
  return Number(day) === 0 ? Number.NaN : Date.parse(text)
}

const daysOf = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate()
