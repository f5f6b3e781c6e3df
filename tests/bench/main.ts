/**
 * `npm run bench`: the long form, with an exit code that says whether every target is met.
 * `npm run bench -- <rounds> <events>` takes so many events in between the two measurements of activity: 100000000 for what
 * a large payer has in years. `npm run bench -- intake <rounds> <events>` measures activity alone.
 */
import { bench, missed, tableOf } from './bench.ts'
import { benchIntake, intakeTable, isMet } from './intake.ts'

const words = process.argv.slice(2)
const alone = words[0] === 'intake'
const [rounds = 9, events] = words.slice(alone ? 1 : 0).map(Number)
let well = true
if (!alone) {
  const outcome = await bench({ rounds, count: 1_000 })
  console.log(tableOf(outcome))
  well = missed(outcome).length === 0
}
const intake = await benchIntake({ rounds, events })
console.log(intakeTable(intake))
process.exitCode = well && intake.ratios.every((ratio) => isMet(ratio)) ? 0 : 1
