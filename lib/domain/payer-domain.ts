/**
 * The payer's own domains. A developer's contact or website at one of them would pass for the payer's word, and would
 * make every colleague there somebody "of the organization's own domain", who may not decide about it.
 */
import { fieldsOf, type Problem } from './answers.ts'
import { domainOf, isFreeMail } from './email-address.ts'
import type { Answers } from './questionnaire.ts'
import { Refusal } from './refusal.ts'
import { urlOf } from './url.ts'

/** @returns the domains of the payer's addresses and website; those at which anybody can open a mailbox are nobody's own */
export function payerDomains({ addresses, website }: { addresses: readonly string[]; website: string }): string[] {
  const host = new URL(website).hostname.replace(/^www\./, '')
  return [...new Set([...addresses.filter((address) => !isFreeMail(address)).map(domainOf), host])]
}

/** Whether an e-mail or web address is at one of these domains or below it. */
function isAt(address: string, domains: readonly string[]): boolean {
  const host = (urlOf(address)?.hostname ?? domainOf(address)).toLowerCase()
  return domains.some((domain) => host === domain || host.endsWith(`.${domain}`))
}

const PAYER_CONTACT_SENTENCE = 'Enter an address of your own organization. This one belongs to the plan.'
const PAYER_WEBSITE_SENTENCE = 'Enter the website of your own organization. This one belongs to the plan.'

/** Refuses `payer_domain`, beside the field. @param field of the form that the address stands in */
export function refusePayerEmail(email: string, domains: readonly string[], field = 'email'): void {
  if (isAt(email, domains)) throw new Refusal('payer_domain', PAYER_CONTACT_SENTENCE, { field })
}

/** Refuses `payer_domain`, beside the field. */
export function refusePayerWebsite(website: string, domains: readonly string[]): void {
  if (isAt(website, domains)) throw new Refusal('payer_domain', PAYER_WEBSITE_SENTENCE, { field: 'website' })
}

const PLACES = [
  ['org.identity', 'website', PAYER_WEBSITE_SENTENCE],
  ['contact.primary', 'email', PAYER_CONTACT_SENTENCE],
  ['contact.backup', 'email', PAYER_CONTACT_SENTENCE],
  ['contact.security', 'email', PAYER_CONTACT_SENTENCE],
] as const

/** The same for the answers of a questionnaire. */
export function payerDomainProblems(answers: Answers, domains: readonly string[]): Problem[] {
  return PLACES.flatMap(([questionId, field, message]) => {
    const address = fieldsOf(answers[questionId])[field]
    const wrong = typeof address === 'string' && isAt(address, domains)
    return wrong ? [{ questionId, input: `${questionId}.${field}`, message }] : []
  })
}
