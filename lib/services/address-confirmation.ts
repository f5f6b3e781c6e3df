/** Confirming an address: a mail to it, a page, and a button that only its reader can press. */
import { findConfirmationByToken, insertConfirmation, markConfirmed } from '../../db/queries/contact.ts'
import { findOrganization } from '../../db/queries/organization.ts'
import { findAddressConfirmation } from '../../db/queries/submission.ts'
import type { Reader, Tx } from '../../db/transaction.ts'
import { datedText } from '../domain/calendar.ts'
import { CONFIRMATION_LIFETIME, CONFIRMATIONS } from '../domain/contact.ts'
import { mailboxKey } from '../domain/email-address.ts'
import { notFound, Refusal } from '../domain/refusal.ts'
import type { Context } from './context.ts'
import { withinLimit } from './rate-limit.ts'
import { recordAudit, recordMail } from './record.ts'

export type AskResult = 'sent' | 'confirmed' | 'too_often'

/**
 * Mails the reader of an address the link to confirm it. A step for other services, before their audit row.
 * @returns `confirmed` when nothing is left to prove, `too_often` when the address or the organization is over its limit
 */
export async function askForConfirmation(
  tx: Tx,
  ctx: Context,
  facts: { organizationId: string; organization: string; email: string },
): Promise<AskResult> {
  const { organizationId, organization, email } = facts
  if (await findAddressConfirmation(tx, organizationId, email)) return 'confirmed'
  const address = `confirm:address:${ctx.digest(mailboxKey(email))}`
  if (!(await withinLimit(tx, ctx, address, CONFIRMATIONS.address))) return 'too_often'
  const own = `confirm:organization:${organizationId}`
  if (!(await withinLimit(tx, ctx, own, CONFIRMATIONS.organization))) return 'too_often'
  const token = ctx.randomSecret()
  const expiresAt = new Date(ctx.now.getTime() + CONFIRMATION_LIFETIME)
  await insertConfirmation(tx, {
    id: ctx.randomId(),
    organizationId,
    email,
    tokenDigest: ctx.digest(token),
    requestedAt: ctx.now,
    expiresAt,
    confirmedAt: null,
  })
  await recordMail(tx, ctx, {
    kind: 'confirm_address',
    to: email,
    props: {
      organization,
      url: `${ctx.settings.portalUrl}/confirm-address/${token}`,
      until: datedText(expiresAt, ctx.settings.payer.zone),
    },
  })
  return 'sent'
}

/** What somebody who asked again is told when no mail went out. Refuses `already_confirmed`, `too_many_mails`. */
export function mustBeSent(result: AskResult): void {
  if (result === 'confirmed') throw new Refusal('already_confirmed', 'This address is confirmed already.')
  if (result === 'too_often') {
    throw new Refusal(
      'too_many_mails',
      'Several mails went to this address in the last 24 hours. Look for them there, in the junk folder too, or try again tomorrow.',
    )
  }
}

export type ConfirmationView = {
  organization: string
  email: string
  expiresAt: Date
  /** When the button was pressed; the page then says so and offers nothing more. */
  confirmedAt: Date | null
  expired: boolean
}

async function confirmationOf(reader: Reader, ctx: Context, token: string) {
  const row = token.length > 200 ? undefined : await findConfirmationByToken(reader, ctx.digest(token))
  const organization = row && (await findOrganization(reader, row.organizationId))
  if (!row || !organization) throw notFound('link')
  return { row, organization }
}

/** What the reader of the link sees. Opening it changes nothing. Refuses `not_found`. */
export async function confirmationView(ctx: Context, token: string): Promise<ConfirmationView> {
  const { row, organization } = await confirmationOf(ctx.reader, ctx, token)
  const { email, expiresAt, confirmedAt } = row
  const expired = confirmedAt === null && expiresAt.getTime() <= ctx.now.getTime()
  return { organization: organization.legalName, email, expiresAt, confirmedAt, expired }
}

/** Whoever holds the link reads the address; no account is needed. Pressing twice is harmless. Refuses `not_found`, `link_expired`. */
export function confirmAddress(ctx: Context, input: { token: string }): Promise<{ email: string }> {
  return ctx.transaction(async (tx) => {
    const { row } = await confirmationOf(tx, ctx, input.token)
    if (await markConfirmed(tx, row.id, ctx.now)) {
      const { id, organizationId } = row
      await recordAudit(tx, ctx, { act: 'address.confirmed', noun: 'confirmed_address', nounId: id, organizationId })
      return { email: row.email }
    }
    const { row: now } = await confirmationOf(tx, ctx, input.token)
    if (now.confirmedAt) return { email: row.email }
    throw new Refusal('link_expired', 'This link has expired. Ask the organization to send a new one.')
  })
}
