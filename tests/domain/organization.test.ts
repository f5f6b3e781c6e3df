/** Roles and the grammar of what an organization tells about itself. */
import { describe, expect, it } from 'vitest'
import {
  contactInput,
  ended,
  invitationInput,
  may,
  mustBeAllowed,
  organizationInput,
} from '../../lib/domain/organization.ts'
import { acceptanceInput, mustBeAcceptable, termsBlocks } from '../../lib/domain/terms.ts'
import { firstTerms } from '../../lib/domain/terms-text.ts'

describe('may', () => {
  it.each([
    ['owner', 'manage_people', true],
    ['owner', 'submit', true],
    ['editor', 'submit', true],
    ['editor', 'manage_people', false],
    ['editor', 'edit_organization', false],
    ['viewer', 'read', true],
    ['viewer', 'reply', false],
    ['viewer', 'edit_submission', false],
  ] as const)('%s %s: %s', (role, act, allowed) => {
    expect(may(role, act)).toBe(allowed)
    if (allowed) mustBeAllowed(role, act)
    else expect(() => mustBeAllowed(role, act)).toThrow(/owner/)
  })
})

const good = {
  legalName: 'Prairie Health Apps, Inc.',
  dba: '',
  kind: 'company',
  address: '1 Main Street\r\nTopeka, KS 66603',
  country: 'US',
  website: 'www.prairie.example',
}

describe('organizationInput', () => {
  it('takes a good one in canonical form', () => {
    expect(organizationInput.parse(good)).toMatchObject({
      website: 'https://www.prairie.example/',
      address: '1 Main Street\nTopeka, KS 66603',
    })
  })
  it('keeps text that looks like code or a formula as text', () => {
    expect(organizationInput.parse({ ...good, legalName: '=1+1 <script>' }).legalName).toBe('=1+1 <script>')
  })
  it.each([
    ['legalName', ''],
    ['legalName', 'a'.repeat(201)],
    ['legalName', 'a'.repeat(2_000_000)],
    ['legalName', 'Prairie\u202eHealth'],
    ['kind', 'cartel'],
    ['address', ' '],
    ['country', 'XX'],
    ['country', ''],
    ['website', 'http://prairie.example'],
    ['website', 'javascript:alert(1)'],
    ['website', 'https://user@prairie.example'],
    ['website', 'nonsense'],
  ])('refuses %s %j beside its field', (field, value) => {
    const result = organizationInput.safeParse({ ...good, [field]: value })
    expect(result.error?.issues.map((issue) => issue.path.join('.'))).toContain(field)
  })
  it('refuses fields it does not know', () => {
    expect(organizationInput.safeParse({ ...good, role: 'owner' }).success).toBe(false)
  })
})

describe('contacts and invitations', () => {
  it.each([
    [{ name: 'Ada', email: 'ada@prairie.example', phone: '+1 (785) 555-0100' }, true],
    [{ name: 'Ada', email: 'ada@prairie', phone: '785 555 0100' }, false],
    [{ name: 'Ada', email: 'ada@prairie.example', phone: '12' }, false],
    [{ name: 'Ada', email: 'ada@prairie.example', phone: 'call me maybe' }, false],
    [{ name: '', email: 'ada@prairie.example', phone: '785 555 0100' }, false],
  ])('%j: %s', (contact, fine) => expect(contactInput.safeParse(contact).success).toBe(fine))
  it.each([
    ['owner', true],
    ['admin', false],
  ])('role %s: %s', (role, fine) => {
    expect(invitationInput.safeParse({ email: 'a@b.example', role }).success).toBe(fine)
  })
})

describe('terms', () => {
  const accepted = { version: '2026-1', name: 'Ada Byron', title: 'Director', authority: 'yes' }
  it.each([
    [accepted, true],
    [{ ...accepted, authority: undefined }, false],
    [{ ...accepted, title: ' ' }, false],
    [{ ...accepted, name: 'a'.repeat(201) }, false],
  ])('%j: %s', (input, fine) => expect(acceptanceInput.safeParse(input).success).toBe(fine))
  it('come after the first submission and in the version that was shown', () => {
    const facts = { submittedBefore: true, shownVersion: '2026-1', currentVersion: '2026-1' }
    expect(() => mustBeAcceptable(facts)).not.toThrow()
    expect(() => mustBeAcceptable({ ...facts, submittedBefore: false })).toThrow(/Submit a questionnaire first/)
    expect(() => mustBeAcceptable({ ...facts, currentVersion: '2027-1' })).toThrow(/changed/)
  })
  it('carry the names of the payer and fall into blocks', () => {
    const { body } = firstTerms({
      payer: 'Plan',
      shortName: 'P',
      supportEmail: 's@p.example',
      appsecEmail: 'a@p.example',
    })
    expect(body).not.toMatch(/[{}]/)
    expect(termsBlocks(body)[0]).toEqual({ kind: 'heading', text: '1. What this is about' })
    expect(termsBlocks(body).filter((block) => block.kind === 'heading')).toHaveLength(8)
  })
})

it('ends a sentence with a company’s name without a second period', () => {
  expect([ended('Bluestem Labs, Inc.'), ended('Bluestem Labs')]).toEqual(['Bluestem Labs, Inc.', 'Bluestem Labs.'])
})
