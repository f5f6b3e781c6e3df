/** Organizations: who may do what in one, and the grammar of what they tell us about themselves. */

import { z } from 'zod'
import { isCountryCode } from './country.ts'
import { domainOf, isFreeMail, mailboxKey, parseEmailAddress } from './email-address.ts'
import { normalForm } from './normal-form.ts'
import { Refusal } from './refusal.ts'

/** A name with the period that ends a sentence; one that has its own, such as `Bluestem Labs, Inc.`, gets no second. */
export const ended = (name: string): string => (name.endsWith('.') ? name : `${name}.`)

export const ROLES = ['owner', 'editor', 'viewer'] as const
export type Role = (typeof ROLES)[number]

export type OrganizationAct =
  | 'read'
  | 'manage_people'
  | 'edit_organization'
  | 'edit_contacts'
  | 'register_app'
  | 'delete_app'
  | 'edit_submission'
  | 'submit'
  | 'accept_terms'
  | 'reply'
  | 'manage_client'
  | 'manage_webhooks'
  | 'transfer_app'

const EDITOR: readonly OrganizationAct[] = [
  'read',
  'edit_contacts',
  'register_app',
  'edit_submission',
  'submit',
  'accept_terms',
  'reply',
  'manage_client',
  'manage_webhooks',
]

const ALLOWED: Record<Role, ReadonlySet<OrganizationAct>> = {
  owner: new Set<OrganizationAct>([...EDITOR, 'manage_people', 'edit_organization', 'delete_app', 'transfer_app']),
  editor: new Set(EDITOR),
  viewer: new Set<OrganizationAct>(['read']),
}

/** Whether a role covers an act. */
export const may = (role: Role, act: OrganizationAct): boolean => ALLOWED[role].has(act)

const NEEDS: Record<Role, string> = {
  owner: 'Only an owner can do this. Ask an owner of your organization.',
  editor: 'Only an owner or an editor can do this. Ask an owner of your organization to change your role.',
  viewer: 'You can only look at this.',
}

/** Refuses `role_too_low` when the role does not cover the act. */
export function mustBeAllowed(role: Role, act: OrganizationAct): void {
  if (may(role, act)) return
  throw new Refusal('role_too_low', NEEDS[may('editor', act) ? 'editor' : 'owner'])
}

export const ORGANIZATION_KINDS = [
  { code: 'company', label: 'Company' },
  { code: 'nonprofit', label: 'Nonprofit' },
  { code: 'health-care-provider', label: 'Health care provider' },
  { code: 'health-plan', label: 'Health plan' },
  { code: 'government', label: 'Government' },
  { code: 'school', label: 'School or university' },
  { code: 'one-person', label: 'One person' },
] as const

// Letters that show as nothing, turn the direction of a text or break a line have no place in a name.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/u

/** One line of text: NFKC, spaces trimmed, no invisible letters. */
export function line(empty: string, tooLong: string, max: number, required = true) {
  return z
    .string()
    .transform((text) => normalForm(text, 'NFKC').trim().replace(/ {2,}/g, ' '))
    .refine((text) => !required || text !== '', empty)
    .refine((text) => text.length <= max, tooLong)
    .refine((text) => !INVISIBLE.test(text), 'Remove the invisible characters.')
}

/** Lines of text, such as a postal address. */
function lines(empty: string, tooLong: string, max: number) {
  return z
    .string()
    .transform((text) => normalForm(text, 'NFKC').replace(/\r\n?/g, '\n').trim())
    .refine((text) => text !== '', empty)
    .refine((text) => text.length <= max, tooLong)
    .refine((text) => !INVISIBLE.test(text.replaceAll('\n', '')), 'Remove the invisible characters.')
}

/** A zod type from one of our parsers that throw a Refusal. */
function parsed(parse: (text: string) => string) {
  return z.string().transform((text, check) => {
    try {
      return parse(text)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      check.addIssue({ code: 'custom', message: error.message })
      return z.NEVER
    }
  })
}

const emailField = parsed((text) => parseEmailAddress(text))

/** An https address that anybody can open: no user, no fragment, a real host. */
function website(text: string): string {
  const problem = new Refusal('website', 'Enter a web address that starts with https://, like https://www.company.com.')
  let url: URL
  try {
    url = new URL(/^[a-z][a-z0-9+.-]*:/i.test(text.trim()) ? text.trim() : `https://${text.trim()}`)
  } catch {
    throw problem
  }
  if (url.protocol !== 'https:' || url.username !== '' || !url.hostname.includes('.') || text.length > 300)
    throw problem
  url.hash = ''
  return url.href
}

const websiteField = parsed(website)

const phone = (required: boolean) =>
  z
    .string()
    .transform((text) => normalForm(text, 'NFKC').trim())
    .refine((text) => !required || text !== '', 'Enter a phone number.')
    .refine(
      (text) => text === '' || (/^\+?[\d\s().\-x]{7,30}$/i.test(text) && text.replace(/\D/g, '').length >= 7),
      'Enter a phone number with digits, spaces and + ( ) - . only.',
    )

/** What an organization tells about itself. */
export const organizationInput = z.strictObject({
  legalName: line('Enter the legal name of your organization.', 'Enter a legal name of 200 characters or less.', 200),
  dba: line('', 'Enter a trade name of 200 characters or less.', 200, false).default(''),
  kind: z.enum(
    ORGANIZATION_KINDS.map((kind) => kind.code),
    { error: 'Choose what kind of organization it is.' },
  ),
  address: lines('Enter the postal address.', 'Enter a postal address of 500 characters or less.', 500),
  country: z.string().refine(isCountryCode, 'Choose a country.'),
  website: websiteField,
})
export type OrganizationInput = z.output<typeof organizationInput>

export const CONTACT_KINDS = ['primary', 'backup', 'security'] as const
export type ContactKind = (typeof CONTACT_KINDS)[number]

/** A person who answers for the organization. @param whose completes "Enter the phone number of …" when a form has several */
function contactOf(whose?: string) {
  const ask = (what: string) =>
    `Enter ${whose ? `the ${what} of ${whose}` : `${/^[aeiou]/.test(what) ? 'an' : 'a'} ${what}`}.`
  return z.strictObject({
    name: line(ask('name'), 'Enter a name of 200 characters or less.', 200),
    email: z
      .string()
      .refine((text) => text.trim() !== '', { error: ask('email address'), abort: true })
      .pipe(emailField),
    phone: z
      .string()
      .refine((text) => text.trim() !== '', { error: ask('phone number'), abort: true })
      .pipe(phone(true)),
  })
}

export const contactInput = contactOf()
export type ContactInput = z.output<typeof contactInput>

export const invitationInput = z.strictObject({
  email: emailField,
  role: z.enum(ROLES, { error: 'Choose a role.' }),
})

/** What a new organization tells: itself, and who answers for it. */
export const newOrganizationInput = organizationInput.extend({
  contacts: z
    .strictObject({
      primary: contactOf('the main contact'),
      backup: contactOf('the backup contact'),
      security: contactOf('the security contact'),
    })
    .check(({ value, issues }) => {
      if (!sharesMailbox(value.primary, value.backup)) return
      issues.push({ code: 'custom', message: BACKUP_SENTENCE, path: ['backup', 'email'], input: value })
    }),
})
export type NewOrganizationInput = z.output<typeof newOrganizationInput>

export const BACKUP_SENTENCE = 'Enter the work email of a second person, not the one of the main contact.'

/** Whether two contacts would be reached at one mailbox only. */
export const sharesMailbox = (a: { email: string }, b: { email: string }): boolean =>
  mailboxKey(a.email) === mailboxKey(b.email)

/**
 * The domains an organization is known by: of its website, and of its people's addresses, save those at which anybody
 * can open a mailbox. @param website canonical address
 */
export function organizationDomains(website: string, addresses: readonly string[]): string[] {
  const host = new URL(website).hostname.replace(/^www\./, '')
  const mail = addresses.filter((address) => !isFreeMail(address)).map(domainOf)
  return [...new Set([host, ...mail])]
}
