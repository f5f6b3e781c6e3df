/** Rules beside the queue and the acts: cursors, what is new, who was heard, notice of closing, stopping clients. */
import { describe, expect, it } from 'vitest'
import type { ClientEvent } from '../../lib/domain/client.ts'
import { whyNotReinstate, whyNotSuspend } from '../../lib/domain/client-stop.ts'
import type { ReviewEvent, ReviewEventKind } from '../../lib/domain/review.ts'
import { whyNotFinding } from '../../lib/domain/review-finding.ts'
import { closeNoticeEnds, wasHeard, whyNotClose } from '../../lib/domain/review-heard.ts'
import { newsOf } from '../../lib/domain/review-news.ts'
import { countText, cursorText, parseCursor, parseQueueView } from '../../lib/domain/review-queue.ts'
import { reviewText } from '../../lib/domain/review-text.ts'

const calendar = { zone: 'America/Chicago', open: '08:00', close: '17:00', holidays: ['2026-11-26'] }
const START = new Date('2026-11-23T15:00:00Z')
const hours = (count: number) => new Date(START.getTime() + count * 3_600_000)
const BY_DEVELOPER = new Set<ReviewEventKind>(['submitted', 'resubmitted', 'reply', 'answer_stands', 'withdrawn'])

function event(kind: ReviewEventKind, after = 0, more: Partial<ReviewEvent> = {}): ReviewEvent {
  const mailed = kind === 'message' || kind === 'changes_requested'
  const base = { kind, at: hours(after), actorId: 'x', human: true, data: {}, publicText: 'Words', internalText: '' }
  const actorKind = BY_DEVELOPER.has(kind) ? ('developer' as const) : ('staff' as const)
  const mail = mailed ? { mailId: 'm', delivery: 'accepted' as const, deliveredAt: hours(after) } : { mailId: null }
  return { ...base, actorKind, ...mail, ...more }
}
const sent = event('submitted')

describe('cursors and views', () => {
  const id = '0a0a0a0a-0a0a-4a0a-8a0a-0a0a0a0a0a0a'
  it.each([
    { at: START, id },
    { at: null, id },
  ])('come back as they went: %j', (cursor) => {
    expect(parseCursor(cursorText(cursor))).toEqual(cursor)
  })
  it.each([undefined, '', 'x', '-_x', `1'_${id}`, `9999999999999999_${id}`, `999999999999999_${id}`])(
    '%j is none',
    (text) => {
      expect(parseCursor(text)).toBeNull()
    },
  )
  it('knows its views and counts to 99', () => {
    expect(parseQueueView('mine')).toBe('mine')
    expect(parseQueueView('drop table')).toBe('turn')
    expect([countText(99), countText(100)]).toEqual(['99', '99+'])
  })
})

describe('newsOf', () => {
  const facts = { asked: 60, answered: 58, changed: null }
  it.each<[ReviewEvent[], number | null, string]>([
    [[sent], null, 'New, 58 of 60 questions answered'],
    [[sent], 1, 'Applies again, 1 answer changed since the last approval'],
    [[sent, event('claimed'), event('note')], null, 'New, 58 of 60 questions answered'],
    [[sent, event('message', 1, { delivery: 'waiting' })], null, 'Our message is on its way: “Words”'],
    [[sent, event('message', 1, { delivery: 'bounced' })], null, 'Our message came back: “Words”'],
    [
      [sent, event('message', 1), event('reply', 2, { publicText: `a\n${'b'.repeat(200)}` })],
      null,
      `Wrote: “a ${'b'.repeat(88)}…”`,
    ],
    [[sent, event('changes_requested', 1)], null, 'Changes asked for'],
    [[sent, event('changes_requested', 1), event('resubmitted', 2)], 3, '3 of 60 answers changed'],
    [[sent, event('approved', 1)], null, 'Approved'],
  ])('case %#', (events, changed, want) => {
    expect(newsOf(events, { ...facts, changed })).toBe(want)
  })
})

describe('who was heard', () => {
  const wrote = event('message', 1)
  it.each<[string, ReviewEvent[], number, boolean]>([
    ['nobody wrote', [sent], 500, false],
    ['written, no answer yet', [sent, wrote], 2, false],
    ['written, answered', [sent, wrote, event('reply', 2)], 3, true],
    ['answered before we wrote', [sent, event('reply', 0.5), wrote], 3, false],
    ['two business days without an answer', [sent, wrote], 24 * 3, true],
    ['a message that bounced is none', [sent, event('message', 1, { delivery: 'bounced' })], 500, false],
    ['an automatic mail is none', [sent, event('message', 1, { human: false })], 500, false],
  ])('%s', (_what, events, now, heard) => {
    expect(wasHeard(events, hours(now), calendar)).toBe(heard)
    expect(whyNotFinding({ events, conflict: false, superseded: false }, hours(now), calendar)).toHaveLength(
      heard ? 0 : 1,
    )
  })
  it('needs a review that goes on or an approval', () => {
    const facts = {
      events: [sent, wrote, event('reply', 2), event('withdrawn', 3)],
      conflict: false,
      superseded: false,
    }
    expect(whyNotFinding(facts, hours(4), calendar)).toHaveLength(1)
    const approved = { ...facts, events: [sent, wrote, event('reply', 2), event('approved', 3)] }
    expect(whyNotFinding(approved, hours(4), calendar)).toEqual([])
    expect(whyNotFinding({ ...approved, superseded: true }, hours(4), calendar)).toHaveLength(1)
  })
})

describe('closing after notice', () => {
  const terms = { version: '2' }
  const notice = event('message', 1, { data: { notice: 'close', terms: '2' } })
  const why = (events: ReviewEvent[], now: number, more = {}) =>
    whyNotClose({ events, conflict: false, terms, termsAccepted: false, ...more }, hours(now), (at) => at.toISOString())
  it.each<[string, ReviewEvent[], number, object, number]>([
    ['no notice', [sent, event('message', 1)], 900, {}, 1],
    ['a notice that runs', [sent, notice], 24 * 14, {}, 1],
    ['a notice that ran out', [sent, notice], 24 * 14 + 2, {}, 0],
    ['terms accepted meanwhile', [sent, notice], 900, { termsAccepted: true }, 1],
    ['terms that are newer than the notice', [sent, notice], 900, { terms: { version: '3' } }, 1],
    [
      'a new notice for new terms',
      [sent, notice, { ...notice, data: { notice: 'close', terms: '3' } }],
      900,
      { terms: { version: '3' } },
      0,
    ],
    ['a bounced notice', [sent, { ...notice, delivery: 'bounced' }], 900, {}, 1],
    ['conflict of interest', [sent, notice], 900, { conflict: true }, 1],
    ['over already', [sent, notice, event('denied', 2)], 900, {}, 1],
  ])('%s', (_what, events, now, more, reasons) => {
    expect(why(events, now, more)).toHaveLength(reasons)
  })
  it('runs fourteen days from the moment a mail server took the notice', () => {
    expect(closeNoticeEnds([sent, notice], terms)).toEqual(new Date(hours(1).getTime() + 14 * 86_400_000))
  })
})

describe('stopping a client', () => {
  const row = (kind: ClientEvent['kind'], actorId: string | null = 'a') => ({
    kind,
    at: START,
    criterion: null,
    publicReason: '',
    actorId,
  })
  const live = [row('created')]
  const suspended = [...live, row('suspended', 'a')]
  it.each([
    [live, 0],
    [suspended, 1],
    [[...suspended, row('reinstated', 'b')], 0],
    [[...live, row('removed')], 1],
  ])('suspend: case %#', (events, reasons) => {
    expect(whyNotSuspend({ events })).toHaveLength(reasons)
  })
  it.each([
    [suspended, 'a', 1],
    [suspended, 'b', 0],
    [[...live, row('suspended', null)], 'a', 0],
    [live, 'b', 1],
    [[...suspended, row('removed')], 'b', 1],
  ])('reinstate: case %#', (events, staffId, reasons) => {
    expect(whyNotReinstate({ events, conflict: false, organizationStopped: false }, staffId)).toHaveLength(reasons)
  })
  it('a conflict of interest stands against a reinstatement alone', () => {
    expect(whyNotReinstate({ events: suspended, conflict: true, organizationStopped: true }, 'b')).toHaveLength(2)
  })
})

describe('reviewText', () => {
  it('keeps markup as text and drops control characters', () => {
    expect(reviewText(' <script>a</script>\r\nb\u0000\u0007 ', { field: 'x' })).toBe('<script>a</script>\nb')
  })
  it.each([
    [' \n ', 'Write it.'],
    ['x'.repeat(8001), 'Enter 8,000 characters or less. You entered 8,001.'],
    ['x'.repeat(2_000_000), 'Enter 8,000 characters or less. You entered 2,000,000.'],
  ])('refuses: case %#', (typed, message) => {
    expect(() => reviewText(typed, { field: 'x', ask: 'Write it.' })).toThrow(message)
  })
})
