/** Who may do what in an organization, on the developer's side: asked first by every act. */
import { findMembership, lockOrganization } from '../../db/queries/organization.ts'
import type { Reader, Tx } from '../../db/transaction.ts'
import { mustBeAllowed, type OrganizationAct, type Role } from '../domain/organization.ts'
import { notFound } from '../domain/refusal.ts'
import type { Context, Developer } from './context.ts'
import { isKey } from './submission-access.ts'

export type OrganizationAccess = { actor: Developer; role: Role }

/**
 * The developer's place in an organization. Refuses `not_found` for anybody outside, `role_too_low` for somebody inside
 * whose role does not cover the act.
 */
export async function organizationAccess(
  reader: Reader,
  ctx: Context,
  organizationId: string,
  act: OrganizationAct,
): Promise<OrganizationAccess> {
  const { actor } = ctx
  if (actor.kind !== 'developer' || !isKey(organizationId)) throw notFound('organization')
  const membership = await findMembership(reader, organizationId, actor.personId)
  if (!membership) throw notFound('organization')
  mustBeAllowed(membership.role, act)
  return { actor, role: membership.role }
}

/** The same with the organization locked until the transaction ends; the role is the one that holds under the lock. */
export async function lockedOrganizationAccess(
  tx: Tx,
  ctx: Context,
  organizationId: string,
  act: OrganizationAct,
): Promise<OrganizationAccess> {
  await organizationAccess(tx, ctx, organizationId, 'read')
  await lockOrganization(tx, organizationId)
  return organizationAccess(tx, ctx, organizationId, act)
}
