/** Organizations: made with their contacts in one act, shown and changed by their people. */
import { listConfirmations, upsertContact } from '../../db/queries/contact.ts'
import {
  findOrganization,
  insertOrganization,
  listMembers,
  type OrganizationRow,
  updateOrganization,
  upsertMembership,
} from '../../db/queries/organization.ts'
import { lockPerson } from '../../db/queries/person.ts'
import { listContactsOfOrganization } from '../../db/queries/submission.ts'
import { listOrganizationsOfPerson } from '../../db/queries/terms.ts'
import { refusePayerName } from '../domain/company-name.ts'
import { type AddressState, addressState } from '../domain/contact.ts'
import { mailboxKey } from '../domain/email-address.ts'
import {
  CONTACT_KINDS,
  type ContactKind,
  may,
  type NewOrganizationInput,
  type OrganizationInput,
  organizationDomains,
  type Role,
} from '../domain/organization.ts'
import { refusePayerEmail, refusePayerWebsite } from '../domain/payer-domain.ts'
import { notFound } from '../domain/refusal.ts'
import { askForConfirmation } from './address-confirmation.ts'
import type { Context } from './context.ts'
import { lockedOrganizationAccess, organizationAccess } from './organization-access.ts'
import { countTry } from './rate-limit.ts'
import { recordAudit } from './record.ts'

/** Assumption: more new organizations a day from one person are a script. */
const NEW_ORGANIZATIONS = { count: 5, window: 24 * 60 * 60 * 1000 }

/**
 * Creates an organization with the three people who answer for it; whoever creates it is its owner. Contacts whose
 * address is not proven yet get a mail to confirm it. Sent twice, it is created once: one of the same legal name that
 * the person owns is given back. Refuses `payer_name` and `payer_domain` (beside the name, the website or the
 * contact), `not_found` (not a developer), `too_many_requests`.
 */
export function createOrganization(ctx: Context, input: NewOrganizationInput): Promise<{ organizationId: string }> {
  return ctx.transaction(async (tx) => {
    const { actor } = ctx
    if (actor.kind !== 'developer') throw notFound('page')
    const { contacts, ...identity } = input
    const { domains } = ctx.settings.payer
    refusePayerName(identity, ctx.settings.payer)
    refusePayerWebsite(identity.website, domains)
    for (const kind of CONTACT_KINDS) refusePayerEmail(contacts[kind].email, domains, `contacts.${kind}.email`)
    await lockPerson(tx, actor.personId)
    const owned = await listOrganizationsOfPerson(tx, actor.personId)
    const before = owned.find((row) => row.role === 'owner' && row.organization === identity.legalName)
    if (before) return { organizationId: before.organizationId }
    await countTry(tx, ctx, `organization:${actor.personId}`, NEW_ORGANIZATIONS)
    const organizationId = ctx.randomId()
    await insertOrganization(tx, {
      ...identity,
      id: organizationId,
      domains: organizationDomains(identity.website, [actor.email]),
      createdAt: ctx.now,
      createdBy: actor.personId,
      erasedAt: null,
    })
    await upsertMembership(tx, { organizationId, personId: actor.personId, role: 'owner', createdAt: ctx.now })
    for (const kind of CONTACT_KINDS) {
      await upsertContact(tx, { organizationId, kind, ...contacts[kind], updatedAt: ctx.now })
    }
    const addresses = new Map(CONTACT_KINDS.map((kind) => [mailboxKey(contacts[kind].email), contacts[kind].email]))
    // In one order for everybody, so that two who name the same people never wait for each other.
    for (const [, email] of [...addresses].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
      await askForConfirmation(tx, ctx, { organizationId, organization: identity.legalName, email })
    }
    await recordAudit(tx, ctx, {
      act: 'organization.created',
      noun: 'organization',
      nounId: organizationId,
      organizationId,
    })
    return { organizationId }
  })
}

/** Changes what an organization tells about itself. Refuses `payer_name`, `payer_domain` (field `website`), `not_found`, `role_too_low` (owners only). */
export function changeOrganization(
  ctx: Context,
  input: OrganizationInput & { organizationId: string },
): Promise<{ organizationId: string }> {
  return ctx.transaction(async (tx) => {
    const { organizationId, ...identity } = input
    await lockedOrganizationAccess(tx, ctx, organizationId, 'edit_organization')
    refusePayerName(identity, ctx.settings.payer)
    refusePayerWebsite(identity.website, ctx.settings.payer.domains)
    const before = await findOrganization(tx, organizationId)
    const members = await listMembers(tx, organizationId)
    const addresses = members.map((member) => member.email)
    const after = { ...identity, domains: organizationDomains(identity.website, addresses) }
    await updateOrganization(tx, organizationId, after)
    const changed = Object.keys(identity).filter(
      (key) => before?.[key as keyof OrganizationInput] !== identity[key as keyof OrganizationInput],
    )
    await recordAudit(tx, ctx, {
      act: 'organization.changed',
      noun: 'organization',
      nounId: organizationId,
      organizationId,
      data: { changed },
    })
    return { organizationId }
  })
}

export type OrganizationChoice = { organizationId: string; organization: string; role: Role }

/** The organizations somebody belongs to, by name; a person may belong to several. Refuses `not_found` for anybody but a developer. */
export async function myOrganizations(ctx: Context): Promise<OrganizationChoice[]> {
  if (ctx.actor.kind !== 'developer') throw notFound('page')
  return listOrganizationsOfPerson(ctx.reader, ctx.actor.personId)
}

export type ContactView = {
  kind: ContactKind
  name: string
  email: string
  phone: string
  state: AddressState
  /** When the last confirmation mail went out; null when none did. */
  askedAt: Date | null
}

export type OrganizationView = Omit<OrganizationInput, 'kind'> & {
  organizationId: string
  kind: string
  /** In the order main, backup, security; missing ones are left out. */
  contacts: ContactView[]
  role: Role
  may: { edit: boolean; editContacts: boolean; managePeople: boolean }
}

/** One organization with its contacts and how far their addresses are proven. Refuses `not_found`. */
export async function organizationView(ctx: Context, organizationId: string): Promise<OrganizationView> {
  const { role } = await organizationAccess(ctx.reader, ctx, organizationId, 'read')
  const row = await findOrganization(ctx.reader, organizationId)
  if (!row) throw notFound('organization')
  return {
    ...identityOf(row),
    organizationId,
    contacts: await contactViews(ctx, organizationId),
    role,
    may: {
      edit: may(role, 'edit_organization'),
      editContacts: may(role, 'edit_contacts'),
      managePeople: may(role, 'manage_people'),
    },
  }
}

function identityOf({ legalName, dba, kind, address, country, website }: OrganizationRow) {
  return { legalName, dba, kind, address, country, website }
}

async function contactViews(ctx: Context, organizationId: string): Promise<ContactView[]> {
  const contacts = await listContactsOfOrganization(ctx.reader, organizationId)
  const requests = await listConfirmations(ctx.reader, organizationId)
  const members = await listMembers(ctx.reader, organizationId)
  const mailboxes = new Set(members.map((member) => mailboxKey(member.email)))
  return CONTACT_KINDS.flatMap((kind) => {
    const contact = contacts.find((row) => row.kind === kind)
    if (!contact) return []
    const { name, email, phone } = contact
    const own = requests.filter((request) => mailboxKey(request.email) === mailboxKey(email))
    const state = addressState(own, mailboxes.has(mailboxKey(email)), ctx.now)
    return [{ kind, name, email, phone, state, askedAt: own.at(-1)?.requestedAt ?? null }]
  })
}
