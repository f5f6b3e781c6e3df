/** What an app may get of what it asked for, and what of that the member decides about one by one. Pure. */
import type { OptionalPart } from '../pages/consent.tsx'
import { type DataType, dataTypesOf, offeredScopes } from '../provider/smart.ts'

export type Offer = {
  /** Scopes that can be given: asked for, registered, and known here. */
  scopes: string[]
  data: DataType[]
  optional: OptionalPart[]
  /** Whether the app learns who signed in. */
  learnsIdentity: boolean
}

/** Kept beside the scopes of a grant; no app can ask for it, only a member can tick it. */
const SENSITIVE = 'sensitive-claims'

/** @param registered scopes of the client @param asked the request's scope parameter */
export function offerOf(registered: readonly string[], asked: string): Offer {
  const scopes = offeredScopes(registered, [...new Set(asked.split(' ').filter(Boolean))])
  const data = dataTypesOf(scopes)
  const optional: OptionalPart[] = []
  if (data.includes('ExplanationOfBenefit')) optional.push('sensitive')
  if (scopes.includes('offline_access')) optional.push('offline')
  return { scopes, data, optional, learnsIdentity: scopes.includes('openid') || scopes.includes('fhirUser') }
}

/** The ticked parts that were really offered. */
export function tickedOf(offer: Offer, ticked: readonly string[]): OptionalPart[] {
  return offer.optional.filter((part) => ticked.includes(part))
}

/** The scopes that the app gets. */
export function givenScopes(offer: Offer, ticked: readonly OptionalPart[]): string[] {
  return offer.scopes.filter((scope) => scope !== 'offline_access' || ticked.includes('offline'))
}

/** What the grant remembers: the scopes, and whether claims about sensitive care go along. */
export function keptScopes(offer: Offer, ticked: readonly OptionalPart[]): string[] {
  return [...givenScopes(offer, ticked), ...(ticked.includes('sensitive') ? [SENSITIVE] : [])]
}
