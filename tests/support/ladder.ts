/** A quiet production client and a clock that jumps: what the ladder's tests walk on. */
import { randomUUID } from 'node:crypto'
import { Temporal } from 'temporal-polyfill'
import { appendMailAttempt } from '../../db/queries/mail.ts'
import type { Actor } from '../../lib/services/context.ts'
import { sweepLadder } from '../../lib/services/ladder.ts'
import { approvedApp } from './approved-app.ts'
import { testContext } from './context.ts'
import type { TestDatabase } from './database.ts'
import { type TestOrganization, testOrganization } from './organization.ts'

export type LadderTest = {
  organization: TestOrganization
  clientId: string
  domain: string
}

/** An instant by its local time in the payer's zone. */
export const local = (text: string): Date =>
  new Date(Temporal.PlainDateTime.from(text).toZonedDateTime('America/Chicago').epochMilliseconds)

/** Last used then, and when the four steps follow if nothing is heard of anybody; the last is the suspension. */
export const QUIET = local('2026-11-30T08:00')
export const STOP = local('2027-03-07T08:00')
export const STEPS = [...['2027-01-30T08:00', '2027-02-13T08:00', '2027-02-28T08:00'].map(local), STOP]

/** An approved app that was used last at an instant; null for never. */
export async function quietClient(database: TestDatabase, domain: string, lastCall: Date | null): Promise<LadderTest> {
  const organization = await testOrganization(database.db, domain, `App of ${domain.replaceAll('.', ' ')}`)
  const { clientId } = await approvedApp(database.db, organization)
  if (lastCall) await called(database, clientId, lastCall)
  return { organization, clientId, domain }
}

/** The gateway saw a successful call. */
export async function called(database: TestDatabase, clientId: string, at: Date): Promise<void> {
  await database.sql`
    insert into activity (client_id, last_call_at) values (${clientId}, ${at.toISOString()})
    on conflict (client_id) do update set last_call_at = excluded.last_call_at`
}

/** The feed told us everything up to an instant. */
export async function feedUntil(database: TestDatabase, at: Date): Promise<void> {
  for (const source of ['gateway', 'authserver']) {
    await database.sql`
      insert into activity_feed (source, last_event_at, last_received_at)
      values (${source}, ${at.toISOString()}, ${at.toISOString()})
      on conflict (source) do update set last_event_at = excluded.last_event_at`
  }
}

export const system: Actor = { kind: 'system', job: 'ladder' }

/** The hourly job, with a feed that is up to date. @returns the steps, as `step clientId` without the client when one is asked for */
export async function sweepAt(database: TestDatabase, at: Date, clientId?: string): Promise<string[]> {
  await feedUntil(database, at)
  const { steps } = await sweepLadder(testContext(database.db, system, at))
  return steps.flatMap((taken) => (clientId && taken.clientId !== clientId ? [] : [taken.step]))
}

export type LadderMail = { id: string; kind: string; to: string; props: Record<string, unknown> }

/** What the ladder wrote to an organization's addresses and to AppSec about it, oldest first. */
export async function mailsOf(database: TestDatabase, clientId: string): Promise<LadderMail[]> {
  const rows = await database.sql`
    select m.id, m.kind, m.to_address, m.props from episode_event v
    join episode e on e.id = v.episode_id join mail m on m.id = v.mail_id
    where e.client_id = ${clientId} order by v.seq`
  return rows.map((row) => ({ id: row.id, kind: row.kind, to: row.to_address, props: row.props }))
}

/** The mail server's word on a mail. */
export async function mailEnds(
  database: TestDatabase,
  mailId: string,
  outcome: 'accepted' | 'bounced' | 'refused',
  at: Date,
): Promise<void> {
  await database.db.transaction((tx) => appendMailAttempt(tx, { id: randomUUID(), mailId, at, outcome, detail: '' }))
}

/** Kinds of a case's events, oldest first. */
export async function eventsOf(database: TestDatabase, clientId: string): Promise<string[]> {
  const rows = await database.sql`
    select v.kind from episode_event v join episode e on e.id = v.episode_id
    where e.client_id = ${clientId} order by v.seq`
  return rows.map(({ kind }) => String(kind))
}

export async function episodeIdOf(database: TestDatabase, clientId: string): Promise<string> {
  const [row] = await database.sql`
    select id from episode where client_id = ${clientId} and kind = 'inactive' order by opened_at desc limit 1`
  return String(row?.id)
}
