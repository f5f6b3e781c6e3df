/** Stops: which of them touched what came to an organization at an instant. */
import { expect, it } from 'vitest'
import { stopsSince } from '../../lib/domain/stop.ts'

const day = (number: number) => new Date(Date.UTC(2026, 10, number))
const stopped = (number: number) => ({ at: day(number), kind: 'stopped' as const })
const lifted = (number: number) => ({ at: day(number), kind: 'lifted' as const })

it.each([
  ['none', [], []],
  ['those from then on', [stopped(12), lifted(13)], [stopped(12), lifted(13)]],
  ['none that was over before', [stopped(1), lifted(2)], []],
  ['one from before that still stands', [stopped(1), lifted(2), stopped(3)], [stopped(3)]],
  ['the end of one from before', [stopped(1), lifted(12)], [lifted(12)]],
  ['one of the same instant', [stopped(10)], [stopped(10)]],
])('%s', (_what, stops, touched) => {
  expect(stopsSince(stops, day(10))).toEqual(touched)
})
