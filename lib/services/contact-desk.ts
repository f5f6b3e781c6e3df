/** The contacts of an organization for payer staff: whom to call, and to whom our mail about a breach goes. */
import { findAddressConfirmation, listContactsOfOrganization } from '../../db/queries/submission.ts'
import type { Reader } from '../../db/transaction.ts'
import { breachContact, CONTACT_WORDS } from '../domain/contact.ts'
import type { ContactKind } from '../domain/organization.ts'

export type ContactDesk = {
  kind: ContactKind
  title: string
  name: string
  email: string
  /** Empty when none was given. */
  phone: string
  /** Whether the reader of the address has proven it. */
  confirmed: boolean
  /** Whether our mail about a breach goes to it; else it goes to the owners alone. */
  breach: boolean
}

const ORDER: readonly ContactKind[] = ['primary', 'security', 'backup']

/** Main, security, backup; one that was not named is missing. A step for pages of payer staff; it asks nobody. */
export async function contactsOf(reader: Reader, organizationId: string): Promise<ContactDesk[]> {
  const rows = (await listContactsOfOrganization(reader, organizationId)).filter(({ email }) => email !== '')
  const breach = breachContact(rows)
  const contacts = rows.map(async ({ kind, name, email, phone }) => ({
    ...{ kind, title: CONTACT_WORDS[kind].title, name, email, phone, breach: breach?.kind === kind },
    confirmed: (await findAddressConfirmation(reader, organizationId, email)) !== undefined,
  }))
  return (await Promise.all(contacts)).toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind))
}
