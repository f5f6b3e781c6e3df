/** Organizations: made with their contacts in one act, seen by their people only, changed by owners. */
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { audit } from '../../db/schema/audit.ts'
import { mail } from '../../db/schema/mail.ts'
import { organization } from '../../db/schema/organization.ts'
import { type NewOrganizationInput, newOrganizationInput } from '../../lib/domain/organization.ts'
import type { Actor, Developer } from '../../lib/services/context.ts'
import {
  changeOrganization,
  createOrganization,
  myOrganizations,
  organizationView,
} from '../../lib/services/organization.ts'
import { testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { type TestOrganization, testOrganization, testPerson } from '../support/organization.ts'

let database: TestDatabase
let founder: Developer
let other: TestOrganization
const context = (actor: Actor) => testContext(database.db, actor)

const typed = (legalName: string) => ({
  legalName,
  dba: '',
  kind: 'company',
  address: '1 Main Street\r\nTopeka, KS 66603',
  country: 'US',
  website: 'www.prairie.example',
  contacts: {
    primary: { name: 'Ada Byron', email: 'founder@prairie.example', phone: '785 555 0100' },
    backup: { name: 'Ben Clark', email: 'ben@prairie.example', phone: '785 555 0101' },
    security: { name: 'Security team', email: 'Ben@prairie.example', phone: '785 555 0102' },
  },
})
const input = (legalName: string): NewOrganizationInput => newOrganizationInput.parse(typed(legalName))

beforeAll(async () => {
  database = await testDatabase()
  founder = await testPerson(database.db, 'founder@prairie.example')
  other = await testOrganization(database.db, 'other.example.com', 'Other App')
})
afterAll(() => database.close())

const mailsTo = (address: string) => database.db.select().from(mail).where(eq(mail.toAddress, address))

describe('newOrganizationInput', () => {
  const faults = (change: object) =>
    newOrganizationInput.safeParse({ ...typed('Prairie'), ...change }).error?.issues.map(({ path }) => path.join('.'))
  it('names the field of every fault', () => {
    const { primary, backup, security } = typed('').contacts
    expect(faults({ legalName: 'x'.repeat(100_000) })).toEqual(['legalName'])
    expect(faults({ contacts: { primary, backup: { ...backup, email: 'nobody' }, security } })).toEqual([
      'contacts.backup.email',
    ])
    expect(
      faults({ contacts: { primary, backup: { ...backup, email: 'FOUNDER@prairie.example' }, security } }),
    ).toEqual(['contacts.backup.email'])
    expect(faults({ contacts: { primary, backup } })).toEqual(['contacts.security'])
    const blank = { name: ' ', email: ' ', phone: '' }
    const { error } = newOrganizationInput.safeParse({ ...typed('P'), contacts: { primary, backup, security: blank } })
    expect(error?.issues.map(({ message }) => message)).toEqual([
      'Enter the name of the security contact.',
      'Enter the email address of the security contact.',
      'Enter the phone number of the security contact.',
    ])
  })
})

describe('createOrganization', () => {
  it('is for developers only', async () => {
    for (const actor of [{ kind: 'anonymous' }, { kind: 'member', subject: 'm' }] as const) {
      await expect(createOrganization(context(actor), input('Nobody'))).rejects.toMatchObject({ code: 'not_found' })
    }
  })
  it('refuses a website or contact at the payer’s own domain, beside the field', async () => {
    const { contacts, ...rest } = input('Prairie')
    const backup = { ...contacts.backup, email: 'appsec@bcbsks.com' }
    const create = (more: object) => createOrganization(context(founder), { ...rest, contacts, ...more })
    await expect(create({ website: 'https://www.bcbsks.com/' })).rejects.toMatchObject({
      code: 'payer_domain',
      field: 'website',
    })
    await expect(create({ contacts: { ...contacts, backup } })).rejects.toMatchObject({
      code: 'payer_domain',
      field: 'contacts.backup.email',
    })
  })
  it('makes identity, owner and contacts in one act, once for two tabs', async () => {
    const create = () => createOrganization(context(founder), input('Prairie <script>alert(1)</script> =1+1'))
    const [first, second] = await Promise.all([create(), create()])
    expect(second).toEqual(first)
    const view = await organizationView(context(founder), first.organizationId)
    expect(view).toMatchObject({
      legalName: 'Prairie <script>alert(1)</script> =1+1',
      address: '1 Main Street\nTopeka, KS 66603',
      website: 'https://www.prairie.example/',
      role: 'owner',
      may: { edit: true, editContacts: true, managePeople: true },
    })
    expect(view.contacts.map(({ kind, state }) => [kind, state])).toEqual([
      ['primary', 'own'],
      ['backup', 'asked'],
      ['security', 'asked'],
    ])
    const rows = await database.db.select().from(audit).where(eq(audit.act, 'organization.created'))
    expect(rows).toHaveLength(1)
  })
  it('asks each unproven mailbox once, and never the founder’s own', async () => {
    expect(await mailsTo('founder@prairie.example')).toHaveLength(0)
    const asked = [...(await mailsTo('ben@prairie.example')), ...(await mailsTo('Ben@prairie.example'))]
    expect(asked).toMatchObject([{ kind: 'confirm_address' }])
  })
  it('knows the organization by its domains', async () => {
    const [row] = await database.db
      .select()
      .from(organization)
      .where(eq(organization.website, 'https://www.prairie.example/'))
    expect(row?.domains).toEqual(['prairie.example'])
  })
  it('lets a person belong to several, and stops a script', async () => {
    for (const name of ['Second', 'Third', 'Fourth', 'Fifth']) await createOrganization(context(founder), input(name))
    expect(await myOrganizations(context(founder))).toHaveLength(5)
    await expect(createOrganization(context(founder), input('Sixth'))).rejects.toMatchObject({
      code: 'too_many_requests',
    })
  })
})

describe('an organization', () => {
  it('is unknown to strangers and to people of others', async () => {
    const { organizationId } = other
    for (const actor of [{ kind: 'anonymous' } as const, founder]) {
      await expect(organizationView(context(actor), organizationId)).rejects.toMatchObject({ code: 'not_found' })
    }
    for (const id of ['', 'x', "'; drop table organization; --", '../..']) {
      await expect(organizationView(context(founder), id)).rejects.toMatchObject({ code: 'not_found' })
    }
    await expect(myOrganizations(context({ kind: 'anonymous' }))).rejects.toMatchObject({ code: 'not_found' })
  })
  it('is changed by owners, not by editors, viewers or outsiders', async () => {
    const { contacts, ...identity } = input('Other Incorporated')
    const change = { ...identity, organizationId: other.organizationId }
    for (const actor of [other.editor, other.viewer]) {
      await expect(changeOrganization(context(actor), change)).rejects.toMatchObject({ code: 'role_too_low' })
    }
    await expect(changeOrganization(context(founder), change)).rejects.toMatchObject({ code: 'not_found' })
    await expect(
      changeOrganization(context(other.owner), { ...change, website: 'https://apps.bcbsks.com/' }),
    ).rejects.toMatchObject({ code: 'payer_domain', field: 'website' })
    await changeOrganization(context(other.owner), change)
    const view = await organizationView(context(other.viewer), other.organizationId)
    expect(view).toMatchObject({ legalName: 'Other Incorporated', may: { edit: false, editContacts: false } })
    const [row] = await database.db.select().from(organization).where(eq(organization.id, other.organizationId))
    expect(row?.domains).toEqual(['prairie.example', 'other.example.com'])
    const [changed] = await database.db.select().from(audit).where(eq(audit.act, 'organization.changed'))
    expect(changed?.data).toEqual({ changed: ['legalName', 'website'] })
  })
})
