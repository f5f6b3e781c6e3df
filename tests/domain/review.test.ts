/** Status, turn and clocks of a review: a table of cases and properties. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  decisionOf,
  firstContact,
  nextReply,
  openDue,
  REVIEW_EVENT_KINDS,
  type ReviewEvent,
  type ReviewEventKind,
  reviewStatus,
  turn,
  unheard,
} from '../../lib/domain/review.ts'
import {
  blankText,
  conflictOfInterest,
  denialFault,
  groundsFor,
  whyNotApprove,
  whyNotDeny,
  whyNotRequestChanges,
} from '../../lib/domain/review-verdict.ts'
import { SECURITY_CRITERIA } from '../../lib/domain/security-criteria.ts'

const calendar = { zone: 'America/Chicago', open: '08:00', close: '17:00', holidays: ['2026-11-26'] }
const SUBMITTED = new Date('2026-11-23T15:00:00Z')
const STAFF: ReadonlySet<ReviewEventKind> = new Set([
  'claimed',
  'released',
  'message',
  'note',
  'changes_requested',
  'no_reply_needed',
  'exception',
  'finding',
  'finding_lifted',
  'approved',
  'denied',
  'closed',
])

function event(kind: ReviewEventKind, hours: number, more: Partial<ReviewEvent> = {}): ReviewEvent {
  const mailed = kind === 'message' || kind === 'changes_requested'
  return {
    kind,
    at: new Date(SUBMITTED.getTime() + hours * 3_600_000),
    actorKind: STAFF.has(kind) ? 'staff' : 'developer',
    actorId: 'x',
    human: true,
    data: {},
    publicText: '',
    internalText: '',
    mailId: mailed ? 'm' : null,
    ...(mailed
      ? { delivery: 'accepted' as const, deliveredAt: new Date(SUBMITTED.getTime() + hours * 3_600_000 + 1000) }
      : {}),
    ...more,
  }
}
const submitted = event('submitted', 0)

describe('reviewStatus and turn', () => {
  it.each<[ReviewEvent[], string, string]>([
    [[], 'draft', 'developer'],
    [[submitted], 'submitted', 'appsec'],
    [[submitted, event('claimed', 1)], 'in_review', 'appsec'],
    [[submitted, event('note', 1)], 'submitted', 'appsec'],
    [[submitted, event('message', 1)], 'in_review', 'developer'],
    [[submitted, event('message', 1), event('reply', 2)], 'in_review', 'appsec'],
    [[submitted, event('changes_requested', 1)], 'changes_requested', 'developer'],
    [[submitted, event('changes_requested', 1), event('resubmitted', 2)], 'in_review', 'appsec'],
    [[submitted, event('changes_requested', 1), event('answer_stands', 2)], 'in_review', 'appsec'],
    [[submitted, event('message', 1), event('approved', 2)], 'approved', 'nobody'],
    [[submitted, event('denied', 2)], 'denied', 'nobody'],
    [[submitted, event('withdrawn', 2)], 'withdrawn', 'nobody'],
    [[submitted, event('closed', 2)], 'closed', 'nobody'],
  ])('case %#: %j', (events, status, whose) => {
    expect(reviewStatus(events)).toBe(status)
    expect(turn(events)).toBe(whose)
  })
})

describe('unheard', () => {
  const mail = (delivery: ReviewEvent['delivery'], hours = 1) => event('message', hours, { delivery })
  it.each<[string, ReviewEvent[], string | null]>([
    ['our turn', [submitted], null],
    ['not tried yet', [submitted, mail('waiting')], 'on_its_way'],
    ['nothing known', [submitted, mail(undefined)], 'on_its_way'],
    ['taken', [submitted, mail('accepted')], null],
    ['put off', [submitted, mail('deferred')], 'not_delivered'],
    ['refused', [submitted, mail('refused')], 'not_delivered'],
    ['came back', [submitted, mail('bounced')], 'not_delivered'],
    ['refused, written anew', [submitted, mail('refused'), mail('waiting', 2)], 'on_its_way'],
    ['a second one while the first arrived', [submitted, mail('accepted'), mail('refused', 2)], null],
    ['an answer to a reply', [submitted, mail('accepted'), event('reply', 2), mail('waiting', 3)], 'on_its_way'],
    ['decided', [submitted, mail('refused'), event('denied', 2)], null],
  ])('%s', (_, events, expected) => {
    expect(unheard(events, openDue(events, SUBMITTED, calendar))).toBe(expected)
  })
})

describe('firstContact', () => {
  const stop = (events: ReviewEvent[]) => firstContact([submitted, ...events], SUBMITTED, calendar).stoppedAt
  it('is due at the close of the second business day', () => {
    expect(firstContact([submitted], SUBMITTED, calendar).due.toISOString()).toBe('2026-11-25T23:00:00.000Z')
  })
  it.each<[string, ReviewEvent[], boolean]>([
    ['a claim', [event('claimed', 1)], false],
    ['an internal note', [event('note', 1)], false],
    ['an automatic mail', [event('message', 1, { human: false })], false],
    ['a message still waiting', [event('message', 1, { delivery: 'waiting', deliveredAt: null })], false],
    ['a message put off', [event('message', 1, { delivery: 'deferred', deliveredAt: null })], false],
    ['a message that bounced later', [event('message', 1, { delivery: 'bounced' })], false],
    ['a message accepted', [event('message', 1)], true],
    ['a mailed request for changes', [event('changes_requested', 1)], true],
    ['an approval', [event('approved', 1)], true],
    ['a denial', [event('denied', 1)], true],
    ['a second message after a bounce', [event('message', 1, { delivery: 'bounced' }), event('message', 3)], true],
  ])('%s', (_what, events, stops) => {
    expect(stop(events) !== null).toBe(stops)
  })
  it('stops when the mail server accepted the message, not when it was written', () => {
    const deliveredAt = new Date(SUBMITTED.getTime() + 9 * 3_600_000)
    expect(stop([event('message', 1, { deliveredAt })])).toEqual(deliveredAt)
  })
})

describe('nextReply', () => {
  const due = (events: ReviewEvent[]) =>
    nextReply([submitted, event('message', 1), ...events], calendar)?.due.toISOString()
  it.each<[string, ReviewEvent[], string | undefined]>([
    ['nothing said', [], undefined],
    ['a reply', [event('reply', 2)], '2026-11-25T23:00:00.000Z'],
    ['two replies count from the first', [event('reply', 2), event('reply', 30)], '2026-11-25T23:00:00.000Z'],
    ['answered', [event('reply', 2), event('message', 3)], undefined],
    ['no reply needed', [event('reply', 2), event('no_reply_needed', 3)], undefined],
    [
      'an answer that bounced',
      [event('reply', 2), event('message', 3, { delivery: 'bounced' })],
      '2026-11-25T23:00:00.000Z',
    ],
    ['a resubmission', [event('changes_requested', 2), event('resubmitted', 26)], '2026-11-27T23:00:00.000Z'],
    ['a decision', [event('reply', 2), event('approved', 3)], undefined],
  ])('%s', (_what, events, expected) => {
    expect(due(events)).toBe(expected)
  })
})

describe('properties', () => {
  const kinds = fc.array(fc.constantFrom(...REVIEW_EVENT_KINDS.filter((kind) => kind !== 'submitted')), {
    maxLength: 12,
  })
  const eventsOf = (list: ReviewEventKind[]) => [submitted, ...list.map((kind, index) => event(kind, index + 1))]
  it('nobody has the turn exactly when the review ended, and then no clock runs', () => {
    fc.assert(
      fc.property(kinds, (list) => {
        const events = eventsOf(list)
        const ended = ['approved', 'denied', 'withdrawn', 'closed'].includes(reviewStatus(events))
        expect(turn(events) === 'nobody').toBe(ended)
        if (ended) expect(openDue(events, SUBMITTED, calendar)).toBeNull()
      }),
    )
  })
  it('an ended review never changes again', () => {
    fc.assert(
      fc.property(kinds, kinds, (before, after) => {
        const events = eventsOf([...before, 'approved'])
        const later = after.map((kind, index) => event(kind, 100 + index))
        expect(reviewStatus([...events, ...later])).toBe(reviewStatus(events))
        expect(decisionOf([...events, ...later])).toBe(decisionOf(events))
      }),
    )
  })
  it('notes, claims and exceptions move no clock', () => {
    fc.assert(
      fc.property(
        kinds,
        fc.constantFrom<ReviewEventKind>('note', 'claimed', 'released', 'exception', 'finding', 'finding_lifted'),
        (list, quiet) => {
          const events = eventsOf(list)
          expect(openDue([...events, event(quiet, 90)], SUBMITTED, calendar)).toEqual(
            openDue(events, SUBMITTED, calendar),
          )
        },
      ),
    )
  })
})

describe('why not', () => {
  const good = {
    events: [submitted, event('message', 1)],
    termsAccepted: true,
    problems: [],
    missedExpectations: [],
    conflict: false,
  }
  const missed = [{ id: 'transit', sentence: 'Data is not encrypted on the way.' }]
  it('has nothing against a complete, contacted submission with accepted terms', () => {
    expect(whyNotApprove(good)).toEqual([])
  })
  it.each([
    ['first contact', { events: [submitted] }, /First contact is missing/],
    ['terms', { termsAccepted: false }, /terms of service/],
    ['an answer', { problems: ['The legal name is missing.'] }, /legal name/],
    ['a security expectation', { missedExpectations: missed }, /not encrypted.*exception/],
    ['a conflict of interest', { conflict: true }, /mail domain/],
    [
      'an open request for changes',
      { events: [submitted, event('message', 1), event('changes_requested', 2)] },
      /Changes were asked for/,
    ],
    ['an earlier decision', { events: [submitted, event('denied', 2)] }, /denied already/],
  ])('approval waits for %s', (_what, change, sentence) => {
    expect(whyNotApprove({ ...good, ...change }).join(' ')).toMatch(sentence)
  })
  it('denial needs one of the six criteria and a reason; a privacy answer is none', () => {
    expect(SECURITY_CRITERIA).toHaveLength(6)
    expect(denialFault('sells_data', 'The company sells data to brokers.')?.field).toBe('criterion')
    expect(denialFault('impersonation', 'short')?.field).toBe('publicReason')
    expect(denialFault('impersonation', 'The name is the name of a bank and the logo too.')).toBeNull()
    expect(whyNotDeny({ events: [submitted], conflict: false })).toEqual([])
    expect(whyNotDeny({ events: [submitted, event('approved', 1)], conflict: false })).toHaveLength(1)
  })
  it('changes are asked for once at a time', () => {
    expect(whyNotRequestChanges({ events: [submitted], conflict: false })).toEqual([])
    expect(whyNotRequestChanges({ events: [submitted, event('changes_requested', 1)], conflict: false })).toHaveLength(
      1,
    )
  })
})

describe('conflictOfInterest', () => {
  it.each([
    ['riley@bcbsks.com', ['bcbsks.com'], true],
    ['riley@BCBSKS.com', ['lab.bcbsks.com'], true],
    ['riley@it.bcbsks.com', ['someone@bcbsks.com'], true],
    ['riley@bcbsks.com', ['notbcbsks.com'], false],
    ['riley@bcbsks.com', ['bcbsks.com.example.org'], false],
    ['riley@bcbsks.com', [], false],
  ])('%s and %j: %s', (email, domains, conflict) => {
    expect(conflictOfInterest(email, domains)).toBe(conflict)
  })
})

describe('a blank', () => {
  it.each([
    [true, false, false, 'Did not say, which is an answer'],
    [true, true, true, 'Left blank'],
    [false, false, true, null],
    [false, true, true, null],
  ])('blank %s, required %s: incomplete is a ground: %s', (blank, required, incomplete, words) => {
    expect(groundsFor({ blank, required }).includes('incomplete')).toBe(incomplete)
    expect(groundsFor({ blank, required })).toEqual(expect.arrayContaining(['inconsistent', 'security']))
    if (words) expect(blankText({ required })).toBe(words)
  })
})
