/** The terms of service: the version in force, and its acceptance by somebody with authority for an organization. */
import {
  type AcceptanceRow,
  appendAcceptance,
  findAcceptance,
  findTerms,
  findTermsAt,
  hasSubmitted,
  insertTerms,
  listOrganizationsOfPerson,
  listTerms,
  listTermsLinks,
  type TermsRow,
} from '../../db/queries/terms.ts'
import type { Reader, Tx } from '../../db/transaction.ts'
import { may } from '../domain/organization.ts'
import { notFound } from '../domain/refusal.ts'
import { type AcceptanceInput, mustBeAcceptable } from '../domain/terms.ts'
import { firstTerms } from '../domain/terms-text.ts'
import type { Context } from './context.ts'
import { lockedOrganizationAccess, organizationAccess } from './organization-access.ts'
import { recordAudit } from './record.ts'
import { tellAcceptance } from './webhook-event.ts'

/** Stores the first version when there is none yet; harmless to call at every start. @returns whether it was stored */
export function ensureTerms(ctx: Context): Promise<boolean> {
  return ctx.transaction(async (tx) => {
    const { name, shortName, supportEmail, appsecEmail } = ctx.settings.payer
    const text = firstTerms({ payer: name, shortName, supportEmail, appsecEmail })
    const inserted = await insertTerms(tx, { ...text, digest: ctx.digest(text.body), effectiveAt: ctx.now })
    if (inserted) {
      const data = { version: text.version, digest: ctx.digest(text.body) }
      await recordAudit(tx, ctx, { act: 'terms.published', noun: 'terms', nounId: text.version, data })
    }
    return inserted
  })
}

/** The version in force now; anybody may read it. Refuses `not_found` before the first start has stored one. */
export async function currentTerms(ctx: Context): Promise<TermsRow> {
  return termsInForce(ctx.reader, ctx.now)
}

/** A step for other services. */
export async function termsInForce(reader: Reader, now: Date): Promise<TermsRow> {
  const terms = await findTermsAt(reader, now)
  if (!terms) throw notFound('version of the terms')
  return terms
}

/** `ahead`: announced, and in force from a later date on. */
export type TermsState = 'in_force' | 'ahead' | 'replaced'

export type PublicTerms = {
  terms: TermsRow
  state: TermsState
  /** All versions, newest first. */
  versions: { version: string; effectiveAt: Date; state: TermsState }[]
}

/**
 * One version of the terms in full, with the list of all; anybody may read every version.
 * @param version the one in force when not given. Refuses `not_found`.
 */
export async function publicTerms(ctx: Context, version?: string): Promise<PublicTerms> {
  const current = await termsInForce(ctx.reader, ctx.now)
  const terms = version === undefined ? current : await findTerms(ctx.reader, version)
  if (!terms) throw notFound('version of the terms')
  const state = (row: { version: string; effectiveAt: Date }): TermsState => {
    if (row.version === current.version) return 'in_force'
    return row.effectiveAt > ctx.now ? 'ahead' : 'replaced'
  }
  const versions = await listTerms(ctx.reader)
  return {
    terms,
    state: state(terms),
    versions: versions.map((row) => ({ version: row.version, effectiveAt: row.effectiveAt, state: state(row) })),
  }
}

export type OrganizationTerms = {
  organizationId: string
  organization: string
  /** The acceptance of the version in force; null while there is none. */
  accepted: { at: Date; name: string | null; title: string; byLink: boolean } | null
  /** Whether a questionnaire was submitted; before that nothing can be accepted. */
  submitted: boolean
  mayAccept: boolean
  /** Links that still work. */
  links: { email: string; expiresAt: Date }[]
}

export type TermsView = { terms: TermsRow; organizations: OrganizationTerms[] }

/** The terms and where each organization of the developer stands. Refuses `not_found` for anybody but a developer. */
export async function termsView(ctx: Context): Promise<TermsView> {
  const { actor } = ctx
  if (actor.kind !== 'developer') throw notFound('page')
  const terms = await termsInForce(ctx.reader, ctx.now)
  const memberships = await listOrganizationsOfPerson(ctx.reader, actor.personId)
  const organizations: OrganizationTerms[] = []
  for (const { organizationId, organization, role } of memberships) {
    const acceptance = await findAcceptance(ctx.reader, organizationId, terms.version)
    const links = await listTermsLinks(ctx.reader, organizationId)
    organizations.push({
      organizationId,
      organization,
      accepted: acceptance ? acceptedView(acceptance) : null,
      submitted: await hasSubmitted(ctx.reader, organizationId),
      mayAccept: may(role, 'accept_terms'),
      links: links.filter((link) => !link.usedAt && link.expiresAt.getTime() > ctx.now.getTime()),
    })
  }
  return { terms, organizations }
}

export type TermsStanding = { version: string; digest: string; accepted: OrganizationTerms['accepted'] }

/**
 * The version in force and its acceptance, for any person of the organization; null while there is nothing to accept.
 * Refuses `not_found`.
 */
export async function termsOfOrganization(ctx: Context, organizationId: string): Promise<TermsStanding | null> {
  await organizationAccess(ctx.reader, ctx, organizationId, 'read')
  const terms = await findTermsAt(ctx.reader, ctx.now)
  if (!terms || !(await hasSubmitted(ctx.reader, organizationId))) return null
  const acceptance = await findAcceptance(ctx.reader, organizationId, terms.version)
  const { version, digest } = terms
  return { version, digest, accepted: acceptance ? acceptedView(acceptance) : null }
}

const acceptedView = (row: AcceptanceRow) => ({
  at: row.at,
  name: row.name,
  title: row.title,
  byLink: row.linkEmail !== null,
})

/**
 * Accepts the version in force for an organization. A version that is accepted already is not accepted twice.
 * Refuses `not_found`, `role_too_low`, `terms_too_early` (nothing submitted yet), `terms_changed`.
 */
export function acceptTerms(
  ctx: Context,
  input: AcceptanceInput & { organizationId: string },
): Promise<{ version: string; at: Date }> {
  return ctx.transaction(async (tx) => {
    const { actor } = await lockedOrganizationAccess(tx, ctx, input.organizationId, 'accept_terms')
    const by = { personId: actor.personId, linkEmail: null }
    return recordAcceptance(tx, ctx, { ...input, ...by })
  })
}

export type AcceptanceFacts = AcceptanceInput & {
  organizationId: string
  personId: string | null
  linkEmail: string | null
}

/** Writes the evidence: who, title, version, digest of the text, time, origin. The organization is locked already. */
export async function recordAcceptance(
  tx: Tx,
  ctx: Context,
  facts: AcceptanceFacts,
): Promise<{ version: string; at: Date }> {
  const terms = await termsInForce(tx, ctx.now)
  const submittedBefore = await hasSubmitted(tx, facts.organizationId)
  mustBeAcceptable({ submittedBefore, shownVersion: facts.version, currentVersion: terms.version })
  const before = await findAcceptance(tx, facts.organizationId, terms.version)
  if (before) return { version: terms.version, at: before.at }
  const id = ctx.randomId()
  await appendAcceptance(tx, {
    id,
    organizationId: facts.organizationId,
    termsVersion: terms.version,
    termsDigest: terms.digest,
    name: facts.name,
    title: facts.title,
    authority: true,
    personId: facts.personId,
    linkEmail: facts.linkEmail,
    at: ctx.now,
    origin: ctx.origin.ip,
  })
  await tellAcceptance(tx, ctx, facts.organizationId, { acceptanceId: id, version: terms.version })
  await recordAudit(tx, ctx, {
    act: 'terms.accepted',
    noun: 'acceptance',
    nounId: id,
    organizationId: facts.organizationId,
    data: { version: terms.version, digest: terms.digest, byLink: facts.linkEmail !== null },
  })
  return { version: terms.version, at: ctx.now }
}
