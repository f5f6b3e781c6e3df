/** Removing an organization, putting it back, and erasing the names of its people when the time to undo is over. */
import { and, asc, desc, eq, inArray, isNull, lte, sql } from 'drizzle-orm'
import { app } from '../schema/app.ts'
import { client } from '../schema/client.ts'
import { organizationEvent } from '../schema/episode.ts'
import { grant } from '../schema/grant.ts'
import { invitation, membership } from '../schema/organization.ts'
import type { Reader, Tx } from '../transaction.ts'
import { type GrantRow, isActiveGrant } from './grant.ts'

export type OrganizationEventRow = typeof organizationEvent.$inferSelect

export async function appendOrganizationEvent(tx: Tx, row: Omit<OrganizationEventRow, 'seq'>): Promise<void> {
  await tx.insert(organizationEvent).values(row)
}

/** The newest, which says whether it is removed; nothing for an organization that never was. */
export async function lastOrganizationEvent(
  reader: Reader,
  organizationId: string,
): Promise<OrganizationEventRow | undefined> {
  const [row] = await reader
    .select()
    .from(organizationEvent)
    .where(eq(organizationEvent.organizationId, organizationId))
    .orderBy(desc(organizationEvent.seq))
    .limit(1)
  return row
}

/** Organizations removed before an instant, and neither restored nor erased since. */
export async function listRemovedBefore(reader: Reader, before: Date): Promise<string[]> {
  const newest = reader.$with('newest').as(
    reader
      .selectDistinctOn([organizationEvent.organizationId], {
        organizationId: organizationEvent.organizationId,
        kind: organizationEvent.kind,
        at: organizationEvent.at,
      })
      .from(organizationEvent)
      .orderBy(organizationEvent.organizationId, desc(organizationEvent.seq)),
  )
  const rows = await reader
    .with(newest)
    .select({ organizationId: newest.organizationId })
    .from(newest)
    .where(and(eq(newest.kind, 'removed'), lte(newest.at, before)))
    .orderBy(asc(newest.organizationId))
  return rows.map(({ organizationId }) => organizationId)
}

/** Ends every membership. @returns whose */
export async function endMemberships(tx: Tx, organizationId: string, at: Date): Promise<string[]> {
  const rows = await tx
    .update(membership)
    .set({ endedAt: at })
    .where(and(eq(membership.organizationId, organizationId), isNull(membership.endedAt)))
    .returning({ personId: membership.personId })
  return rows.map(({ personId }) => personId)
}

/** Gives back the memberships that ended at an instant. @returns whose */
export async function restoreMemberships(tx: Tx, organizationId: string, endedAt: Date): Promise<string[]> {
  const rows = await tx
    .update(membership)
    .set({ endedAt: null })
    .where(and(eq(membership.organizationId, organizationId), eq(membership.endedAt, endedAt)))
    .returning({ personId: membership.personId })
  return rows.map(({ personId }) => personId)
}

export async function revokeInvitationsOfOrganization(tx: Tx, organizationId: string, at: Date): Promise<void> {
  await tx
    .update(invitation)
    .set({ revokedAt: at })
    .where(
      and(eq(invitation.organizationId, organizationId), isNull(invitation.acceptedAt), isNull(invitation.revokedAt)),
    )
}

/** Holds the clients of an organization, in the order of their ids. */
export async function lockClientsOfOrganization(tx: Tx, organizationId: string): Promise<string[]> {
  const apps = tx.select({ id: app.id }).from(app).where(eq(app.organizationId, organizationId))
  const rows = await tx
    .select({ id: client.id })
    .from(client)
    .where(inArray(client.appId, apps))
    .orderBy(asc(client.id))
    .for('update')
  return rows.map(({ id }) => id)
}

/** Holds the grants of a client that nothing ended and that have not run out, oldest first. */
export async function lockActiveGrants(tx: Tx, clientId: string, now: Date): Promise<GrantRow[]> {
  return tx
    .select()
    .from(grant)
    .where(and(eq(grant.clientId, clientId), isActiveGrant(tx, now)))
    .orderBy(asc(grant.createdAt), asc(grant.id))
    .for('update')
}

/**
 * Takes the names and addresses of people out of everything an organization left behind. Documents, acceptances and audit
 * stay: their digests never covered names. People who belong to another organization keep their account, and whatever
 * was written to an address that anybody else is known by is not this organization's to erase: it only named it.
 * @param keys of answers that name people @param payer the payer's own addresses
 */
export async function eraseNames(
  tx: Tx,
  organizationId: string,
  at: Date,
  { keys, payer }: { keys: readonly string[]; payer: readonly string[] },
): Promise<void> {
  const of = sql`${organizationId}::uuid`
  const now = sql`${at.toISOString()}::timestamptz`
  const gone = sql`(
    select m.person_id from membership m where m.organization_id = ${of} and not exists (
      select from membership o where o.person_id = m.person_id and o.organization_id <> ${of} and o.ended_at is null
    ) and not exists (
      select from membership o where o.person_id = m.person_id and o.organization_id = ${of} and o.ended_at is null
    )
  )`
  const submissions = sql`(select id from submission where organization_id = ${of})`
  const cases = sql`(select id from episode where organization_id = ${of})`
  const theirs = sql.param(payer.map((address) => address.toLowerCase()))
  const elsewhere = sql`(
    select lower(email) from person where erased_at is null and id not in ${gone}
    union select lower(email) from staff
    union select lower(email) from contact where organization_id <> ${of}
    union select lower(email) from confirmed_address where organization_id <> ${of}
    union select lower(email) from invitation where organization_id <> ${of}
    union select lower(email) from terms_link where organization_id <> ${of}
    union select lower(notify_email) from "grant" where notify_email is not null
    union select unnest(${theirs}::text[])
  )`
  const addresses = sql`((
    select lower(email) from person where id in ${gone}
    union select lower(email) from contact where organization_id = ${of}
    union select lower(email) from confirmed_address where organization_id = ${of}
    union select lower(email) from invitation where organization_id = ${of}
    union select lower(email) from terms_link where organization_id = ${of}
    union select lower(link_email) from acceptance where organization_id = ${of} and link_email is not null
  ) except ${elsewhere})`
  const list = sql.param([...keys])
  for (const statement of [
    sql`update mail set to_address = 'erased@erased.invalid', props = '{}'
        where submission_id in ${submissions} or submission_id is null and (
          lower(to_address) in ${addresses}
          or lower(to_address) <> all(${theirs}::text[])
            and id in (select mail_id from episode_event where episode_id in ${cases}))`,
    sql`update inbound_mail set from_address = 'erased@erased.invalid', to_address = '', subject = '', text = ''
        where submission_id in ${submissions}
          or episode_id in ${cases}
          or submission_id is null and episode_id is null and lower(from_address) in ${addresses}`,
    sql`delete from sign_in_code where lower(email) in (select lower(email) from person where id in ${gone})`,
    sql`delete from session where person_id in ${gone}`,
    sql`update acceptance set name = null, link_email = null where organization_id = ${of}`,
    sql`update document set people = null, signer_name = null where submission_id in ${submissions}`,
    sql`delete from answer where submission_id in ${submissions} and question_id = any(${list})`,
    sql`delete from confirmed_address where organization_id = ${of}`,
    sql`update invitation set email = 'erased@erased.invalid' where organization_id = ${of}`,
    sql`update terms_link set email = 'erased@erased.invalid' where organization_id = ${of}`,
    sql`delete from contact where organization_id = ${of}`,
    sql`update person set name = '', zone = null, erased_at = ${now}, email = 'erased-' || id || '@erased.invalid'
        where id in ${gone}`,
    sql`delete from webhook_secret where webhook_id in (select id from webhook where organization_id = ${of})`,
    sql`update webhook set disabled_at = ${now}, disabled_reason = 'deleted', url = 'https://erased.invalid/'
        where organization_id = ${of}`,
    // Names of apps are free again: whoever starts at step 1 may want them.
    sql`update app set deleted_at = ${now} where organization_id = ${of} and deleted_at is null`,
    sql`update organization set erased_at = ${now} where id = ${of}`,
  ]) {
    await tx.execute(statement)
  }
}
