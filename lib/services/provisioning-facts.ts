/** What there is to know of clients in the payer's own authorization server, read for rules and views. */
import type { ClientRow } from '../../db/queries/client.ts'
import {
  listLastIntents,
  listProvisionAttempts,
  listProvisioned,
  type ProvisionedClientRow,
  type ProvisionIntentRow,
} from '../../db/queries/provisioning.ts'
import type { Reader } from '../../db/transaction.ts'
import { canonicalJson } from '../domain/canonical-json.ts'
import type { ProvisionAttempt, ProvisionFacts } from '../domain/provisioning.ts'
import type { Context } from './context.ts'
import { type Wished, wishOf } from './provisioning-step.ts'

export type Provisioned = Wished & {
  client: ClientRow
  intent: ProvisionIntentRow | undefined
  remote: ProvisionedClientRow | undefined
  facts: ProvisionFacts
  /** Of every intent, oldest first. */
  attempts: ProvisionAttempt[]
}

/** In the order of `clients`. */
export async function provisionedOf(
  reader: Reader,
  ctx: Pick<Context, 'digest'>,
  clients: readonly ClientRow[],
): Promise<Provisioned[]> {
  const ids = clients.map(({ id }) => id)
  const [intents, attempts, remotes] = await Promise.all([
    listLastIntents(reader, ids),
    listProvisionAttempts(reader, ids),
    listProvisioned(reader, ids),
  ])
  return Promise.all(
    clients.map(async (client) => {
      const wished = await wishOf(reader, client)
      const intent = intents.find(({ clientId }) => clientId === client.id)
      const remote = remotes.find(({ clientId }) => clientId === client.id)
      const own = attempts.filter(({ clientId }) => clientId === client.id)
      const facts: ProvisionFacts = {
        wish: wished.wish,
        intent: intent
          ? { action: intent.action, at: intent.at, digest: ctx.digest(canonicalJson(intent.metadata)) }
          : null,
        attempts: own.filter(({ intentId }) => intentId === intent?.id),
        remote: remote ? { confirmedDigest: remote.confirmedDigest } : null,
      }
      return { ...wished, client, intent, remote, facts, attempts: own }
    }),
  )
}
