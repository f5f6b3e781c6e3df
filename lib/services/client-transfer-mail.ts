/** Tells the companies of a transfer that it is over. A step for whoever ends it; each way has its own words in the mail. */
import { findOrganization } from '../../db/queries/organization.ts'
import type { Tx } from '../../db/transaction.ts'
import { TRANSFER_ENDS, TRANSFER_TOLD, type TransferEnd } from '../domain/client-transfer.ts'
import { addressesOf } from './client-mail.ts'
import type { Context } from './context.ts'
import { recordMail } from './record.ts'

export type TransferMailFacts = {
  app: { name: string }
  /** The organization that offered the app. */
  from: { id: string; legalName: string }
  /** The one that agreed to take it; null when none has, and then none is told. */
  receiver: string | null
}

/** Tells whoever has to hear of it, as `TRANSFER_TOLD` says. */
export async function tellTransferOver(
  tx: Tx,
  ctx: Context,
  { app, from, receiver }: TransferMailFacts,
  end: TransferEnd,
  publicReason = '',
): Promise<void> {
  const taker = receiver ? await findOrganization(tx, receiver) : undefined
  const told = TRANSFER_TOLD[end].map((who) => (who === 'giver' ? from.id : receiver))
  const addresses: string[] = []
  for (const id of told) if (id) addresses.push(...(await addressesOf(tx, id)))
  const organization = (end === 'given' ? taker?.legalName : undefined) ?? from.legalName
  const words = { what: TRANSFER_ENDS[end], given: end === 'given', gone: end === 'giver_gone', publicReason }
  const props = { app: app.name, organization, ...words, url: `${ctx.settings.portalUrl}/developer` }
  for (const to of new Set(addresses)) await recordMail(tx, ctx, { kind: 'transfer_over', to, props })
}
