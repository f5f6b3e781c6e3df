/** What there is to know of clients in the payer's own authorization server, read for rules and views. */
import { type ClientRow, findClient } from '../../db/queries/client.ts'
import {
  listAskedFor,
  listLastIntents,
  listProvisionAttempts,
  listProvisioned,
  type ProvisionedClientRow,
  type ProvisionIntentRow,
} from '../../db/queries/provisioning.ts'
import type { Reader } from '../../db/transaction.ts'
import { canonicalJson } from '../domain/canonical-json.ts'
import type { SecretThere } from '../domain/provision-secret.ts'
import {
  type AskedFor,
  type DeveloperStanding,
  developerStanding,
  type ProvisionAttempt,
  type ProvisionFacts,
} from '../domain/provisioning.ts'
import type { Context } from './context.ts'
import { type Wished, wishesOf } from './provisioning-step.ts'

export type Provisioned = Wished & {
  client: ClientRow
  intent: ProvisionIntentRow | undefined
  remote: ProvisionedClientRow | undefined
  facts: ProvisionFacts
  /** Of every intent, oldest first. */
  attempts: ProvisionAttempt[]
}

/** Whether a client lives in the payer's own authorization server. */
export const livesElsewhere = (ctx: Context, { environment }: Pick<ClientRow, 'environment'>): boolean =>
  ctx.settings.provisions && environment === 'production'

/** In the order of `clients`. */
export async function provisionedOf(
  reader: Reader,
  ctx: Pick<Context, 'digest'>,
  clients: readonly ClientRow[],
): Promise<Provisioned[]> {
  const ids = clients.map(({ id }) => id)
  const [intents, attempts, remotes, wishes] = await Promise.all([
    listLastIntents(reader, ids),
    listProvisionAttempts(reader, ids),
    listProvisioned(reader, ids),
    wishesOf(reader, clients),
  ])
  return clients.flatMap((client, index) => {
    const wished = wishes[index]
    if (!wished) return []
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
    return [{ ...wished, client, intent, remote, facts, attempts: own }]
  })
}

/** The same of one client; null for one that lives in no other server. */
export async function provisionedOne(reader: Reader, ctx: Context, client: ClientRow): Promise<Provisioned | null> {
  if (!livesElsewhere(ctx, client)) return null
  const [found] = await provisionedOf(reader, ctx, [client])
  return found ?? null
}

export type DeveloperProvisionView = {
  standing: DeveloperStanding
  /** The client id there that they were told; null before it was confirmed once, and when another takes its place. */
  remoteId: string | null
  /** Whether it is taken out to be put there anew, under another id. */
  renewing: boolean
  secret: SecretThere
}

/** What the people of its organization may know of a client there. */
export function forDeveloper({ client, facts, remote }: Provisioned): DeveloperProvisionView {
  const goes = facts.intent?.action === 'delete'
  const replaced = goes && facts.wish !== 'absent'
  const told = remote?.confirmedAt && !replaced ? remote : undefined
  return {
    standing: developerStanding(facts),
    remoteId: told?.remoteId ?? null,
    renewing: goes && facts.wish === 'present',
    secret: told && !goes && client.type === 'confidential-symmetric' ? secretOf(told) : 'none',
  }
}

function secretOf({ sealedSecret, secretDigest }: ProvisionedClientRow): SecretThere {
  if (sealedSecret !== null) return 'waits'
  return secretDigest === null ? 'none' : 'seen'
}

/** The same of one client, for mails about it; null for clients that live in no other server. */
export async function thereOf(reader: Reader, ctx: Context, clientId: string): Promise<DeveloperProvisionView | null> {
  const client = ctx.settings.provisions ? await findClient(reader, clientId) : undefined
  const found = client && (await provisionedOne(reader, ctx, client))
  return found ? forDeveloper(found) : null
}

/** What was asked for of a client, oldest first; null where Candor's own authorization server serves the members. */
export async function askedForOf(ctx: Context, clientId: string | undefined): Promise<AskedFor[] | null> {
  if (!ctx.settings.provisions) return null
  return clientId === undefined ? [] : listAskedFor(ctx.reader, [clientId])
}
