/** Invitations: a colleague gets a link by mail and accepts it, signed in with that very address. */
import {
  findInvitation,
  findInvitationByToken,
  findOrganization,
  type InvitationRow,
  insertInvitation,
  listInvitations,
  listInvitationsTo,
  listMembers,
  lockOrganization,
  markInvitation,
  updateOrganization,
  upsertMembership,
} from '../../db/queries/organization.ts'
import { findPerson } from '../../db/queries/person.ts'
import type { Reader, Tx } from '../../db/transaction.ts'
import { datedText } from '../domain/calendar.ts'
import { mailboxKey } from '../domain/email-address.ts'
import { INVITATION_LIFETIME, INVITATIONS, type InvitationState, invitationState } from '../domain/membership.ts'
import { organizationDomains, type Role } from '../domain/organization.ts'
import { notFound, Refusal } from '../domain/refusal.ts'
import type { Context, Developer } from './context.ts'
import { lockedOrganizationAccess } from './organization-access.ts'
import { recordAudit, recordMail } from './record.ts'
import { isKey } from './submission-access.ts'

/**
 * Mails a colleague a link that works for 14 days. Refuses `already_member`, `already_invited`, `too_many_invitations`
 * (all beside `email`), `not_found`, `role_too_low` (owners only).
 */
export function inviteColleague(
  ctx: Context,
  input: { organizationId: string; email: string; role: Role },
): Promise<{ invitationId: string; email: string }> {
  return ctx.transaction(async (tx) => {
    const { organizationId, email, role } = input
    const { actor } = await lockedOrganizationAccess(tx, ctx, organizationId, 'manage_people')
    const mailbox = mailboxKey(email)
    if ((await listMembers(tx, organizationId)).some((member) => mailboxKey(member.email) === mailbox)) {
      throw new Refusal('already_member', 'This person belongs to your organization already.', { field: 'email' })
    }
    const invitations = await listInvitations(tx, organizationId)
    const open = invitations.some(
      (row) => mailboxKey(row.email) === mailbox && invitationState(row, ctx.now) === 'open',
    )
    if (open) {
      const message = 'This person is invited already. Send the invitation again, or take it back, in the list.'
      throw new Refusal('already_invited', message, { field: 'email' })
    }
    mustBeWithinLimit(ctx, invitations)
    return { invitationId: await send(tx, ctx, actor, { organizationId, email, role }), email }
  })
}

function mustBeWithinLimit(ctx: Context, invitations: readonly InvitationRow[]): void {
  const { count, window } = INVITATIONS
  const recent = invitations.filter((row) => ctx.now.getTime() - row.createdAt.getTime() < window)
  if (recent.length < count) return
  const message = `Your organization sent ${count} invitations in the last 24 hours. Try again tomorrow.`
  throw new Refusal('too_many_invitations', message, { field: 'email' })
}

async function send(
  tx: Tx,
  ctx: Context,
  actor: Developer,
  { organizationId, email, role }: { organizationId: string; email: string; role: Role },
): Promise<string> {
  const token = ctx.randomSecret()
  const invitationId = ctx.randomId()
  const expiresAt = new Date(ctx.now.getTime() + INVITATION_LIFETIME)
  await insertInvitation(tx, {
    id: invitationId,
    organizationId,
    email,
    role,
    tokenDigest: ctx.digest(token),
    invitedBy: actor.personId,
    createdAt: ctx.now,
    expiresAt,
    acceptedAt: null,
    revokedAt: null,
  })
  await recordMail(tx, ctx, {
    kind: 'invitation',
    to: email,
    props: {
      organization: (await findOrganization(tx, organizationId))?.legalName ?? '',
      inviter: actor.name || actor.email,
      role,
      url: `${ctx.settings.portalUrl}/invitations/${token}`,
      until: datedText(expiresAt, ctx.settings.payer.zone),
    },
  })
  await recordAudit(tx, ctx, {
    act: 'invitation.sent',
    noun: 'invitation',
    nounId: invitationId,
    organizationId,
    data: { role },
  })
  return invitationId
}

/** An invitation of the owner's organization, locked; anybody else's is unknown. */
async function ownInvitation(tx: Tx, ctx: Context, invitationId: string) {
  const before = isKey(invitationId) ? await findInvitation(tx, invitationId) : undefined
  if (!before) throw notFound('invitation')
  const { actor } = await lockedOrganizationAccess(tx, ctx, before.organizationId, 'manage_people').catch(
    (error: unknown) => {
      throw error instanceof Refusal && error.code === 'not_found' ? notFound('invitation') : error
    },
  )
  return { actor, invitation: (await findInvitation(tx, invitationId)) ?? before }
}

/** Takes the old link back and mails a new one. Refuses `invitation_closed`, `too_many_invitations`, `not_found`, `role_too_low`. */
export function sendInvitationAgain(
  ctx: Context,
  input: { invitationId: string },
): Promise<{ invitationId: string; organizationId: string; email: string }> {
  return ctx.transaction(async (tx) => {
    const { actor, invitation } = await ownInvitation(tx, ctx, input.invitationId)
    const { organizationId, email, role } = invitation
    mustBeWithinLimit(ctx, await listInvitations(tx, organizationId))
    if (!(await markInvitation(tx, invitation.id, { revokedAt: ctx.now }))) throw closed()
    return { invitationId: await send(tx, ctx, actor, { organizationId, email, role }), organizationId, email }
  })
}

const closed = () => new Refusal('invitation_closed', 'This invitation was accepted or taken back in the meantime.')

/** The link stops working at once. Refuses `invitation_closed`, `not_found`, `role_too_low`. */
export function revokeInvitation(ctx: Context, input: { invitationId: string }): Promise<{ organizationId: string }> {
  return ctx.transaction(async (tx) => {
    const { invitation } = await ownInvitation(tx, ctx, input.invitationId)
    const { organizationId } = invitation
    if (!(await markInvitation(tx, invitation.id, { revokedAt: ctx.now }))) throw closed()
    await recordAudit(tx, ctx, {
      act: 'invitation.revoked',
      noun: 'invitation',
      nounId: invitation.id,
      organizationId,
    })
    return { organizationId }
  })
}

export type InvitationView = {
  organizationId: string
  organization: string
  email: string
  role: Role
  inviter: string
  expiresAt: Date
  state: InvitationState
  /** `other`: signed in with another address. */
  reader: 'invited' | 'other' | 'signed_out'
}

async function invitationOf(reader: Reader, ctx: Context, token: string) {
  const invitation = token.length > 200 ? undefined : await findInvitationByToken(reader, ctx.digest(token))
  const organization = invitation && (await findOrganization(reader, invitation.organizationId))
  if (!invitation || !organization) throw notFound('invitation')
  return { invitation, organization }
}

const isFor = (invitation: InvitationRow, { email }: Developer): boolean =>
  mailboxKey(invitation.email) === mailboxKey(email)

/** What the reader of the link sees, signed in or not. Opening it changes nothing. Refuses `not_found`. */
export async function invitationView(ctx: Context, token: string): Promise<InvitationView> {
  const { invitation, organization } = await invitationOf(ctx.reader, ctx, token)
  const inviter = await findPerson(ctx.reader, invitation.invitedBy)
  const { actor } = ctx
  return {
    organizationId: organization.id,
    organization: organization.legalName,
    email: invitation.email,
    role: invitation.role,
    inviter: inviter?.name || inviter?.email || '',
    expiresAt: invitation.expiresAt,
    state: invitationState(invitation, ctx.now),
    reader: actor.kind !== 'developer' ? 'signed_out' : isFor(invitation, actor) ? 'invited' : 'other',
  }
}

const WHY_NOT: Record<Exclude<InvitationState, 'open'>, string> = {
  accepted: 'This invitation was accepted already.',
  revoked: 'This invitation was taken back. Ask the person who invited you.',
  expired: 'This invitation has expired. Ask the person who invited you to send it again.',
}

/**
 * Joins the organization, once. Refuses `not_found` (unknown link, not signed in), `other_address`, and
 * `invitation_accepted`, `invitation_revoked`, `invitation_expired`.
 */
export function acceptInvitation(ctx: Context, input: { token: string }): Promise<{ organizationId: string }> {
  return ctx.transaction(async (tx) => {
    const { actor } = ctx
    const before = await invitationOf(tx, ctx, input.token)
    if (actor.kind !== 'developer') throw notFound('invitation')
    if (!isFor(before.invitation, actor)) {
      const message = `This invitation is for ${before.invitation.email}. Sign in with that address to accept it.`
      throw new Refusal('other_address', message)
    }
    await lockOrganization(tx, before.organization.id)
    const { invitation, organization } = await invitationOf(tx, ctx, input.token)
    const state = invitationState(invitation, ctx.now)
    if (state !== 'open') throw new Refusal(`invitation_${state}`, WHY_NOT[state])
    await markInvitation(tx, invitation.id, { acceptedAt: ctx.now })
    const organizationId = organization.id
    const members = await listMembers(tx, organizationId)
    // Somebody who came in by another invitation meanwhile keeps the role they have.
    if (!members.some((member) => member.personId === actor.personId)) {
      await upsertMembership(tx, {
        organizationId,
        personId: actor.personId,
        role: invitation.role,
        createdAt: ctx.now,
      })
      const addresses = [...members.map((member) => member.email), actor.email]
      await updateOrganization(tx, organizationId, { domains: organizationDomains(organization.website, addresses) })
    }
    await recordAudit(tx, ctx, {
      act: 'invitation.accepted',
      noun: 'invitation',
      nounId: invitation.id,
      organizationId,
      data: { role: invitation.role },
    })
    return { organizationId }
  })
}

export type OpenInvitation = { organization: string; role: Role; email: string; expiresAt: Date }

/** Invitations to the signed-in person's own address that still work; the link to accept stands in the mail only. */
export async function myInvitations(ctx: Context): Promise<OpenInvitation[]> {
  if (ctx.actor.kind !== 'developer') throw notFound('page')
  const rows = await listInvitationsTo(ctx.reader, mailboxKey(ctx.actor.email))
  return rows
    .filter(({ invitation }) => invitationState(invitation, ctx.now) === 'open')
    .map(({ invitation: { role, email, expiresAt }, organization }) => ({ organization, role, email, expiresAt }))
}
