/** Who may do what with a submission, on the developer's side: asked first by every act. */
import { findRoleForSubmission, lockSubmission } from '../../db/queries/submission.ts'
import type { Reader, Tx } from '../../db/transaction.ts'
import { mustBeAllowed, type OrganizationAct, type Role } from '../domain/organization.ts'
import { notFound, Refusal } from '../domain/refusal.ts'
import type { Context, Developer } from './context.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Whether a text from an address can be a key at all; the database refuses others with an error. */
export const isKey = (text: string): boolean => UUID.test(text)

const APP_MOVED = 'The app belongs to another organization now. You can still read what you sent.'

export type SubmissionAccess = {
  actor: Developer
  role: Role
  organizationId: string
  /** Whether the app has gone to another organization since. */
  moved: boolean
}

/**
 * The developer's place in the organization of a submission.
 * @param act what the person wants to do
 * Refuses `not_found` for anybody else, `role_too_low` for somebody of the organization whose role does not cover it, and
 * `app_moved` for acts of the organization that gave the app away: it reads what it sent, and does nothing more.
 */
export async function submissionAccess(
  reader: Reader,
  ctx: Context,
  submissionId: string,
  act: OrganizationAct,
): Promise<SubmissionAccess> {
  const { actor } = ctx
  if (actor.kind !== 'developer' || !isKey(submissionId)) throw notFound('submission')
  const found = await findRoleForSubmission(reader, submissionId, actor.personId)
  if (!found) throw notFound('submission')
  mustBeAllowed(found.role, act)
  if (found.moved && act !== 'read') throw new Refusal('app_moved', APP_MOVED)
  return { actor, ...found }
}

/** The same with the submission locked until the transaction ends; the role is the one that holds under the lock. */
export async function lockedSubmissionAccess(
  tx: Tx,
  ctx: Context,
  submissionId: string,
  act: OrganizationAct,
): Promise<SubmissionAccess> {
  await submissionAccess(tx, ctx, submissionId, 'read')
  await lockSubmission(tx, submissionId)
  return submissionAccess(tx, ctx, submissionId, act)
}
