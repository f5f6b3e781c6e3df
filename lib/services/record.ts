/** The two rows that stand beside every change, written in its transaction: the audit row and the mail. */
import { appendAudit, type Chain, lockAuditHead } from '../../db/queries/audit.ts'
import { insertMail } from '../../db/queries/mail.ts'
import type { Tx } from '../../db/transaction.ts'
import { type MailKind, mailFaults } from '../../emails/catalogue.ts'
import { auditPayload } from '../domain/audit.ts'
import type { Actor, Context } from './context.ts'

export type AuditEntry = {
  act: string
  noun: string
  nounId: string
  organizationId?: string | null
  /** Small facts, no names of people, no secrets, no health data. */
  data?: Record<string, unknown>
}

/** The stable id that audit rows carry for an actor. */
function actorId(actor: Actor): string {
  switch (actor.kind) {
    case 'anonymous':
      return 'anonymous'
    case 'developer':
      return actor.personId
    case 'member':
      return actor.subject
    case 'system':
      return actor.job
    default:
      return actor.staffId
  }
}

/** Appends to a hash chain. Call it last in a transaction: it holds the head's lock until commit. */
export async function recordAudit(tx: Tx, ctx: Context, entry: AuditEntry, chain: Chain = 'portal'): Promise<void> {
  const head = await lockAuditHead(tx, chain)
  const row = {
    chain,
    seq: head.seq + 1,
    at: ctx.now,
    actorKind: ctx.actor.kind,
    actorId: actorId(ctx.actor),
    act: entry.act,
    noun: entry.noun,
    nounId: entry.nounId,
    organizationId: entry.organizationId ?? null,
    data: entry.data ?? {},
    previousDigest: head.digest,
  }
  await appendAudit(tx, { ...row, digest: ctx.digest(auditPayload(row)) })
}

export type MailEntry = {
  kind: MailKind
  to: string
  lang?: 'en' | 'es'
  props: Record<string, unknown>
  submissionId?: string
  /** Message-IDs (without angle brackets) of the thread so far, root first. */
  references?: string[]
}

/**
 * Puts a mail into the outbox in the same transaction. Throws when its values do not fit emails/catalogue: a mail that
 * nobody can write must not be promised. @returns the mail's id; its Message-ID is `<id@settings.mailHost>`
 */
export async function recordMail(tx: Tx, ctx: Context, entry: MailEntry): Promise<string> {
  const faults = mailFaults(entry.kind, entry.props)
  if (faults.length > 0) throw new Error(`The mail cannot be written: ${faults.join(', ')}`)
  const mailId = ctx.randomId()
  const references = entry.references ?? []
  await insertMail(tx, {
    id: mailId,
    kind: entry.kind,
    toAddress: entry.to,
    lang: entry.lang ?? 'en',
    props: entry.props,
    threadRoot: references[0] ?? null,
    references,
    submissionId: entry.submissionId ?? null,
    createdAt: ctx.now,
  })
  return mailId
}
