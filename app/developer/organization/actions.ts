'use server'
/** Acts on an organization: make it, change it, its contacts and its people. */
import { z } from 'zod'
import {
  CONTACT_KINDS,
  contactInput,
  invitationInput,
  newOrganizationInput,
  organizationInput,
  ROLES,
} from '../../../lib/domain/organization.ts'
import { action } from '../../../lib/platform/web/action.ts'
import { askContactAgain, changeContact } from '../../../lib/services/contact.ts'
import { inviteColleague, revokeInvitation, sendInvitationAgain } from '../../../lib/services/invitation.ts'
import { changeOrganization, createOrganization } from '../../../lib/services/organization.ts'
import { changeRole, endMembership } from '../../../lib/services/organization-people.ts'
import { organizationPath } from './chosen.ts'

const page = ({ organizationId }: { organizationId: string }) => organizationPath(organizationId)
const people = ({ organizationId }: { organizationId: string }) => organizationPath(organizationId, '/people')

/** `contacts.primary.email` of a form becomes an object in an object; other names stay as they are. */
function withContacts(form: unknown): unknown {
  if (typeof form !== 'object' || form === null) return form
  const contacts: Record<string, Record<string, unknown>> = {}
  const rest: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(form)) {
    const [, kind, field] = /^contacts\.(primary|backup|security)\.(name|email|phone)$/.exec(name) ?? []
    if (kind && field) contacts[kind] = { ...contacts[kind], [field]: value }
    else rest[name] = value
  }
  return { ...rest, contacts }
}

export const createOrganizationAction = action(
  z.preprocess(withContacts, newOrganizationInput),
  createOrganization,
  page,
)

export const changeOrganizationAction = action(
  organizationInput.extend({ organizationId: z.string() }),
  changeOrganization,
  page,
)

const kind = z.enum(CONTACT_KINDS)

export const changeContactAction = action(
  contactInput.extend({ organizationId: z.string(), kind }),
  changeContact,
  page,
)

export const askContactAgainAction = action(
  z.strictObject({ organizationId: z.string(), kind }),
  askContactAgain,
  ({ email }) => ({ notice: `We sent a new mail to ${email}.` }),
)

export const inviteAction = action(
  invitationInput.extend({ organizationId: z.string() }),
  inviteColleague,
  ({ email }) => ({ notice: `We sent an invitation to ${email}.` }),
)

const oneInvitation = z.strictObject({ invitationId: z.string() })

export const sendInvitationAgainAction = action(oneInvitation, sendInvitationAgain, ({ email }) => ({
  notice: `We sent a new invitation to ${email}.`,
}))

export const revokeInvitationAction = action(oneInvitation, revokeInvitation, people)

const onePerson = z.strictObject({ organizationId: z.string(), personId: z.string() })

export const changeRoleAction = action(onePerson.extend({ role: z.enum(ROLES) }), changeRole, people)

export const endMembershipAction = action(onePerson, endMembership, (result) =>
  result.left ? '/developer' : people(result),
)
