/**
 * From the outbox to the mail server: an attempt is written down before it is made and its end after, so that whatever
 * dies in between leaves a trace. Called by the mail job; a bounce may also be told by staff.
 */
import {
  appendMailAttempt,
  findMail,
  forgetMailProps,
  listMailAttempts,
  lockMail,
  type MailAttemptRow,
  type MailRow,
} from '../../db/queries/mail.ts'
import { findSubmissionOwner, lockSubmission } from '../../db/queries/submission.ts'
import type { Tx } from '../../db/transaction.ts'
import { catalogue, isMailKind } from '../../emails/catalogue.ts'
import { isSettled, type MailOutcome, mailState } from '../domain/mail.ts'
import { notFound } from '../domain/refusal.ts'
import type { Context } from './context.ts'
import { recordAudit } from './record.ts'
import { replyAddress } from './reply-address.ts'
import { refreshClock } from './review-clock.ts'

export type MailToSend = {
  mailId: string
  kind: string
  to: string
  lang: 'en' | 'es'
  props: Record<string, unknown>
  /** Message-IDs (without angle brackets) of the thread so far, root first. */
  references: string[]
  /** Where an answer to this mail comes in, signed; null for the payer's own address. */
  replyTo: string | null
}

function mustBeSystem(ctx: Context): void {
  if (ctx.actor.kind !== 'system') throw notFound('mail')
}

/**
 * Writes down that a mail is about to be sent. @returns what to send; null when there is nothing to do any more, because
 * a server accepted it, it failed for good, or it never was. Refuses everybody but jobs.
 */
export function beginAttempt(ctx: Context, input: { mailId: string }): Promise<MailToSend | null> {
  return ctx.transaction(async (tx) => {
    mustBeSystem(ctx)
    const row = await lockMail(tx, input.mailId)
    if (!row || isSettled(await listMailAttempts(tx, [row.id]))) return null
    await append(tx, ctx, row.id, 'started', '')
    const { id: mailId, kind, toAddress: to, lang, props, references } = row
    const replyTo = isMailKind(kind) && catalogue[kind].answerable ? replyAddress(ctx, mailId) : null
    return { mailId, kind, to, lang, props, references, replyTo }
  })
}

export type OutcomeInput = {
  mailId: string
  outcome: 'accepted' | 'deferred' | 'refused' | 'skipped'
  /** What the server said or why it was not asked; one line, no secret. */
  detail: string
}

/**
 * Writes down how an attempt ended; the clock of a submission stops when this is a person's message and was accepted.
 * A mail that has come to its end stays there: a late outcome of a doubled attempt changes nothing.
 * Refuses everybody but jobs, and `not_found`.
 */
export function recordOutcome(ctx: Context, input: OutcomeInput): Promise<void> {
  return ctx.transaction(async (tx) => {
    mustBeSystem(ctx)
    const { row, attempts } = await locked(tx, input.mailId)
    if (isSettled(attempts)) return
    // Forty deferrals of one mail are one fact for the audit: it is late.
    const told = attempts.some(({ outcome }) => outcome === input.outcome)
    await append(tx, ctx, row.id, input.outcome, input.detail)
    if (input.outcome !== 'deferred') await forgetSecrets(tx, row)
    if (row.submissionId) await refreshClock(tx, ctx, row.submissionId)
    if (!told) await audit(tx, ctx, row, input.outcome)
  })
}

/**
 * Writes down that an accepted mail came back; a clock that it had stopped runs again. Telling it twice is harmless.
 * Refuses `not_found`. @returns what became of it; only `bounced` changed anything
 */
export async function bounceStep(
  tx: Tx,
  ctx: Context,
  input: { mailId: string; detail: string },
): Promise<'bounced' | 'known' | 'not_sent'> {
  const { row, attempts } = await locked(tx, input.mailId)
  const state = mailState(attempts)
  if (state !== 'accepted') return state === 'bounced' ? 'known' : 'not_sent'
  await append(tx, ctx, row.id, 'bounced', input.detail)
  if (row.submissionId) await refreshClock(tx, ctx, row.submissionId)
  await audit(tx, ctx, row, 'bounced')
  return 'bounced'
}

/** The mail with its history, locked after the submission it belongs to. */
async function locked(tx: Tx, mailId: string): Promise<{ row: MailRow; attempts: MailAttemptRow[] }> {
  const found = await findMail(tx, mailId)
  if (found?.submissionId) await lockSubmission(tx, found.submissionId)
  const row = found && (await lockMail(tx, mailId))
  if (!row) throw notFound('mail')
  return { row, attempts: await listMailAttempts(tx, [mailId]) }
}

const LONGEST_DETAIL = 300

async function append(tx: Tx, ctx: Context, mailId: string, outcome: MailOutcome, detail: string): Promise<void> {
  const line = detail
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_DETAIL)
  await appendMailAttempt(tx, { id: ctx.randomId(), mailId, at: ctx.now, outcome, detail: line })
}

async function forgetSecrets(tx: Tx, row: MailRow): Promise<void> {
  const names = isMailKind(row.kind) ? catalogue[row.kind].secrets : []
  if (names.length > 0) await forgetMailProps(tx, row.id, names)
}

async function audit(tx: Tx, ctx: Context, row: MailRow, outcome: MailOutcome): Promise<void> {
  const owner = row.submissionId ? await findSubmissionOwner(tx, row.submissionId) : undefined
  const forMember = isMailKind(row.kind) && catalogue[row.kind].sender === 'members'
  await recordAudit(
    tx,
    ctx,
    {
      act: `mail.${outcome}`,
      noun: 'mail',
      nounId: row.id,
      organizationId: owner?.organization.id ?? null,
      data: { kind: row.kind, ...(row.submissionId ? { submissionId: row.submissionId } : {}) },
    },
    forMember ? 'member' : 'portal',
  )
}
