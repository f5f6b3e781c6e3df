/** The short form of `npm run bench`: prints the tables with their targets, and fails when something has become much dearer. */
import { expect, it } from 'vitest'
import { bench, missed, tableOf } from './bench.ts'
import { benchIntake, intakeTable, isMet } from './intake.ts'

/** A short run on a busy machine is not exact; what has grown twice as dear as allowed is noticed all the same. */
const GENEROUS = 2

// CPU time of another process is read from /proc.
it.runIf(process.platform === 'linux')(
  'consent page and attestation cost little beside their limits and peers',
  async () => {
    const outcome = await bench({ rounds: 3, count: 300 })
    console.log(tableOf(outcome))
    expect(missed(outcome, GENEROUS)).toEqual([])
  },
)

it('activity is taken in at a fair part of the speed of COPY, however much came before', async () => {
  const outcome = await benchIntake({ rounds: 5 })
  console.log(intakeTable(outcome))
  expect(outcome.ratios.filter((ratio) => !isMet(ratio, GENEROUS))).toEqual([])
})
