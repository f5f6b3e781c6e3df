/** `npm run bench`: the long form, with an exit code that says whether every target is met. `npm run bench -- <rounds>` */
import { bench, missed, tableOf } from './bench.ts'
import { benchIntake, intakeTable, isMet } from './intake.ts'

const rounds = Number(process.argv[2] ?? 9)
const outcome = await bench({ rounds, count: 1_000 })
console.log(tableOf(outcome))
const intake = await benchIntake({ rounds })
console.log(intakeTable(intake))
process.exitCode = missed(outcome).length === 0 && intake.ratios.every((ratio) => isMet(ratio)) ? 0 : 1
