/**
 * Which organizations an alert is about: those that one of its domains belongs to.
 *
 * Assumption: an alert's domain fits a monitored one when it is the same or lies below it. The domain above it does not
 * fit, since without the whole list of public suffixes nobody can tell `example.com` from `example.co.uk`; such an alert
 * waits for a colleague. A domain that many companies share is nobody's.
 */
import { domainOf, isFreeMail } from './email-address.ts'
import { urlOf } from './url.ts'

export type MonitoredFact = {
  organizationId: string
  /** An address of a page, an e-mail address or a bare domain. */
  text: string
  /** Whether somebody proved it: signed in by it, or AppSec approved it. What a company only says may be another's. */
  proven: boolean
}

/** Domain to the organizations that have it. */
export type DomainIndex = ReadonlyMap<string, ReadonlyMap<string, boolean>>

const SHARED: ReadonlySet<string> = new Set(
  (
    'github.com github.io gitlab.com gitlab.io bitbucket.org google.com sites.google.com play.google.com apple.com ' +
    'apps.apple.com linkedin.com facebook.com x.com twitter.com instagram.com youtube.com medium.com notion.site ' +
    'linktr.ee wordpress.com blogspot.com wixsite.com squarespace.com weebly.com webflow.io carrd.co netlify.app ' +
    'vercel.app herokuapp.com azurewebsites.net web.app firebaseapp.com appspot.com pages.dev workers.dev ' +
    'cloudfront.net amazonaws.com onrender.com fly.dev auth0.com okta.com onmicrosoft.com'
  ).split(' '),
)

/** Second levels under which countries register companies, such as co.uk. */
const SECOND_LEVEL = /^(?:com?|net|org|gov|gob|gouv|edu|ac|or|ne|go|mil|nom|ltd|plc|sch|nhs)\.[a-z]{2}$/

/** Whether many companies share it, so that it tells none from another. */
const isSharedDomain = (domain: string): boolean =>
  SHARED.has(domain) || SECOND_LEVEL.test(domain) || isFreeMail(`x@${domain}`)

/** @returns the domain to watch; null for one that many share, and for what holds none */
export function monitoredDomain(text: string): string | null {
  const domain = hostIn(text.trim().toLowerCase())?.replace(/^www\./, '')
  if (!domain?.includes('.') || /^[\d.]+$/.test(domain) || isSharedDomain(domain)) return null
  return domain
}

function hostIn(text: string): string | null {
  if (text.startsWith('https:')) return urlOf(text)?.hostname ?? null
  // Schemes of an app's own and loopback addresses say nothing about a company.
  if (/[:/]/.test(text)) return null
  return text.includes('@') ? domainOf(text) : text
}

export function domainIndex(facts: readonly MonitoredFact[]): DomainIndex {
  const index = new Map<string, Map<string, boolean>>()
  for (const { organizationId, text, proven } of facts) {
    const domain = monitoredDomain(text)
    if (!domain) continue
    const owners = index.get(domain) ?? new Map<string, boolean>()
    owners.set(organizationId, proven || owners.get(organizationId) === true)
    index.set(domain, owners)
  }
  return index
}

/** @returns the organizations of a domain, each with whether it is proven to be theirs */
export function organizationsOf(index: DomainIndex, domain: string): Map<string, boolean> {
  const found = new Map<string, boolean>()
  const labels = domain.split('.')
  for (let start = 0; start < labels.length - 1; start += 1) {
    for (const [organizationId, proven] of index.get(labels.slice(start).join('.')) ?? []) {
      found.set(organizationId, proven || found.get(organizationId) === true)
    }
  }
  return found
}
