/**
 * What holds in the database at every moment that nobody is working: questions in SQL whose answers are the rows that are
 * wrong. `torn`: a part of a change without the rest. `doubled`: a second effect. `stuck`: a mail that never went.
 */
import type { ISql } from 'postgres'

export type Rule = 'lost' | 'doubled' | 'torn' | 'ghost' | 'stuck' | 'chain'
export type Fault = { rule: Rule; what: string }

type Invariant = { rule: Rule; about: string; sql: string }

/** Kinds of events and the acts by which the audit tells them. */
const ACTS = `(values ('submitted', 'submission.submitted'), ('resubmitted', 'submission.resubmitted'),
  ('message', 'submission.messaged'), ('reply', 'submission.replied'), ('approved', 'submission.approved'),
  ('denied', 'submission.denied'), ('withdrawn', 'submission.withdrawn'), ('closed', 'submission.closed'),
  ('changes_requested', 'submission.changes_requested')) as acts (kind, act)`

/** One row a mail that a change promised: to whom, of which kind, about which submission. */
const PROMISED = `
  select e.submission_id, 'submission_received' as kind, p.email as to_address
    from review_event e join person p on p.id = e.actor_id where e.kind = 'submitted'
  union
  select d.submission_id, 'submission_received', d.people -> 'contact.primary' ->> 'email' from document d where d.round = 1
  union
  select e.submission_id, 'submission_' || e.kind, d.people -> 'contact.primary' ->> 'email'
    from review_event e join document d on d.submission_id = e.submission_id and d.round = 1
    where e.kind in ('approved', 'denied')`

const INVARIANTS: readonly Invariant[] = [
  {
    rule: 'torn',
    about: 'events of a submission have one audit row each, and the reverse',
    sql: `with events as (select submission_id::text as id, act, count(*) as n
            from review_event join ${ACTS} using (kind) group by 1, 2),
          told as (select noun_id as id, act, count(*) as n from audit
            where noun = 'submission' and act in (select act from ${ACTS}) group by 1, 2)
          select id || ' ' || act || ': ' || coalesce(e.n, 0) || ' events, ' || coalesce(t.n, 0) || ' audit rows' as what
          from events e full join told t using (id, act) where e.n is distinct from t.n`,
  },
  {
    rule: 'torn',
    about: 'a submission counts as sent when it has its event, and has a document for each time it was sent',
    sql: `select s.id || ': sent ' || (s.submitted_at is not null) || ', ' || events.n || ' events, '
            || documents.n || ' documents, turn ' || coalesce(s.open_turn, 'none') as what
          from submission s
          cross join lateral (select count(*) as n, count(*) filter (where kind = 'submitted') as firsts
            from review_event e where e.submission_id = s.id and kind in ('submitted', 'resubmitted')) events
          cross join lateral (select count(*) as n from document d where d.submission_id = s.id) documents
          where events.firsts <> (s.submitted_at is not null)::int or events.n <> documents.n
            or (s.open_turn is null and s.submitted_at is not null)`,
  },
  {
    rule: 'torn',
    about: 'a document has the digest that event and audit tell of, and it is the right one',
    sql: `select d.id || ' of ' || d.submission_id as what from document d
          where d.digest <> encode(sha256(convert_to(d.content, 'UTF8')), 'hex')
            or not exists (select 1 from audit a where a.noun_id = d.submission_id::text
              and a.data ->> 'documentId' = d.id::text and a.data ->> 'digest' = d.digest)
            or not exists (select 1 from review_event e where e.submission_id = d.submission_id
              and e.data ->> 'digest' = d.digest and (e.data ->> 'round')::int = d.round)`,
  },
  {
    rule: 'torn',
    about: 'a submission and its decision have exactly the mails they promise, one a recipient',
    sql: `with promised as (${PROMISED}), kept as (select submission_id, kind, to_address, count(*) as n from mail
            where kind in ('submission_received', 'submission_approved', 'submission_denied') group by 1, 2, 3)
          select coalesce(p.submission_id, k.submission_id) || ' ' || kind || ' to ' || to_address || ': '
            || coalesce(k.n, 0) || ' mails' as what
          from promised p full join kept k using (kind, to_address)
          where k.n is distinct from 1 or p.submission_id is distinct from k.submission_id`,
  },
  {
    rule: 'torn',
    about: 'a message and a decision name their mail, and no such mail stands alone',
    sql: `select coalesce(e.id::text, m.id::text) || ': event ' || coalesce(e.kind, 'none') || ', mail '
            || coalesce(m.kind, 'none') as what
          from (select * from review_event where kind in ('message', 'approved', 'denied')) e
          full join (select * from mail where kind in ('review_message', 'submission_approved', 'submission_denied')) m
            on m.id = e.mail_id and m.submission_id = e.submission_id
          where e.id is null or m.id is null`,
  },
  {
    rule: 'doubled',
    about: 'a submission is decided once',
    sql: `select submission_id || ': ' || string_agg(kind, ', ') as what from review_event
          where kind in ('approved', 'denied', 'closed', 'withdrawn') group by submission_id having count(*) > 1`,
  },
  {
    rule: 'torn',
    about: 'an approval has one attestation in both languages and one client, and nothing else has any',
    sql: `select coalesce(e.submission_id, t.submission_id)::text || ': ' || (e.id is not null) || ' approval, '
            || (t.id is not null) || ' attestation' as what
          from (select * from review_event where kind = 'approved') e
          full join attestation t on t.submission_id = e.submission_id
          left join submission s on s.id = e.submission_id
          where e.id is null or t.id is null
            or t.digest <> encode(sha256(convert_to(t.content, 'UTF8')), 'hex')
            or t.document_id::text is distinct from e.data ->> 'documentId'
            or t.id::text is distinct from e.data ->> 'attestationId'
            or (select count(*) from label_rendering l where l.attestation_id = t.id) <> 2
            or (select count(*) from client c join client_event ce on ce.client_id = c.id and ce.kind = 'created'
              where c.app_id = s.app_id and c.environment = 'production' and c.id = e.data ->> 'clientId') <> 1`,
  },
  {
    rule: 'ghost',
    about: 'a production client comes from an approval',
    sql: `select c.id as what from client c where c.environment = 'production'
          and not exists (select 1 from review_event e where e.kind = 'approved' and e.data ->> 'clientId' = c.id)`,
  },
  {
    rule: 'torn',
    about: 'an acceptance of the terms has its audit row, and the reverse',
    sql: `select coalesce(c.id::text, a.noun_id) as what from acceptance c
          full join (select * from audit where act = 'terms.accepted') a on a.noun_id = c.id::text
          where c.id is null or a.seq is null`,
  },
  {
    rule: 'stuck',
    about: 'a mail was accepted once, and the audit says so once',
    sql: `select m.id || ' ' || m.kind || ': ' || attempts.accepted || ' times accepted, ' || attempts.bad
            || ' times given up, ' || coalesce((select 'job of attempt ' || j.attempts || ', due ' || j.run_at
              || ', held since ' || coalesce(j.locked_at::text, 'never') || ' by ' || coalesce(j.locked_by, 'nobody')
              from graphile_worker.jobs j where j.key = 'mail:' || m.id), 'no job') as what
          from mail m cross join lateral (select count(*) filter (where outcome = 'accepted') as accepted,
            count(*) filter (where outcome in ('refused', 'skipped', 'bounced')) as bad
            from mail_attempt t where t.mail_id = m.id) attempts
          where attempts.accepted <> 1 or attempts.bad <> 0 or 1 <> (select count(*) from audit a
            where a.act = 'mail.accepted' and a.noun = 'mail' and a.noun_id = m.id::text)`,
  },
  {
    rule: 'lost',
    about: 'nobody is signed out by a crash',
    sql: `select left(token_digest, 12) as what from session where revoked_at is not null`,
  },
]

/** @returns every row that breaks a rule; the database is not changed */
export async function brokenInvariants(sql: ISql): Promise<Fault[]> {
  const faults: Fault[] = []
  for (const { rule, about, sql: question } of INVARIANTS) {
    const rows = await sql.unsafe<{ what: string }[]>(question)
    faults.push(...rows.map(({ what }) => ({ rule, what: `${about}: ${what}` })))
  }
  return faults
}
