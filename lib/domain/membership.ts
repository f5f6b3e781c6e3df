/** People of an organization: the roles in words, how long an invitation works, and that there is always an owner. */
import type { Role } from './organization.ts'
import { Refusal } from './refusal.ts'

const DAY = 24 * 60 * 60 * 1000

/** Assumptions, kept here: an invitation works for 14 days; an organization sends 20 a day at most. */
export const INVITATION_LIFETIME = 14 * DAY
export const INVITATIONS = { count: 20, window: DAY }

export const ROLE_WORDS: Record<Role, { label: string; one: string; hint: string }> = {
  owner: {
    label: 'Owner',
    one: 'an owner',
    hint: 'Everything an editor can, and also manages people and the organization itself.',
  },
  editor: {
    label: 'Editor',
    one: 'an editor',
    hint: 'Registers apps, answers the questionnaire, signs, and manages clients and contacts.',
  },
  viewer: { label: 'Viewer', one: 'a viewer', hint: 'Sees everything and changes nothing.' },
}

export type MemberFacts = { personId: string; role: Role }

/**
 * Refuses `last_owner` when an organization would be left without an owner.
 * @param people who belong to it now @param after role of that person from now on; null when they leave
 */
export function mustKeepOwner(people: readonly MemberFacts[], personId: string, after: Role | null): void {
  if (after === 'owner') return
  if (people.some((person) => person.role === 'owner' && person.personId !== personId)) return
  throw new Refusal('last_owner', 'An organization needs an owner. Make somebody else an owner first.')
}

export type InvitationFacts = { expiresAt: Date; acceptedAt: Date | null; revokedAt: Date | null }
export type InvitationState = 'open' | 'accepted' | 'revoked' | 'expired'

/** What became of an invitation. */
export function invitationState(invitation: InvitationFacts, now: Date): InvitationState {
  if (invitation.acceptedAt) return 'accepted'
  if (invitation.revokedAt) return 'revoked'
  return invitation.expiresAt.getTime() <= now.getTime() ? 'expired' : 'open'
}
