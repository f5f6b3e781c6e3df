/** People of an organization: their roles, and leaving. There is always an owner. */
import {
  findMembership,
  listInvitations,
  listMembers,
  revokeInvitationsOf,
  updateMembership,
} from '../../db/queries/organization.ts'
import { endTermsLinksOf } from '../../db/queries/terms.ts'
import type { Tx } from '../../db/transaction.ts'
import { type InvitationState, invitationState, mustKeepOwner } from '../domain/membership.ts'
import { may, mustBeAllowed, type Role } from '../domain/organization.ts'
import { notFound } from '../domain/refusal.ts'
import type { Context } from './context.ts'
import { lockedOrganizationAccess, organizationAccess } from './organization-access.ts'
import { recordAudit } from './record.ts'
import { isKey } from './submission-access.ts'

export type PeopleView = {
  organizationId: string
  people: { personId: string; name: string; email: string; role: Role; since: Date; self: boolean }[]
  /** Neither accepted nor taken back, newest first. */
  invitations: {
    invitationId: string
    email: string
    role: Role
    sentAt: Date
    expiresAt: Date
    state: InvitationState
  }[]
  role: Role
  mayManage: boolean
}

/** Everybody of an organization and whom it invited. Refuses `not_found`. */
export async function peopleView(ctx: Context, organizationId: string): Promise<PeopleView> {
  const { actor, role } = await organizationAccess(ctx.reader, ctx, organizationId, 'read')
  const members = await listMembers(ctx.reader, organizationId)
  const invitations = await listInvitations(ctx.reader, organizationId)
  return {
    organizationId,
    people: members.map((member) => ({ ...member, self: member.personId === actor.personId })),
    invitations: invitations
      .map((row) => ({
        invitationId: row.id,
        email: row.email,
        role: row.role,
        sentAt: row.createdAt,
        expiresAt: row.expiresAt,
        state: invitationState(row, ctx.now),
      }))
      .filter(({ state }) => state === 'open' || state === 'expired'),
    role,
    mayManage: may(role, 'manage_people'),
  }
}

/** The person whose place changes, with everybody else, under the lock. */
async function target(tx: Tx, organizationId: string, personId: string) {
  const membership = isKey(personId) ? await findMembership(tx, organizationId, personId) : undefined
  if (!membership) throw notFound('person')
  return { membership, people: await listMembers(tx, organizationId) }
}

/**
 * Gives somebody another role. Two owners who demote each other at once: one of them is no owner any more when their
 * turn comes, and is refused. Refuses `last_owner`, `not_found`, `role_too_low`.
 */
export function changeRole(
  ctx: Context,
  input: { organizationId: string; personId: string; role: Role },
): Promise<{ organizationId: string }> {
  return ctx.transaction(async (tx) => {
    const { organizationId, personId, role } = input
    await lockedOrganizationAccess(tx, ctx, organizationId, 'manage_people')
    const { membership, people } = await target(tx, organizationId, personId)
    if (membership.role === role) return { organizationId }
    mustKeepOwner(people, personId, role)
    await updateMembership(tx, organizationId, personId, { role })
    // Whoever may not invite or accept terms any more leaves no open invitation and no link behind.
    if (!may(role, 'manage_people')) await revokeInvitationsOf(tx, organizationId, personId, ctx.now)
    if (!may(role, 'accept_terms')) await endTermsLinksOf(tx, organizationId, personId, ctx.now)
    await recordAudit(tx, ctx, {
      act: 'membership.role_changed',
      noun: 'membership',
      nounId: personId,
      organizationId,
      data: { from: membership.role, to: role },
    })
    return { organizationId }
  })
}

/**
 * Ends somebody's membership, at once for every page and device; anybody may end their own.
 * Refuses `last_owner`, `not_found`, `role_too_low`.
 */
export function endMembership(
  ctx: Context,
  input: { organizationId: string; personId: string },
): Promise<{ organizationId: string; left: boolean }> {
  return ctx.transaction(async (tx) => {
    const { organizationId, personId } = input
    const { actor, role } = await lockedOrganizationAccess(tx, ctx, organizationId, 'read')
    const left = actor.personId === personId
    if (!left) mustBeAllowed(role, 'manage_people')
    const { people } = await target(tx, organizationId, personId)
    mustKeepOwner(people, personId, null)
    await updateMembership(tx, organizationId, personId, { endedAt: ctx.now })
    await revokeInvitationsOf(tx, organizationId, personId, ctx.now)
    await endTermsLinksOf(tx, organizationId, personId, ctx.now)
    await recordAudit(tx, ctx, {
      act: left ? 'membership.left' : 'membership.ended',
      noun: 'membership',
      nounId: personId,
      organizationId,
    })
    return { organizationId, left }
  })
}
