/**
 * Payer staff sign in at the payer's identity provider; what it said about them, already verified, becomes a session
 * here. The role is read anew each time, denied by default, and losing the group ends every session.
 */
import { insertSession, revokeSessionsOfStaff } from '../../db/queries/session.ts'
import { findStaffBySubject, type StaffRow, upsertStaff } from '../../db/queries/staff.ts'
import type { Tx } from '../../db/transaction.ts'
import { mailboxKey, parseEmailAddress } from '../domain/email-address.ts'
import { Refusal } from '../domain/refusal.ts'
import { sessionEnd } from '../domain/sign-in.ts'
import { type StaffRoleName, staffRoleOf } from '../domain/staff-role.ts'
import type { Context, Staff } from './context.ts'
import { recordAudit } from './record.ts'

/** What a verified ID token says. Issuer and subject together name a person for ever; address and name may change. */
export type StaffClaims = { issuer: string; subject: string; email: string; name: string; groups: readonly string[] }

export type StaffSignInResult = { token: string; expiresAt: Date; staffId: string; role: StaffRoleName }

type Outcome = StaffSignInResult | { refused: 'staff_no_role' | 'staff_disabled' }

const SENTENCES = {
  staff_no_role: 'You are signed in, but in no group that may use this portal. Ask the AppSec lead to add you to one.',
  staff_disabled: 'Your access to this portal was switched off. Ask the AppSec lead.',
}

/**
 * @param groups which group of the identity provider gives which role
 * Refuses `staff_no_role` and `staff_disabled` (both end what sessions there were) and `email_invalid`: an address
 * is needed, because nobody decides on an organization of their own mail domain.
 */
export async function signInStaff(
  ctx: Context,
  claims: StaffClaims,
  groups: Record<StaffRoleName, string>,
): Promise<StaffSignInResult> {
  const email = mailboxKey(parseEmailAddress(claims.email))
  const role = staffRoleOf(claims.groups, groups)
  // A refusal ends sessions, and that has to be kept: the transaction ends well and the refusal comes after it.
  const outcome = await ctx.transaction((tx): Promise<Outcome> => {
    return role === null ? shutOut(tx, ctx, claims) : letIn(tx, ctx, { ...claims, email }, role)
  })
  if ('refused' in outcome) throw new Refusal(outcome.refused, SENTENCES[outcome.refused])
  return outcome
}

async function shutOut(tx: Tx, ctx: Context, { issuer, subject }: StaffClaims): Promise<Outcome> {
  const known = await findStaffBySubject(tx, issuer, subject)
  const ended = known ? await revokeSessionsOfStaff(tx, known.id, ctx.now) : 0
  // Somebody who was never let in leaves no row and no name, only that it was tried.
  const nounId = known?.id ?? ctx.keyedDigest(`staff:${issuer}:${subject}`).slice(0, 24)
  const data = { reason: 'no_role', ended }
  await recordAudit(tx, ctx, { act: 'staff.refused', noun: 'staff', nounId, data })
  return { refused: 'staff_no_role' }
}

async function letIn(tx: Tx, ctx: Context, claims: StaffClaims, role: StaffRoleName): Promise<Outcome> {
  const { issuer, subject, email, name } = claims
  const row = { id: ctx.randomId(), issuer, subject, email, name, role, lastSignInAt: ctx.now, disabledAt: null }
  const before = await findStaffBySubject(tx, issuer, subject)
  const staff = before?.disabledAt ? before : await upsertStaff(tx, row)
  if (staff.disabledAt) {
    const ended = await revokeSessionsOfStaff(tx, staff.id, ctx.now)
    const data = { reason: 'disabled', ended }
    await recordAudit(tx, ctx, { act: 'staff.refused', noun: 'staff', nounId: staff.id, data })
    return { refused: 'staff_disabled' }
  }
  const session = await beginSession(tx, ctx, staff)
  const actor: Staff = { kind: role, staffId: staff.id, email, name }
  const data = { role, ...(before && before.role !== role ? { before: before.role } : {}) }
  await recordAudit(tx, { ...ctx, actor }, { act: 'staff.signed_in', noun: 'staff', nounId: staff.id, data })
  return { ...session, staffId: staff.id, role }
}

async function beginSession(tx: Tx, ctx: Context, staff: StaffRow): Promise<{ token: string; expiresAt: Date }> {
  const token = ctx.randomSecret()
  const expiresAt = sessionEnd(ctx.now, 'staff')
  await insertSession(tx, {
    tokenDigest: ctx.digest(token),
    personId: null,
    staffId: staff.id,
    createdAt: ctx.now,
    lastSeenAt: ctx.now,
    expiresAt,
    revokedAt: null,
    origin: ctx.origin.userAgent,
  })
  return { token, expiresAt }
}
