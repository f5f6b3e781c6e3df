/** The inactivity ladder step by step: a table of cases, and what holds whatever happens. */
import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { LADDER_DEFAULTS, ladderDates, removalAfter } from '../../lib/domain/ladder.ts'
import {
  datesAfterHold,
  dueSteps,
  LADDER_STEPS,
  type LadderFacts,
  type LadderStep,
  nextStep,
  PUNCTUAL,
  promisedDates,
  recipients,
  standstill,
  stepDates,
  type TakenStep,
  withStep,
} from '../../lib/domain/ladder-steps.ts'

const DAY = 86_400_000
const HOUR = 3_600_000
const { zone } = LADDER_DEFAULTS
const at = (local: string) => new Date(Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds)

const QUIET = at('2026-11-24T08:00')
const DATES = ladderDates(QUIET)
const fresh: LadderFacts = {
  quietSince: QUIET,
  judging: true,
  live: true,
  status: 'open',
  answered: false,
  primaryBounced: false,
  blind: 0,
  promised: null,
  taken: [],
}
const taken = (...steps: [LadderStep, Date][]): TakenStep[] => steps.map(([step, when]) => ({ step, at: when }))
const first: LadderFacts = { ...fresh, promised: DATES, taken: taken(['first_mail', DATES.flaggedAt]) }
const second: LadderFacts = { ...first, taken: [...first.taken, ...taken(['second_mail', DATES.secondMailAt])] }
const others: LadderFacts = { ...second, taken: [...second.taken, ...taken(['other_staff', DATES.otherStaffAt])] }
const justBefore = (date: Date) => new Date(date.getTime() - 1)
const plus = (date: Date, ms: number) => new Date(date.getTime() + ms)

describe('dueSteps', () => {
  test.each<[string, LadderFacts, Date, LadderStep[]]>([
    ['a moment too early', fresh, justBefore(DATES.flaggedAt), []],
    ['two months on', fresh, DATES.flaggedAt, ['first_mail']],
    ['half a year on, and nobody was told yet', fresh, plus(DATES.flaggedAt, 200 * DAY), ['first_mail']],
    ['not 14 days after the first mail', first, justBefore(DATES.secondMailAt), []],
    ['14 days after the first mail', first, DATES.secondMailAt, ['second_mail']],
    ['a month after the first mail', second, DATES.otherStaffAt, ['other_staff']],
    ['both mails missed', first, DATES.otherStaffAt, ['second_mail', 'other_staff']],
    ['all mails missed', first, plus(DATES.removalAt, 30 * DAY), ['second_mail', 'other_staff']],
    ['a week after the other people', others, justBefore(DATES.removalAt), []],
    ['that week over', others, DATES.removalAt, ['suspension', 'removal_asked']],
    ['a bounce the same day', { ...first, primaryBounced: true }, plus(DATES.flaggedAt, HOUR), ['other_staff']],
    ['a bounce before any mail', { ...fresh, primaryBounced: true }, DATES.flaggedAt, ['first_mail', 'other_staff']],
    ['an answer', { ...others, answered: true }, plus(DATES.removalAt, 99 * DAY), []],
    ['a hold', { ...others, status: 'held' }, plus(DATES.removalAt, DAY), []],
    ['a pause', { ...others, status: 'paused' }, plus(DATES.removalAt, DAY), []],
    ['a silent feed', { ...others, judging: false }, plus(DATES.removalAt, DAY), []],
    ['stopped for another reason', { ...others, live: false }, plus(DATES.removalAt, DAY), []],
    ['closed', { ...others, status: 'closed' }, plus(DATES.removalAt, DAY), []],
  ])('%s', (_what, facts, now, steps) => {
    expect(dueSteps(facts, now, LADDER_DEFAULTS)).toEqual(steps)
  })

  test('suspended, and the lead was not asked yet', () => {
    const facts = { ...others, live: false, taken: [...others.taken, ...taken(['suspension', DATES.removalAt])] }
    expect(dueSteps(facts, DATES.removalAt, LADDER_DEFAULTS)).toEqual(['removal_asked'])
  })
})

describe('the dates', () => {
  test('are those of the rule when the mail leaves within two hours, else they count from the mail', () => {
    expect(promisedDates(QUIET, plus(DATES.flaggedAt, PUNCTUAL), LADDER_DEFAULTS)).toEqual(DATES)
    const late = promisedDates(QUIET, at('2027-01-31T12:00'), LADDER_DEFAULTS)
    expect(late).toEqual({
      flaggedAt: at('2027-01-31T12:00'),
      secondMailAt: at('2027-02-14T12:00'),
      otherStaffAt: at('2027-02-28T12:00'),
      removalAt: at('2027-03-07T12:00'),
    })
  })
  test('of the suspension keep their week when the other people were told late, and stay when they were told early', () => {
    const removal = (when: Date) =>
      stepDates({ ...second, taken: [...second.taken, ...taken(['other_staff', when])] }, LADDER_DEFAULTS)[3]?.at
    expect(removal(plus(DATES.otherStaffAt, 20 * DAY))).toEqual(at('2027-03-23T09:00'))
    expect(removal(plus(DATES.flaggedAt, HOUR))).toEqual(DATES.removalAt)
    expect(removal(plus(DATES.otherStaffAt, HOUR))).toEqual(DATES.removalAt)
  })
  test('of the suspension come later by the time in which nothing could be seen', () => {
    const facts = { ...others, blind: 5 * DAY }
    expect(dueSteps(facts, plus(DATES.removalAt, 5 * DAY - 1), LADDER_DEFAULTS)).toEqual([])
    expect(dueSteps(facts, plus(DATES.removalAt, 5 * DAY), LADDER_DEFAULTS)).toEqual(['suspension', 'removal_asked'])
    expect(stepDates(facts, LADDER_DEFAULTS)[1]?.at).toEqual(DATES.secondMailAt)
  })
  test('the next one is told, and none at a standstill', () => {
    expect(nextStep(first, DATES.flaggedAt, LADDER_DEFAULTS)).toEqual({ step: 'second_mail', at: DATES.secondMailAt })
    expect(nextStep({ ...first, status: 'held' }, DATES.flaggedAt, LADDER_DEFAULTS)).toBeNull()
    expect(standstill({ ...first, status: 'paused' })).toBe('paused')
  })
})

describe('recipients', () => {
  const people = ['dana@example.com', 'Eve@example.com']
  test.each([
    ['primary', { people, primary: 'dana@example.com', backup: 'back@example.com' }, ['dana@example.com']],
    ['primary', { people, primary: null, backup: null }, []],
    ['others', { people, primary: 'DANA@example.com', backup: 'eve@example.com' }, ['Eve@example.com']],
    ['others', { people, primary: 'p@example.com', backup: 'b@example.com' }, [...people, 'b@example.com']],
    ['others', { people: ['dana@example.com'], primary: 'dana@example.com', backup: null }, []],
    ['others', { people: ['dana@example.com'], primary: 'dana@example.com', backup: 'dana@example.com' }, []],
    ['everybody', { people, primary: 'p@example.com', backup: 'p@example.com' }, ['p@example.com', ...people]],
  ] as const)('%s of %j', (to, facts, expected) => {
    expect(recipients(to, facts)).toEqual(expected)
  })
})

/** A life in hours: sweeps at odd times, with outages, holds, a silent feed, a bounce and perhaps an answer. */
const lives = fc.record({
  start: fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2032, 0, 1) }),
  pauses: fc.array(
    fc.record({
      kind: fc.constantFrom('held' as const, 'paused' as const, 'silent' as const, 'down' as const),
      from: fc.integer({ min: 0, max: 160 }),
      days: fc.integer({ min: 1, max: 40 }),
    }),
    { maxLength: 3 },
  ),
  bounce: fc.option(fc.integer({ min: 0, max: 160 })),
  answer: fc.option(fc.integer({ min: 0, max: 160 })),
  every: fc.integer({ min: 1, max: 30 }),
})

test('property: in order, each once, never after an answer or at a standstill, never sooner than shown', () => {
  fc.assert(
    fc.property(lives, ({ start, pauses, bounce, answer, every }) => {
      const quietSince = new Date(start)
      const log: TakenStep[] = []
      let facts: LadderFacts = { ...fresh, quietSince }
      for (let hour = 0; hour < 240 * 24; hour += every) {
        const now = new Date(start + hour * HOUR)
        const day = hour / 24
        const running = pauses.filter(({ from, days }) => day >= from && day < from + days).map(({ kind }) => kind)
        if (running.includes('down')) continue
        facts = {
          ...facts,
          status: running.includes('held') ? 'held' : running.includes('paused') ? 'paused' : 'open',
          judging: !running.includes('silent'),
          primaryBounced: bounce !== null && day >= bounce,
          answered: answer !== null && day >= answer,
          live: !log.some(({ step }) => step === 'suspension'),
        }
        const due = dueSteps(facts, now, LADDER_DEFAULTS)
        if (facts.status !== 'open' || !facts.judging || facts.answered) expect(due).toEqual([])
        for (const step of due) {
          facts = withStep(facts, step, now, LADDER_DEFAULTS)
          log.push({ step, at: now })
        }
      }
      const steps = log.map(({ step }) => step)
      expect(new Set(steps).size).toBe(steps.length)
      const when = (step: LadderStep) => log.find((one) => one.step === step)?.at.getTime()
      for (const { step, after: needed } of LADDER_STEPS) {
        if (!steps.includes(step)) continue
        for (const one of needed) expect(when(one), `${one} before ${step}`).toBeLessThanOrEqual(when(step) ?? 0)
      }
      const [opened, other, stopped] = [when('first_mail'), when('other_staff'), when('suspension')]
      const { flaggedAt } = ladderDates(quietSince)
      if (opened !== undefined) expect(opened).toBeGreaterThanOrEqual(flaggedAt.getTime())
      if (stopped === undefined || other === undefined || opened === undefined || !facts.promised) return
      expect(stopped).toBeGreaterThanOrEqual(facts.promised.removalAt.getTime())
      // A week, less the two hours in which a step is on time and the hour of a clock change.
      expect(stopped - other).toBeGreaterThanOrEqual(7 * DAY - PUNCTUAL - HOUR)
      expect(stopped - opened).toBeGreaterThanOrEqual(34 * DAY)
      const quiet = pauses.length === 0 && every === 1
      if (quiet && bounce === null) {
        const dates = ladderDates(quietSince)
        expect(stopped - dates.removalAt.getTime()).toBeLessThanOrEqual(HOUR)
        expect((when('second_mail') ?? 0) - dates.secondMailAt.getTime()).toBeLessThanOrEqual(HOUR)
      }
    }),
    { numRuns: 40 },
  )
})

describe('datesAfterHold', () => {
  test('are those of a ladder that goes on when the hold is over', () => {
    const held = fc.record({
      facts: fc.constantFrom(first, second, others),
      hours: fc.integer({ min: 1, max: 180 * 24 }),
      primaryBounced: fc.boolean(),
    })
    fc.assert(
      fc.property(held, ({ facts, hours, primaryBounced }) => {
        const until = plus(DATES.flaggedAt, hours * HOUR)
        let current: LadderFacts = { ...facts, primaryBounced }
        for (let now: Date | undefined = until; now; now = nextStep(current, now, LADDER_DEFAULTS)?.at) {
          for (const step of dueSteps(current, now, LADDER_DEFAULTS))
            current = withStep(current, step, now, LADDER_DEFAULTS)
        }
        const told = datesAfterHold({ ...facts, primaryBounced, status: 'held' }, until, LADDER_DEFAULTS)
        expect(told.map(({ step, at }) => [step, at])).toEqual(
          LADDER_STEPS.map(({ step }) => [step, current.taken.find((one) => one.step === step)?.at]),
        )
        expect(told.filter((row) => row.taken).map(({ step }) => step)).toEqual(facts.taken.map(({ step }) => step))
      }),
    )
  })
  test('leave a week between late mails to other people and the suspension', () => {
    const until = plus(DATES.removalAt, 10 * DAY)
    const told = datesAfterHold({ ...first, status: 'held' }, until, LADDER_DEFAULTS)
    const later = removalAfter(until)
    expect(told.map(({ at }) => at)).toEqual([DATES.flaggedAt, until, until, later, later])
  })
})
