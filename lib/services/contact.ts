/** Contacts: changed at any time without review; the reader of an address confirms it. */
import { upsertContact } from '../../db/queries/contact.ts'
import { findOrganization } from '../../db/queries/organization.ts'
import { listContactsOfOrganization } from '../../db/queries/submission.ts'
import type { Tx } from '../../db/transaction.ts'
import { mailboxKey } from '../domain/email-address.ts'
import { BACKUP_SENTENCE, type ContactInput, type ContactKind, sharesMailbox } from '../domain/organization.ts'
import { refusePayerEmail } from '../domain/payer-domain.ts'
import { notFound, Refusal } from '../domain/refusal.ts'
import { type AskResult, askForConfirmation, mustBeSent } from './address-confirmation.ts'
import type { Context } from './context.ts'
import { lockedOrganizationAccess } from './organization-access.ts'
import { recordAudit } from './record.ts'
import { submissionAccess } from './submission-access.ts'
import { submissionFacts } from './submission-facts.ts'

/**
 * Names somebody else, or the same person with another address or phone. A new address gets a mail to confirm it.
 * Refuses `same_mailbox` (main and backup contact), `payer_domain` (field `email`), `not_found`, `role_too_low`.
 */
export function changeContact(
  ctx: Context,
  input: ContactInput & { organizationId: string; kind: ContactKind },
): Promise<{ organizationId: string; asked: AskResult }> {
  return ctx.transaction(async (tx) => {
    const { organizationId, kind, name, email, phone } = input
    await lockedOrganizationAccess(tx, ctx, organizationId, 'edit_contacts')
    refusePayerEmail(email, ctx.settings.payer.domains)
    const contacts = await listContactsOfOrganization(tx, organizationId)
    const other = kind === 'primary' ? 'backup' : kind === 'backup' ? 'primary' : null
    const twin = contacts.find((contact) => contact.kind === other && sharesMailbox(contact, input))
    if (twin) throw new Refusal('same_mailbox', twinSentence(kind), { field: 'email' })
    const before = contacts.find((contact) => contact.kind === kind)
    await upsertContact(tx, { organizationId, kind, name, email, phone, updatedAt: ctx.now })
    const moved = !before || mailboxKey(before.email) !== mailboxKey(email)
    const asked = moved ? await ask(tx, ctx, organizationId, email) : 'confirmed'
    const fields = { name, email, phone }
    await recordAudit(tx, ctx, {
      act: 'contact.changed',
      noun: 'contact',
      nounId: `${organizationId}/${kind}`,
      organizationId,
      data: { changed: (['name', 'email', 'phone'] as const).filter((field) => before?.[field] !== fields[field]) },
    })
    return { organizationId, asked }
  })
}

const twinSentence = (kind: ContactKind): string =>
  kind === 'primary' ? 'This is the address of the backup contact. The two must be different people.' : BACKUP_SENTENCE

async function ask(tx: Tx, ctx: Context, organizationId: string, email: string): Promise<AskResult> {
  const organization = (await findOrganization(tx, organizationId))?.legalName ?? ''
  return askForConfirmation(tx, ctx, { organizationId, organization, email })
}

/**
 * Mails the confirmation of a contact's address once more.
 * Refuses `already_confirmed`, `too_many_mails`, `not_found`, `role_too_low`.
 */
export function askContactAgain(
  ctx: Context,
  input: { organizationId: string; kind: ContactKind },
): Promise<{ email: string }> {
  return ctx.transaction(async (tx) => {
    const { organizationId, kind } = input
    await lockedOrganizationAccess(tx, ctx, organizationId, 'edit_contacts')
    const contact = (await listContactsOfOrganization(tx, organizationId)).find((row) => row.kind === kind)
    if (!contact) throw notFound('contact')
    return askAgain(tx, ctx, organizationId, contact.email)
  })
}

/**
 * Mails the confirmation of the main contact that a sent form names, once more.
 * Refuses `already_confirmed`, `too_many_mails`, `not_found`, `role_too_low`.
 */
export function askPrimaryAgain(ctx: Context, input: { submissionId: string }): Promise<{ email: string }> {
  return ctx.transaction(async (tx) => {
    const { organizationId } = await submissionAccess(tx, ctx, input.submissionId, 'reply')
    await lockedOrganizationAccess(tx, ctx, organizationId, 'reply')
    const { primary } = await submissionFacts(tx, input.submissionId, ctx.now)
    if (!primary) throw notFound('contact')
    return askAgain(tx, ctx, organizationId, primary.email)
  })
}

async function askAgain(tx: Tx, ctx: Context, organizationId: string, email: string): Promise<{ email: string }> {
  mustBeSent(await ask(tx, ctx, organizationId, email))
  await recordAudit(tx, ctx, {
    act: 'address.asked_again',
    noun: 'organization',
    nounId: organizationId,
    organizationId,
  })
  return { email }
}
