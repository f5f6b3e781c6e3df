/**
 * `kill -9` of portal, worker and database in the middle of submissions, decisions and mails: nothing lost, nothing
 * doubled, no state without its audit and mail rows. Five rounds; `npm run crash -- <rounds> <seed>` runs more.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Chance } from './chance.ts'
import { databaseFaults } from './checker.ts'
import { playRound, reportText } from './round.ts'
import { openStage, type Stage, TRACES } from './stage.ts'

const seed = Number(process.env.CRASH_SEED ?? Math.floor(Math.random() * 1_000_000))
let stage: Stage

beforeAll(async () => {
  console.log(`crash seed ${seed}`)
  stage = await openStage(new Chance(seed))
})
afterAll(async () => {
  stage?.ledger.write(`${TRACES}/ledger.jsonl`)
  await stage?.close()
})

describe('kill -9 in the middle of everything', () => {
  it.each([0, 1, 2, 3, 4])('round %i loses and doubles nothing', async (round) => {
    const report = await playRound(stage, round)
    console.log(reportText(round, report))
    expect(report.faults.map(({ rule, what }) => `${rule}: ${what}`)).toEqual([])
  })
})

/** What a fault of each kind would look like, made by hand. `replica` lets the triggers that forbid it rest. */
const TAMPERED: [string, string][] = [
  [
    'torn',
    `delete from audit where act = 'submission.submitted' and seq = (select min(seq) from audit where act = 'submission.submitted')`,
  ],
  ['torn', `delete from audit where act = 'submission.approved'`],
  ['torn', `delete from mail where kind = 'submission_received'`],
  ['torn', `delete from document`],
  ['torn', `update document set content = content || ' '`],
  ['torn', `delete from label_rendering where lang = 'es'`],
  [
    'torn',
    `insert into mail select gen_random_uuid(), kind, to_address, lang, props, thread_root, "references", submission_id, created_at from mail where kind in ('submission_approved', 'submission_denied') limit 1`,
  ],
  ['ghost', `delete from review_event where kind = 'approved'`],
  ['lost', `delete from review_event where kind = 'reply'`],
  ['lost', `delete from acceptance`],
  [
    'doubled',
    `insert into review_event (id, submission_id, kind, at, actor_kind, actor_id, human, public_text, data) select gen_random_uuid(), submission_id, kind, at, actor_kind, actor_id, human, public_text, data from review_event where kind = 'reply' limit 1`,
  ],
  [
    'doubled',
    `insert into review_event (id, submission_id, kind, at, actor_kind, actor_id, human, data) select gen_random_uuid(), submission_id, 'denied', at, actor_kind, actor_id, human, data from review_event where kind = 'approved' limit 1`,
  ],
  ['stuck', `delete from mail_attempt where outcome = 'accepted'`],
]

describe('the checker', () => {
  it.each(TAMPERED)('sees what is %s: %s', async (rule, sql) => {
    const { connection, ledger } = stage
    let rules: string[] = []
    const undone = new Error('undone')
    const tampering = connection.sql.begin(async (tx) => {
      await tx.unsafe('set local session_replication_role = replica')
      const { count } = await tx.unsafe(sql)
      expect(count).toBeGreaterThan(0)
      rules = (await databaseFaults(tx, ledger.list())).map((fault) => fault.rule)
      throw undone
    })
    await expect(tampering).rejects.toBe(undone)
    expect(rules).toContain(rule)
  })
})
