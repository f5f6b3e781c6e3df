/** The payer's own domains are no developer's: table of cases. */
import { describe, expect, it } from 'vitest'
import {
  payerDomainProblems,
  payerDomains,
  refusePayerEmail,
  refusePayerWebsite,
} from '../../lib/domain/payer-domain.ts'

const domains = payerDomains({
  addresses: ['appsec@mail.plan.org', 'interop@plan.com', 'plan@gmail.com'],
  website: 'https://www.plan.com/apis',
})

describe('the payer’s domains', () => {
  it('are those of its addresses and website, never one of free mail', () => {
    expect(domains).toEqual(['mail.plan.org', 'plan.com'])
  })
  it.each([
    ['nobody@plan.com', true],
    ['nobody@PLAN.com', true],
    ['nobody@lab.plan.com', true],
    ['nobody@mail.plan.org', true],
    ['nobody@plan.org', false],
    ['nobody@notplan.com', false],
    ['nobody@plan.com.example.org', false],
    ['nobody@gmail.com', false],
  ])('%s: refused %s', (email, refused) => {
    const act = () => refusePayerEmail(email, domains, 'contacts.backup.email')
    if (!refused) return expect(act).not.toThrow()
    expect(act).toThrow(expect.objectContaining({ code: 'payer_domain', field: 'contacts.backup.email' }))
  })
  it.each([
    ['https://plan.com/', true],
    ['https://apps.plan.com/sunny', true],
    ['https://plan.com@sunny.example/', false],
    ['https://sunny.example/plan.com', false],
  ])('%s: refused %s', (website, refused) => {
    const act = () => refusePayerWebsite(website, domains)
    if (!refused) return expect(act).not.toThrow()
    expect(act).toThrow(expect.objectContaining({ code: 'payer_domain', field: 'website' }))
  })
  it('name the input of an answer', () => {
    const answers = {
      'org.identity': { website: 'https://www.plan.com/' },
      'contact.primary': { email: 'dana@sunny.example' },
      'contact.backup': 'not a set of fields',
      'contact.security': { email: 'nobody@plan.com' },
    }
    expect(payerDomainProblems(answers, domains).map(({ input }) => input)).toEqual([
      'org.identity.website',
      'contact.security.email',
    ])
    expect(payerDomainProblems({}, domains)).toEqual([])
  })
})
