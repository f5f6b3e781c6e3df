/** Contacts: to whom our mail about a breach goes. */
import { expect, it } from 'vitest'
import { breachContact } from '../../lib/domain/contact.ts'

const of = (kind: 'primary' | 'backup' | 'security', email = `${kind}@example.com`) => ({ kind, email })

it.each([
  [[], undefined],
  [[of('backup')], undefined],
  [[of('backup'), of('primary')], 'primary'],
  [[of('primary'), of('security')], 'security'],
  [[of('primary'), of('security', '')], 'primary'],
])('of %j: %s', (contacts, kind) => {
  expect(breachContact(contacts)?.kind).toBe(kind)
})
