/** Contacts of an organization in words, and how their addresses are confirmed. */
import type { ContactKind } from './organization.ts'

const DAY = 24 * 60 * 60 * 1000

/** Assumption: a confirmation link works for 14 days, as the other links do. */
export const CONFIRMATION_LIFETIME = 14 * DAY

/** Assumption: so that nobody's mailbox is flooded through the portal, whichever organization asks. */
export const CONFIRMATIONS = {
  address: { count: 5, window: DAY },
  organization: { count: 20, window: DAY },
}

export const CONTACT_WORDS: Record<ContactKind, { title: string; hint: string }> = {
  primary: {
    title: 'Main contact',
    hint: 'The application security team writes to this person: about your apps, and when something needs an answer.',
  },
  backup: {
    title: 'Backup contact',
    hint: 'Somebody else, who is asked when the main contact does not answer.',
  },
  security: {
    title: 'Security contact',
    hint: 'Who is told at once about an attack or a breach. A mailbox of a team is fine.',
  },
}

/** `own`: it is the sign-in address of somebody of the organization, proven by a typed code. */
export type AddressState = 'own' | 'confirmed' | 'asked' | 'expired' | 'unasked'

export type AddressRequest = { requestedAt: Date; expiresAt: Date; confirmedAt: Date | null }

/** Where an address stands. @param requests every confirmation asked for it @param own whether somebody signs in with it */
export function addressState(requests: readonly AddressRequest[], own: boolean, now: Date): AddressState {
  if (own) return 'own'
  if (requests.some((request) => request.confirmedAt)) return 'confirmed'
  if (requests.length === 0) return 'unasked'
  return requests.some((request) => request.expiresAt.getTime() > now.getTime()) ? 'asked' : 'expired'
}

/** Whether the reader of the address has proven it. */
export const isConfirmed = (state: AddressState): boolean => state === 'own' || state === 'confirmed'

/** The contact to whom our mail about a breach goes, besides the owners: the security contact, else the main one. */
export function breachContact<C extends { kind: ContactKind; email: string }>(contacts: readonly C[]): C | undefined {
  const kinds: ContactKind[] = ['security', 'primary']
  return kinds.flatMap((kind) => contacts.filter((contact) => contact.kind === kind && contact.email !== ''))[0]
}
