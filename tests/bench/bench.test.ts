/** The short form of `npm run bench`: prints the table, and fails when a ratio is far off its target. */
import { expect, it } from 'vitest'
import { bench, missed, tableOf } from './bench.ts'

/** A short run on a busy machine is not exact; what has grown twice as dear is noticed all the same. */
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
