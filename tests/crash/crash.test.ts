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

const REPLY = "review_event where kind = 'reply'"
const EVENT = 'id, submission_id, kind, at, actor_kind, actor_id, human, public_text, data'
const MAIL = 'id, kind, to_address, lang, props, thread_root, "references", submission_id, created_at'
/** The columns of a copy: the same values under a key of its own. */
const copied = (columns: string) => columns.replace(/^id/, 'gen_random_uuid()')

/** Faults of each kind, made by hand. */
const TAMPERED: [rule: string, about: string, sql: string][] = [
  ['torn', 'a submission without its audit row', "delete from audit where act = 'submission.submitted'"],
  [
    'torn',
    'a decision without its audit row',
    "delete from audit where act in ('submission.approved', 'submission.denied')",
  ],
  ['torn', 'a submission without its mail', "delete from mail where kind = 'submission_received'"],
  ['torn', 'a submission without its document', 'delete from document'],
  ['torn', 'a document that is not what was signed', "update document set content = content || ' '"],
  ['torn', 'a submission that is sent and counts as a draft', 'update submission set submitted_at = null'],
  ['torn', 'an acceptance without its audit row', "delete from audit where act = 'terms.accepted'"],
  [
    'torn',
    'a mail twice',
    `insert into mail select ${copied(MAIL)} from mail where kind = 'submission_received' limit 1`,
  ],
  ['lost', 'a reply that was answered and is gone', `delete from ${REPLY}`],
  ['lost', 'an acceptance that was answered and is gone', 'delete from acceptance'],
  ['ghost', 'a reply that nobody meant', `update review_event set public_text = 'Hello' where kind = 'reply'`],
  ['doubled', 'a reply twice', `insert into review_event (${EVENT}) select ${copied(EVENT)} from ${REPLY} limit 1`],
  ['stuck', 'a mail that nobody sent', "delete from mail_attempt where outcome = 'accepted'"],
]

describe('the checker', () => {
  it.each(TAMPERED)('sees what is %s: %s', async (rule, _about, sql) => {
    const { connection, ledger } = stage
    let rules: string[] = []
    const undone = new Error('undone')
    const tampering = connection.sql.begin(async (tx) => {
      // The triggers that forbid it rest for this transaction.
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
