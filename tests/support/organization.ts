/** An organization with people and an app, put straight into a test's database. */
import { randomUUID } from 'node:crypto'
import type { Database } from '../../db/client.ts'
import { app } from '../../db/schema/app.ts'
import { contact, membership, organization } from '../../db/schema/organization.ts'
import { person } from '../../db/schema/person.ts'
import { foldAppName } from '../../lib/domain/app-name.ts'
import type { Role } from '../../lib/domain/organization.ts'
import type { Developer } from '../../lib/services/context.ts'
import { MONDAY_MORNING } from './context.ts'

export type TestOrganization = {
  organizationId: string
  appId: string
  appName: string
  owner: Developer
  editor: Developer
  viewer: Developer
}

/** Somebody with an account and no organization. */
export async function testPerson(db: Database, email: string): Promise<Developer> {
  const personId = randomUUID()
  const name = `Person ${email.split('@')[0]}`
  await db.insert(person).values({ id: personId, email, name, createdAt: MONDAY_MORNING })
  return { kind: 'developer', personId, email, name }
}

/** @param domain tells organizations of one database apart */
export async function testOrganization(db: Database, domain: string, appName: string): Promise<TestOrganization> {
  const organizationId = randomUUID()
  const people = {
    owner: await testPerson(db, `owner@${domain}`),
    editor: await testPerson(db, `editor@${domain}`),
    viewer: await testPerson(db, `viewer@${domain}`),
  }
  const at = MONDAY_MORNING
  await db.insert(organization).values({
    id: organizationId,
    legalName: `${appName} Incorporated`,
    kind: 'company',
    address: '1 Main Street\nTopeka, KS 66603',
    country: 'US',
    website: `https://${domain}/`,
    domains: [domain],
    createdAt: at,
  })
  for (const role of Object.keys(people) as Role[]) {
    await db.insert(membership).values({ organizationId, personId: people[role].personId, role, createdAt: at })
  }
  for (const kind of ['primary', 'backup', 'security'] as const) {
    const values = { name: `Contact ${kind}`, email: `${kind}@${domain}`, phone: '+1 785 555 0100' }
    await db.insert(contact).values({ organizationId, kind, ...values, updatedAt: at })
  }
  const appId = randomUUID()
  await db
    .insert(app)
    .values({ id: appId, organizationId, name: appName, nameFold: foldAppName(appName), createdAt: at })
  return { organizationId, appId, appName, ...people }
}
