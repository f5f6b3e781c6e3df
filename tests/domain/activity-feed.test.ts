/** When a source is silent, what is noted of it, and that time in which nothing could be seen counts for nobody. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Gap, gapNotes, gapsOf, judgedFrom, silenceOf } from '../../lib/domain/activity-feed.ts'

const NOW = new Date('2026-11-23T15:00:00Z')
const HOUR = 60 * 60 * 1000
const ago = (hours: number) => new Date(NOW.getTime() - hours * HOUR)
const gateway = (hours: number) => ({ source: 'gateway' as const, lastEventAt: ago(hours) })
const authserver = (hours: number) => ({ source: 'authserver' as const, lastEventAt: ago(hours) })

describe('silence', () => {
  it.each([
    ['nobody ever reported', [], true, null, []],
    ['both just reported', [authserver(0), gateway(1)], false, 1, []],
    ['one hour short of the limit', [authserver(0), gateway(23)], false, 23, []],
    ['at the limit', [authserver(0), gateway(24)], true, 24, ['gateway']],
    ['only our own, and it reports', [authserver(0.1)], false, 0.1, []],
    ['both silent', [authserver(30), gateway(72)], true, 72, ['authserver', 'gateway']],
  ])('%s', (_what, feeds, silent, since, sources) => {
    expect(silenceOf(feeds, NOW, 24)).toEqual({
      silent,
      since: since === null ? null : ago(since),
      silentMs: since === null ? 0 : since * HOUR,
      sources,
    })
  })
})

describe('what is noted', () => {
  const notes = (last: 'silent' | 'back' | null, before: Parameters<typeof silenceOf>[0], after: typeof before) =>
    gapNotes(last, silenceOf(before, NOW, 24), silenceOf(after, NOW, 24), NOW).map(({ kind, lastEventAt }) => [
      kind,
      lastEventAt && (NOW.getTime() - lastEventAt.getTime()) / HOUR,
    ])
  it.each([
    ['nothing, while all report', null, [gateway(1)], [gateway(0)], []],
    ['nothing, while nobody ever did', null, [], [], []],
    [
      'that all before the first word is unknown',
      null,
      [],
      [authserver(0)],
      [
        ['silent', null],
        ['back', 0],
      ],
    ],
    ['a silence, once', 'back', [gateway(30)], [gateway(30)], [['silent', 30]]],
    ['no silence twice', 'silent', [gateway(40)], [gateway(40)], []],
    ['its end', 'silent', [gateway(40)], [gateway(0)], [['back', 0]]],
    ['no end while another is silent', 'silent', [authserver(50), gateway(40)], [authserver(0), gateway(40)], []],
    [
      'a silence that only its end shows',
      'back',
      [gateway(72)],
      [gateway(0)],
      [
        ['silent', 72],
        ['back', 0],
      ],
    ],
  ] as const)('%s', (_what, last, before, after, expected) => {
    expect(notes(last, [...before], [...after])).toEqual(expected)
  })

  it('becomes times without sight, the last one still open', () => {
    const at = (hours: number) => ({ at: ago(hours) })
    expect(
      gapsOf([
        { kind: 'silent', ...at(100), lastEventAt: null },
        { kind: 'back', ...at(100), lastEventAt: ago(100) },
        { kind: 'silent', ...at(50), lastEventAt: ago(74) },
        { kind: 'back', ...at(40), lastEventAt: ago(40) },
        { kind: 'silent', ...at(1), lastEventAt: ago(25) },
      ]),
    ).toEqual([
      { from: null, to: ago(100) },
      { from: ago(74), to: ago(40) },
      { from: ago(25), to: null },
    ])
  })
})

describe('the instant from which inactivity counts', () => {
  it.each<[string, number, Gap[], number]>([
    ['is the last activity when nothing was missed', 500, [], 500],
    ['leaves out a gap after it', 500, [{ from: ago(100), to: ago(28) }], 428],
    ['leaves out the part of a gap after it', 50, [{ from: ago(100), to: ago(28) }], 28],
    ['ignores a gap before it', 20, [{ from: ago(100), to: ago(28) }], 20],
    ['leaves out a gap that goes on', 50, [{ from: ago(30), to: null }], 20],
    ['does not reach back behind the first word', 900, [{ from: null, to: ago(100) }], 100],
    [
      'leaves out once what two gaps share: the word of a source that told late of the first lies within it',
      500,
      [
        { from: ago(100), to: ago(40) },
        { from: ago(60), to: ago(20) },
      ],
      420,
    ],
    [
      'leaves out once a gap within a gap',
      500,
      [
        { from: ago(100), to: ago(20) },
        { from: ago(60), to: ago(40) },
      ],
      420,
    ],
  ])('%s', (_what, last, gaps, expected) => {
    expect(judgedFrom(ago(last), gaps, NOW)).toEqual(ago(expected))
  })

  it('is never before the last activity and never after now', () => {
    const gaps = fc.uniqueArray(fc.integer({ min: 0, max: 1000 }), { maxLength: 12 }).map((hours) => {
      const edges = hours.toSorted((a, b) => b - a)
      const pairs: Gap[] = []
      for (let i = 0; i + 1 < edges.length; i += 2) pairs.push({ from: ago(edges[i] ?? 0), to: ago(edges[i + 1] ?? 0) })
      return pairs
    })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), gaps, (last, blind) => {
        const from = judgedFrom(ago(last), blind, NOW)
        expect(from >= ago(last) && from <= NOW).toBe(true)
      }),
    )
  })

  it('leaves out exactly the hours that lie in some gap, however gaps overlap', () => {
    const hour = fc.integer({ min: 0, max: 100 })
    const gap = fc.tuple(fc.option(hour), fc.option(hour)).map(([a, b]): Gap => {
      const [from, to] = a !== null && b !== null && a < b ? [b, a] : [a, b]
      return { from: from === null ? null : ago(from), to: to === null ? null : ago(to) }
    })
    fc.assert(
      fc.property(hour, fc.array(gap, { maxLength: 6 }), (last, gaps) => {
        // Of each hour since the last activity: whether it lies in a gap.
        const hours = Array.from({ length: last }, (_, before) => ({ from: ago(before + 1), to: ago(before) }))
        const blind = hours.filter(({ from, to }) =>
          gaps.some((one) => (one.from ?? from) <= from && (one.to ?? to) >= to),
        )
        expect(judgedFrom(ago(last), gaps, NOW)).toEqual(ago(last - blind.length))
      }),
    )
  })
})
