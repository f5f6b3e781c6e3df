/**
 * A developer signs in with a work e-mail and a 6-digit code typed in. Nothing here looks a person up before the code was
 * right, so that known and unknown addresses get the same answer after the same work.
 */
import { findMail, listMailAttempts } from '../../db/queries/mail.ts'
import { findPersonByEmail, insertPerson, type PersonRow, updatePersonZone } from '../../db/queries/person.ts'
import { insertSession } from '../../db/queries/session.ts'
import {
  countSignInCodeTry,
  insertSignInCode,
  lockNewestSignInCode,
  markSignInCodeConsumed,
  supersedeSignInCodes,
} from '../../db/queries/sign-in-code.ts'
import type { Tx } from '../../db/transaction.ts'
import { isZone } from '../domain/calendar.ts'
import { mailboxKey, parseEmailAddress } from '../domain/email-address.ts'
import { type MailState, mailState } from '../domain/mail.ts'
import { Refusal } from '../domain/refusal.ts'
import {
  CODE_LIFETIME,
  CODE_LIMITS,
  CODE_SENTENCE,
  codeVerdict,
  type Limit,
  sessionEnd,
  typedCode,
} from '../domain/sign-in.ts'
import type { Context } from './context.ts'
import { tooManyRequests, withinLimit } from './rate-limit.ts'
import { recordAudit, recordMail } from './record.ts'

const MINUTE = 60_000

export type CodeRequested = {
  /** The address as it was understood. */
  email: string
  /** How long the code works. */
  minutes: number
  /** Tells the browser that asked what became of the mail. */
  mailId: string
}

/**
 * Mails a fresh code; earlier ones of that address stop working.
 * Refuses `email_invalid` (field) and `too_many_requests`, whether or not anybody with that address is known.
 */
export async function requestSignInCode(ctx: Context, input: { email: string }): Promise<CodeRequested> {
  const email = parseEmailAddress(input.email)
  const key = mailboxKey(email)
  const address = addressKey(ctx, key)
  // Counted in a transaction of its own: a refused request counts as well.
  const over = await overLimit(ctx, [
    [`code:ip:${ctx.origin.ip}`, CODE_LIMITS.ip],
    [`code:address:${address}`, CODE_LIMITS.address],
  ])
  if (over) throw tooManyRequests(ctx, over)
  const minutes = CODE_LIFETIME / MINUTE
  const mailId = await ctx.transaction(async (tx) => {
    const id = ctx.randomId()
    const code = ctx.randomCode()
    await supersedeSignInCodes(tx, key, ctx.now)
    await insertSignInCode(tx, {
      id,
      email: key,
      codeDigest: codeDigest(ctx, id, code),
      createdAt: ctx.now,
      expiresAt: new Date(ctx.now.getTime() + CODE_LIFETIME),
      tries: 0,
      consumedAt: null,
    })
    const sent = await recordMail(tx, ctx, { kind: 'sign_in_code', to: email, props: { code, minutes } })
    await recordAudit(tx, ctx, { act: 'sign_in.code_sent', noun: 'sign_in_code', nounId: id, data: { address } })
    return sent
  })
  return { email, minutes, mailId }
}

/**
 * What became of the mail with a code, for the browser that asked for it, which alone knows its id. Says nothing of who is
 * known: every address gets its mail. @returns null for any other mail
 */
export async function codeMailState(ctx: Context, input: { mailId: string }): Promise<MailState | null> {
  const row = await findMail(ctx.reader, input.mailId)
  if (row?.kind !== 'sign_in_code') return null
  return mailState(await listMailAttempts(ctx.reader, [row.id]))
}

/** Audit and counters name an address by this: equal addresses are equal, and nobody reads the address from it. */
const addressKey = (ctx: Context, mailbox: string): string => ctx.keyedDigest(`address:${mailbox}`)

/** The digest holds the code's id, so that equal codes do not look equal. */
const codeDigest = (ctx: Context, id: string, code: string): string => ctx.keyedDigest(`code:${id}:${code}`)

/** Counts one try against each limit. @returns the first limit that is over, or null */
function overLimit(ctx: Context, tries: [key: string, limit: Limit][]): Promise<Limit | null> {
  return ctx.transaction(async (tx) => {
    let over: Limit | null = null
    for (const [key, limit] of tries) if (!(await withinLimit(tx, ctx, key, limit))) over ??= limit
    return over
  })
}

export type SignInResult = {
  /** The session's token, for the browser alone; only its digest is kept. */
  token: string
  expiresAt: Date
  personId: string
  /** Whether the account was made now. */
  first: boolean
}

/**
 * Signs in with the newest code of an address; the first time makes the account. Two browsers with one code get one
 * session. Typing the code proves the address.
 * @param zone the time zone the browser is in, kept when the person has not chosen one
 * Refuses `code_wrong` (field) for every code that does not work, whatever the reason, and `too_many_requests`.
 */
export async function verifySignInCode(
  ctx: Context,
  input: { email: string; code: string; zone?: string },
): Promise<SignInResult> {
  const email = mailboxKey(parseEmailAddress(input.email))
  const code = typedCode(input.code)
  if (code === null) throw new Refusal('code_wrong', 'Enter the 6 digits from the mail.', { field: 'code' })
  const over = await overLimit(ctx, [[`verify:ip:${ctx.origin.ip}`, CODE_LIMITS.verify]])
  if (over) throw tooManyRequests(ctx, over)
  // A wrong try has to be kept, so the transaction ends well and the refusal comes after it.
  const result = await ctx.transaction(async (tx) => {
    if (!(await useCode(tx, ctx, email, code))) return null
    const { person, first } = await personOf(tx, ctx, email, input.zone)
    const session = await beginSession(tx, ctx, person.id)
    const actor = { kind: 'developer' as const, personId: person.id, email, name: person.name }
    const data = { address: addressKey(ctx, email) }
    const act = first ? 'person.created' : 'person.signed_in'
    await recordAudit(tx, { ...ctx, actor }, { act, noun: 'person', nounId: person.id, data })
    return { ...session, personId: person.id, first }
  })
  if (!result) throw new Refusal('code_wrong', CODE_SENTENCE, { field: 'code' })
  return result
}

/** Uses the code up when it is right, counts a try when it is not. */
async function useCode(tx: Tx, ctx: Context, email: string, code: string): Promise<boolean> {
  const row = await lockNewestSignInCode(tx, email)
  if (!row) return false
  const verdict = codeVerdict(row, codeDigest(ctx, row.id, code), ctx.now)
  if (verdict === 'wrong') {
    await countSignInCodeTry(tx, row.id)
    await recordAudit(tx, ctx, { act: 'sign_in.code_wrong', noun: 'sign_in_code', nounId: row.id })
  }
  return verdict === 'right' && (await markSignInCodeConsumed(tx, row.id, ctx.now))
}

async function personOf(
  tx: Tx,
  ctx: Context,
  email: string,
  zone = '',
): Promise<{ person: PersonRow; first: boolean }> {
  const told = isZone(zone) ? zone : null
  const person = { id: ctx.randomId(), email, name: '', zone: told, createdAt: ctx.now, erasedAt: null }
  if (await insertPerson(tx, person)) return { person, first: true }
  const known = await findPersonByEmail(tx, email)
  // The address stands on an erased account only when the erasure could not change it; nobody gets into that one.
  if (!known) throw new Refusal('code_wrong', CODE_SENTENCE, { field: 'code' })
  if (told && !known.zone) await updatePersonZone(tx, known.id, told)
  return { person: known, first: false }
}

/** A fresh session with a fresh token; the ones of other browsers stay. */
async function beginSession(tx: Tx, ctx: Context, personId: string): Promise<{ token: string; expiresAt: Date }> {
  const token = ctx.randomSecret()
  const expiresAt = sessionEnd(ctx.now, 'developer')
  await insertSession(tx, {
    tokenDigest: ctx.digest(token),
    personId,
    staffId: null,
    createdAt: ctx.now,
    lastSeenAt: ctx.now,
    expiresAt,
    revokedAt: null,
    origin: ctx.origin.userAgent,
  })
  return { token, expiresAt }
}
