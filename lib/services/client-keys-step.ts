/** Puts keys, or the address where they are, on a client. A step for whoever may decide that; the client is locked. */
import { type ClientRow, updateClientKeys } from '../../db/queries/client.ts'
import { askForJwks } from '../../db/queries/client-change.ts'
import type { Tx } from '../../db/transaction.ts'
import { canonicalJson } from '../domain/canonical-json.ts'
import type { PublicJwks } from '../domain/jwks.ts'
import { recordClientEvent } from './client-event.ts'
import type { Context } from './context.ts'

/** Of the canonical keys: the same keys have the same digest, however the set was written. */
export const jwksDigestOf = (ctx: Context, jwks: PublicJwks): string => ctx.digest(canonicalJson(jwks))

/** Keys, an address, or both: keys that were seen at the address keep it. */
export type NewKeys = { jwks: PublicJwks; jwksUri: string | null } | { jwks?: undefined; jwksUri: string }

/** Keys work from the next token call on; an address is looked at by the worker, and the keys of before stay until then. */
export async function putKeys(tx: Tx, ctx: Context, client: ClientRow, keys: NewKeys): Promise<void> {
  const { jwks, jwksUri } = keys
  await updateClientKeys(tx, client.id, jwks ? { jwks, jwksDigest: jwksDigestOf(ctx, jwks), jwksUri } : { jwksUri })
  await recordClientEvent(tx, ctx, client.id, 'changed')
  if (!jwks) await askForJwks(tx, client.id)
}
