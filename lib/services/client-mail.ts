/** Mails about a client to the people who answer for it. A step for acts that change one. */

import { listOwnerEmails } from '../../db/queries/review.ts'
import { findAddressConfirmation, listContactsOfOrganization } from '../../db/queries/submission.ts'
import type { Reader, Tx } from '../../db/transaction.ts'
import type { MailKind } from '../../emails/catalogue.ts'
import type { Context } from './context.ts'
import { thereOf } from './provisioning-facts.ts'
import { recordMail } from './record.ts'

/** The main contact, when that address is proven, and every owner; each address once. */
export async function addressesOf(reader: Reader, organizationId: string): Promise<string[]> {
  const primary = (await listContactsOfOrganization(reader, organizationId)).find((row) => row.kind === 'primary')
  const proven = primary && (await findAddressConfirmation(reader, organizationId, primary.email))
  const owners = await listOwnerEmails(reader, organizationId)
  return [...new Set([...(primary && proven ? [primary.email] : []), ...owners])]
}

export type ClientMailFacts = {
  client: { id: string }
  app: { name: string }
  organization: { id: string }
}

/**
 * One mail to each of them; app, client id, the address of the client's page, and where it stands in the payer's own
 * authorization server are filled in; `also` are addresses of others who were promised it. @returns how many
 */
export async function mailClientPeople(
  tx: Tx,
  ctx: Context,
  { client, app, organization }: ClientMailFacts,
  mail: { kind: MailKind; props?: Record<string, unknown>; also?: readonly string[] },
): Promise<number> {
  const url = `${ctx.settings.portalUrl}/developer/clients/${client.id}`
  const addresses = [...new Set([...(await addressesOf(tx, organization.id)), ...(mail.also ?? [])])]
  const there = await thereOf(tx, ctx, client.id)
  for (const to of addresses) {
    const props = { app: app.name, clientId: client.id, url, ...(there ? { there } : {}), ...mail.props }
    await recordMail(tx, ctx, { kind: mail.kind, to, props })
  }
  return addresses.length
}
