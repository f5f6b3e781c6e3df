/** Holds the ledger, the database, the audit chain and the mail server's store against each other. */
import type { ISql } from 'postgres'
import type { Connection } from '../../db/client.ts'
import { findSubmission } from '../../db/queries/submission.ts'
import { type MailAttempt, possibleDoubles } from '../../lib/domain/mail.ts'
import { openDue, turn } from '../../lib/domain/review.ts'
import { verifyAudit } from '../../lib/services/audit.ts'
import { eventsOfSubmissions } from '../../lib/services/submission-facts.ts'
import { testContext } from '../support/context.ts'
import type { Arrived } from '../support/smtp.ts'
import { brokenInvariants, type Fault } from './invariants.ts'
import { type Intent, KEYS } from './ledger.ts'

type Effect = { key: string; n: number }

/** What happened to the submissions and organizations of the driver, by the keys of its ledger. */
async function effectsIn(sql: ISql): Promise<Effect[]> {
  const events = await sql<{ kind: string; submission: string; actor: string; text: string }[]>`
    select kind, submission_id as submission, actor_id as actor, public_text as text from review_event order by seq`
  const acceptances = await sql<{ organization: string }[]>`select organization_id as organization from acceptance`
  const keys = [
    ...events.map(({ kind, submission, actor, text }) => {
      if (kind === 'submitted') return KEYS.submit(submission)
      if (kind === 'message') return KEYS.message(text)
      if (kind === 'reply') return KEYS.reply(text)
      if (kind === 'approved' || kind === 'denied') return KEYS.decide(submission, actor)
      return `${kind} ${submission}`
    }),
    ...acceptances.map(({ organization }) => KEYS.terms(organization)),
  ]
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return [...counts].map(([key, n]) => ({ key, n }))
}

/** Compares what people meant and were told with what there is. */
function ledgerFaults(intents: readonly Intent[], effects: readonly Effect[]): Fault[] {
  const found = new Map(effects.map(({ key, n }) => [key, n]))
  const meant = new Set(intents.map(({ key }) => key))
  const faults: Fault[] = effects.filter(({ key }) => !meant.has(key)).map(({ key }) => ({ rule: 'ghost', what: key }))
  for (const { key, end, posts } of intents) {
    const n = found.get(key) ?? 0
    const told = `${key} (${end} after ${posts.length} posts)`
    if (n > 1) faults.push({ rule: 'doubled', what: `${told}: ${n} times` })
    if (n === 0 && (end === 'answered' || end === 'seen')) faults.push({ rule: 'lost', what: told })
    if (n > 0 && end === 'refused') faults.push({ rule: 'ghost', what: `${told}: it happened all the same` })
    if (end === 'open') faults.push({ rule: 'stuck', what: told })
  }
  return faults
}

/** Everything that SQL and the ledger can tell. @param sql a pool or a transaction; nothing is changed */
export async function databaseFaults(sql: ISql, intents: readonly Intent[]): Promise<Fault[]> {
  return [...(await brokenInvariants(sql)), ...ledgerFaults(intents, await effectsIn(sql))]
}

function grouped<T>(list: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const one of list) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one])
  return groups
}

type Attempt = MailAttempt & { mailId: string; to: string }

/** How often a mail reached the server beside how often it may have, by its attempts. */
function mailFaults(arrived: readonly Arrived[], attempts: readonly Attempt[], mailHost: string): Fault[] {
  const faults: Fault[] = []
  const deliveries = grouped(arrived, ({ parsed }) => parsed.messageId ?? 'no Message-ID')
  const histories = grouped(attempts, ({ mailId }) => `<${mailId}@${mailHost}>`)
  for (const [id, mails] of deliveries) {
    const history = histories.get(id)
    if (!history) faults.push({ rule: 'ghost', what: `mail ${id} arrived and is in no outbox` })
    const to = history?.[0]?.to
    const strangers = mails.filter(({ recipients }) => recipients.length !== 1 || recipients[0] !== to)
    if (history && strangers.length > 0) faults.push({ rule: 'ghost', what: `mail ${id} went to somebody else` })
  }
  for (const [id, history] of histories) {
    const came = deliveries.get(id)?.length ?? 0
    const accepted = history.some(({ outcome }) => outcome === 'accepted')
    const most = 1 + possibleDoubles(history)
    if (accepted && came === 0) faults.push({ rule: 'lost', what: `mail ${id} counts as accepted and never came` })
    if (came > most) faults.push({ rule: 'doubled', what: `mail ${id} came ${came} times, ${most} can be explained` })
  }
  return faults
}

/** The columns that the queue is ordered by, beside what the rules say. */
async function clockFaults({ db, sql }: Connection): Promise<Fault[]> {
  const rows = await sql<{ id: string }[]>`select id from submission`
  const { settings } = testContext(db, { kind: 'system', job: 'crash' })
  const faults: Fault[] = []
  const histories = await eventsOfSubmissions(
    db,
    rows.map(({ id }) => id),
  )
  for (const [id, events] of histories) {
    const submission = await findSubmission(db, id)
    if (!submission?.submittedAt) continue
    const due = openDue(events, submission.submittedAt, settings.calendar)
    if (due?.getTime() !== submission.dueAt?.getTime() || turn(events) !== submission.openTurn) {
      faults.push({ rule: 'torn', what: `the clock of submission ${id} is not what its events say` })
    }
  }
  return faults
}

async function chainFaults({ db }: Connection): Promise<Fault[]> {
  const checks = await verifyAudit(testContext(db, { kind: 'system', job: 'crash' }))
  return checks.flatMap(({ chain, fault }) =>
    fault ? [{ rule: 'chain' as const, what: `${chain} audit, row ${fault.seq}: ${fault.fault}` }] : [],
  )
}

export const attemptsIn = (sql: ISql): Promise<Attempt[]> => sql<Attempt[]>`
  select m.id as "mailId", m.to_address as "to", t.outcome, t.at, t.detail
  from mail_attempt t join mail m on m.id = t.mail_id order by t.seq`

export type Evidence = { intents: readonly Intent[]; arrived: readonly Arrived[]; mailHost: string }

/** @returns everything that is not as it must be once all is quiet */
export async function check(connection: Connection, { intents, arrived, mailHost }: Evidence): Promise<Fault[]> {
  return [
    ...(await databaseFaults(connection.sql, intents)),
    ...mailFaults(arrived, await attemptsIn(connection.sql), mailHost),
    ...(await clockFaults(connection)),
    ...(await chainFaults(connection)),
  ]
}
