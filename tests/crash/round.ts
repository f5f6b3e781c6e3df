/** One round: people work, something is killed over and over, everything comes back, and then nothing may be missing. */
import { setTimeout as wait } from 'node:timers/promises'
import { aimed } from './aim.ts'
import { play, prepareCase } from './cases.ts'
import type { Chance } from './chance.ts'
import { attemptsIn, check } from './checker.ts'
import type { Fault } from './invariants.ts'
import type { Stage } from './stage.ts'
import { type Strike, Strikes, strikesOf, strikeText } from './strikes.ts'

/** Apps that are submitted and decided in a round, all at the same time. */
const CASES = 5
/** Each case posts at least five forms and sends at least four mails; a strike lands in the first three quarters. */
const REACH = { post: Math.floor(CASES * 5 * 0.75), mail: Math.floor(CASES * 4 * 0.75) }

export type RoundReport = {
  faults: Fault[]
  /** What was killed and when, in words. */
  kills: string[]
  acts: number
  /** Posts that had to be made once more. */
  again: number
  /** Acts that had happened although nobody was told. */
  untold: number
  mails: number
  /** Mails that came once more than meant; each is known as a possible double. */
  doubles: number
}

/** How long (ms) to wait for something to move before it counts as stuck. */
const STANDSTILL = 60_000

/** @param round from 0 on */
export async function playRound(stage: Stage, round: number): Promise<RoundReport> {
  const { connection, ledger, smtp, settings } = stage
  const before = { intents: ledger.intents.size, mails: smtp.arrived.length }
  const chance = stage.chance.of(`round ${round}`)
  const plan = strikesOf(round, chance, REACH)
  const faults = await live(stage, round, chance, plan)
  const evidence = { intents: ledger.list(), arrived: smtp.arrived, mailHost: settings.mailHost }
  faults.push(...(await check(connection, evidence)))
  const intents = ledger.list().slice(before.intents)
  const ids = smtp.arrived.slice(before.mails).map(({ parsed }) => parsed.messageId)
  return {
    faults,
    kills: plan.map(strikeText),
    acts: intents.length,
    again: intents.reduce((sum, { posts }) => sum + Math.max(0, posts.length - 1), 0),
    untold: intents.filter(({ end, posts }) => (end === 'seen' || end === 'settled') && posts.length > 0).length,
    mails: ids.length,
    doubles: ids.length - new Set(ids).size,
  }
}

/** People work while the strikes fall, until all is done and quiet. @returns what somebody could not bring about */
async function live(stage: Stage, round: number, chance: Chance, plan: Strike[]): Promise<Fault[]> {
  const { connection, victims, settings } = stage
  const base = settings.portal.url
  const numbers = Array.from({ length: CASES }, (_, place) => round * CASES + place)
  const cases = await Promise.all(numbers.map((number) => prepareCase(connection, number)))
  await untilReady(base)
  const strikes = new Strikes(plan, async ({ victim, aim }) => {
    await aimed(connection.sql, aim)
    await victims.kill(victim)
  })
  stage.strikes = strikes
  const ends = await Promise.allSettled(cases.map((one) => play(one, { ...stage, base, chance })))
  // The second time for a strike that one of the last mails has set off.
  for (let time = 0; time < 2; time += 1) {
    await Promise.all(strikes.done)
    await untilReady(base)
    await untilQuiet(stage)
  }
  stage.strikes = null
  const undone = ends.filter((end) => end.status === 'rejected').map(({ reason }) => String(reason))
  const missed = strikes.missed.map((strike) => `never struck: ${strikeText(strike)}`)
  return [...undone, ...missed].map((what) => ({ rule: 'stuck', what }))
}

async function untilReady(portal: string): Promise<void> {
  const until = Date.now() + STANDSTILL * 2
  while (Date.now() < until) {
    const status = await fetch(`${portal}/readyz`).then(
      async (answer) => {
        await answer.arrayBuffer()
        return answer.status
      },
      () => 0,
    )
    if (status === 200) return
    await wait(100)
  }
  throw new Error('the portal did not come back')
}

/** Until no mail is waiting. One that stays is the checker's to report, so this gives up when nothing moves any more. */
async function untilQuiet({ connection }: Stage): Promise<void> {
  let moved = { at: Date.now(), state: '' }
  while (Date.now() - moved.at < STANDSTILL) {
    const jobs = await connection.sql<{ id: string; attempts: number; waits: boolean }[]>`
      select id, attempts, run_at > now() as waits from graphile_worker.jobs where task_identifier = 'mail' order by id`
    if (jobs.length === 0) return
    const state = JSON.stringify([jobs, (await attemptsIn(connection.sql)).length])
    // One that is put off for a while is not stuck.
    if (state !== moved.state || jobs.some(({ waits }) => waits)) moved = { at: Date.now(), state }
    await wait(200)
  }
}

/** A round in a line, and a line for each fault. */
export function reportText(round: number, report: RoundReport): string {
  const { kills, acts, again, untold, mails, doubles, faults } = report
  const told = `${again} posts again, ${untold} acts seen untold`
  const sums = `${acts} acts, ${told}, ${mails} mails, ${doubles} of them a second time`
  const lines = faults.map(({ rule, what }) => `  ${rule.toUpperCase()}: ${what}`)
  return [`round ${round + 1}: killed ${kills.join('; ')}: ${sums}`, ...lines].join('\n')
}
