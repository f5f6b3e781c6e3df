/** `npm run crash -- <rounds> <seed>`: the long form. Ends with code 1 when anything was lost, doubled, torn or stuck. */
import { build, buildIsCurrent } from '../../scripts/build.ts'
import { Chance } from './chance.ts'
import { playRound, reportText } from './round.ts'
import { openStage, TRACES } from './stage.ts'

const rounds = Number(process.argv[2] ?? 5)
const seed = Number(process.argv[3] ?? Math.floor(Math.random() * 1_000_000))
if (!Number.isInteger(rounds) || rounds < 1 || !Number.isInteger(seed) || seed < 0) {
  console.error('usage: npm run crash -- <rounds> <seed>')
  process.exit(2)
}
if (!buildIsCurrent() && !(await build(() => {}))) {
  console.error('The portal could not be built; npm run build says why.')
  process.exit(1)
}
console.log(`${rounds} rounds, seed ${seed}`)
const stage = await openStage(new Chance(seed))
let faults = 0
try {
  for (let round = 0; round < rounds; round += 1) {
    const report = await playRound(stage, round)
    console.log(reportText(round, report))
    faults += report.faults.length
    if (report.faults.length > 0) break
  }
} finally {
  stage.ledger.write(`${TRACES}/ledger.jsonl`)
  await stage.close()
}
console.log(faults === 0 ? 'Nothing lost, nothing doubled.' : `${faults} faults. Ledger and logs are in ${TRACES}.`)
process.exit(faults === 0 ? 0 : 1)
