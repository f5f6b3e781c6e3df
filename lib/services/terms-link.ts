/** Accepting the terms without an account: a link sent to a person with authority, such as a lawyer or a director. */
import { lockOrganization } from '../../db/queries/organization.ts'
import {
  findTermsLink,
  findTermsOrganization,
  insertTermsLink,
  listTermsLinks,
  markTermsLinkUsed,
  type TermsLinkRow,
  type TermsRow,
} from '../../db/queries/terms.ts'
import type { Reader } from '../../db/transaction.ts'
import { parseEmailAddress } from '../domain/email-address.ts'
import { notFound, Refusal } from '../domain/refusal.ts'
import { type AcceptanceInput, TERMS_LINK_LIFETIME } from '../domain/terms.ts'
import type { Context } from './context.ts'
import { lockedOrganizationAccess } from './organization-access.ts'
import { recordAudit, recordMail } from './record.ts'
import { recordAcceptance, termsInForce } from './terms.ts'

/** So that the portal cannot be used to flood a stranger's mailbox. */
const LINKS_A_DAY = 5
const DAY = 24 * 60 * 60 * 1000

/**
 * Mails a link that works for 14 days, once. Refuses `email_invalid`, `too_many_links`, `not_found`, `role_too_low`.
 */
export function sendTermsLink(
  ctx: Context,
  input: { organizationId: string; email: string },
): Promise<{ email: string; expiresAt: Date }> {
  return ctx.transaction(async (tx) => {
    const { actor } = await lockedOrganizationAccess(tx, ctx, input.organizationId, 'accept_terms')
    const email = parseEmailAddress(input.email)
    const recent = (await listTermsLinks(tx, input.organizationId)).filter(
      (link) => ctx.now.getTime() - link.createdAt.getTime() < DAY,
    )
    if (recent.length >= LINKS_A_DAY) {
      throw new Refusal('too_many_links', 'You sent five links in the last 24 hours. Try again tomorrow.', {
        field: 'email',
      })
    }
    const token = ctx.randomSecret()
    const expiresAt = new Date(ctx.now.getTime() + TERMS_LINK_LIFETIME)
    const linkId = ctx.randomId()
    await insertTermsLink(tx, {
      id: linkId,
      organizationId: input.organizationId,
      email,
      tokenDigest: ctx.digest(token),
      createdBy: actor.personId,
      createdAt: ctx.now,
      expiresAt,
      usedAt: null,
    })
    const organization = await findTermsOrganization(tx, input.organizationId)
    await recordMail(tx, ctx, {
      kind: 'terms_link',
      to: email,
      props: {
        organization: organization?.legalName ?? '',
        from: actor.name || actor.email,
        url: `${ctx.settings.portalUrl}/terms-link/${token}`,
        expiresAt: expiresAt.toISOString(),
      },
    })
    await recordAudit(tx, ctx, {
      act: 'terms.link_sent',
      noun: 'terms_link',
      nounId: linkId,
      organizationId: input.organizationId,
    })
    return { email, expiresAt }
  })
}

async function workingLink(reader: Reader, ctx: Context, token: string): Promise<TermsLinkRow> {
  const link = token.length > 200 ? undefined : await findTermsLink(reader, ctx.digest(token))
  if (!link) throw notFound('link')
  if (link.expiresAt.getTime() <= ctx.now.getTime()) {
    throw new Refusal('link_expired', 'This link has expired. Ask the person who sent it for a new one.')
  }
  return link
}

export type TermsLinkView = {
  terms: TermsRow
  organization: string
  email: string
  expiresAt: Date
  /** When it was used; the page then says so and offers nothing more. */
  usedAt: Date | null
}

/** What the reader of the link sees. Opening it changes nothing. Refuses `not_found`, `link_expired`. */
export async function termsLinkView(ctx: Context, token: string): Promise<TermsLinkView> {
  const link = await workingLink(ctx.reader, ctx, token)
  const organization = await findTermsOrganization(ctx.reader, link.organizationId)
  if (!organization) throw notFound('link')
  const terms = await termsInForce(ctx.reader, ctx.now)
  const { email, expiresAt, usedAt } = link
  return { terms, organization: organization.legalName, email, expiresAt, usedAt }
}

/**
 * Accepts the version in force by a link. Refuses `not_found`, `link_expired`, `link_used`, `terms_too_early`,
 * `terms_changed`.
 */
export function acceptByLink(
  ctx: Context,
  input: AcceptanceInput & { token: string },
): Promise<{ version: string; at: Date }> {
  return ctx.transaction(async (tx) => {
    const { token, ...statement } = input
    const link = await workingLink(tx, ctx, token)
    await lockOrganization(tx, link.organizationId)
    if (!(await findTermsOrganization(tx, link.organizationId))) throw notFound('link')
    if (!(await markTermsLinkUsed(tx, link.id, ctx.now))) {
      throw new Refusal('link_used', 'This link was used already.')
    }
    return recordAcceptance(tx, ctx, {
      ...statement,
      organizationId: link.organizationId,
      personId: null,
      linkEmail: link.email,
    })
  })
}
