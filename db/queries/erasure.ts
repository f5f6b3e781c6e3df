/** Erasing names, addresses and words of people of an organization that is gone; what they did stays. */
import { type SQL, sql } from 'drizzle-orm'
import type { Tx } from '../transaction.ts'

type Of = {
  organizationId: string
  at: Date
  /** The payer's own addresses. */
  payer: readonly string[]
}

/**
 * Takes the names, addresses and words of people out of everything an organization left behind. Documents, acceptances and
 * audit stay: their digests never covered names. Decisions with their reasons and notes of staff stay: they are the payer's
 * own. People who belong to another organization keep their account, and whatever was written to an address that anybody
 * else is known by is not this organization's to erase: it only named it.
 */
export async function eraseNames(tx: Tx, { organizationId, at, payer }: Of): Promise<void> {
  const of = sql`${organizationId}::uuid`
  const now = sql`${at.toISOString()}::timestamptz`
  const theirs = sql`${sql.param(payer.map((address) => address.toLowerCase()))}::text[]`
  const gone = goneFrom(of)
  const addresses = addressesOf(of, gone, theirs)
  for (const statement of [
    ...mailOf(of, addresses, theirs),
    ...namedIn(of, gone),
    ...wordsOf(of, addresses),
    sql`delete from sign_in_code where lower(email) in (select lower(email) from person where id in ${gone})`,
    sql`delete from session where person_id in ${gone}`,
    sql`update acceptance set name = null, link_email = null where organization_id = ${of}`,
    sql`update document set people = null, signer_name = null where submission_id in ${submissionsOf(of)}`,
    sql`delete from answer where submission_id in ${submissionsOf(of)}`,
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

const submissionsOf = (of: SQL) => sql`(select id from submission where organization_id = ${of})`
const casesOf = (of: SQL) => sql`(select id from episode where organization_id = ${of})`

/** People who belonged to it and belong nowhere now. */
const goneFrom = (of: SQL) => sql`(
  select m.person_id from membership m where m.organization_id = ${of} and not exists (
    select from membership o where o.person_id = m.person_id and o.organization_id <> ${of} and o.ended_at is null
  ) and not exists (
    select from membership o where o.person_id = m.person_id and o.organization_id = ${of} and o.ended_at is null
  )
)`

/** Addresses that nobody but this organization is known by. */
const addressesOf = (of: SQL, gone: SQL, theirs: SQL) => sql`((
  select lower(email) from person where id in ${gone}
  union select lower(email) from contact where organization_id = ${of}
  union select lower(email) from confirmed_address where organization_id = ${of}
  union select lower(email) from invitation where organization_id = ${of}
  union select lower(email) from terms_link where organization_id = ${of}
  union select lower(link_email) from acceptance where organization_id = ${of} and link_email is not null
) except (
  select lower(email) from person where erased_at is null and id not in ${gone}
  union select lower(email) from staff
  union select lower(email) from contact where organization_id <> ${of}
  union select lower(email) from confirmed_address where organization_id <> ${of}
  union select lower(email) from invitation where organization_id <> ${of}
  union select lower(email) from terms_link where organization_id <> ${of}
  union select lower(notify_email) from "grant" where notify_email is not null
  union select unnest(${theirs})
))`

/** Mail to and from its people; a mail server's answer names the address, too. */
const mailOf = (of: SQL, addresses: SQL, theirs: SQL) => [
  sql`with erased as (
        update mail set to_address = 'erased@erased.invalid', props = '{}'
        where submission_id in ${submissionsOf(of)} or submission_id is null and (
          lower(to_address) in ${addresses}
          or lower(to_address) <> all(${theirs})
            and id in (select mail_id from episode_event where episode_id in ${casesOf(of)}))
        returning id
      ) update mail_attempt set detail = '' where detail <> '' and mail_id in (select id from erased)`,
  sql`update inbound_mail set from_address = 'erased@erased.invalid', to_address = '', subject = '', text = ''
      where submission_id in ${submissionsOf(of)}
        or episode_id in ${casesOf(of)}
        or submission_id is null and episode_id is null and lower(from_address) in ${addresses}`,
]

/** Mail to somebody who stays, in which one of its people is named. */
const namedIn = (of: SQL, gone: SQL) =>
  (
    [
      ['invitation', 'inviter'],
      ['terms_link', 'from'],
      ['app_deleted', 'by'],
    ] as const
  ).map(
    ([kind, name]) =>
      sql`update mail set props = props || jsonb_build_object(${name}::text, 'somebody')
          where kind = ${kind} and props ->> 'organization' = (select legal_name from organization where id = ${of})
            and props ->> ${name}::text in (select unnest(array[name, email]) from person where id in ${gone})`,
  )

/** Which organization had the app of a client at an instant: the one before the first hand-over since, else today's. */
const ownerAt = (clientId: SQL, at: SQL) => sql`coalesce((
  select (c.before ->> 'organizationId')::uuid from client_change c
  join client_change_event e on e.change_id = c.id and e.kind = 'approved'
  where c.kind = 'owner' and c.client_id = ${clientId} and e.at > ${at} order by e.seq limit 1
), (select a.organization_id from client k join app a on a.id = k.app_id where k.id = ${clientId}))`

/** What its people wrote, and letters to them. */
const wordsOf = (of: SQL, addresses: SQL) => [
  sql`update review_event set public_text = '' where submission_id in ${submissionsOf(of)} and public_text <> ''
      and (actor_kind = 'developer' or kind in ('message', 'changes_requested'))`,
  sql`update episode_event set public_text = '', data = '{}' where kind = 'answer' and episode_id in ${casesOf(of)}`,
  sql`update episode_event set internal_text = ''
      where actor_kind = 'developer' and internal_text <> '' and episode_id in ${casesOf(of)}`,
  sql`update incident_report set description = '', members_affected = '' where organization_id = ${of}`,
  sql`update client_change set reason = '', offered_to = null
      where (reason <> '' or offered_to is not null) and ${ownerAt(sql`client_change.client_id`, sql`requested_at`)} = ${of}`,
  sql`update client_change set offered_to = null where offered_to in ${addresses}`,
  sql`update client_secret set label = '' where ${ownerAt(sql`client_secret.client_id`, sql`created_at`)} = ${of}`,
]
