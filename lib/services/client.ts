/**
 * Clients: the production one that an approval makes, the sandbox ones a developer makes alone, and what the
 * authorization server may know about them. Status is never cached: every call asks.
 */

import { findDocument } from '../../db/queries/attestation.ts'
import {
  type ClientRow,
  findAppForPerson,
  findClient,
  findProductionClientOfApp,
  insertClient,
  listClientEvents,
  listClientSecrets,
  listClientsOfApp,
  lockClient,
  updateClient,
  updateClientKeys,
} from '../../db/queries/client.ts'
import { askForJwks } from '../../db/queries/client-change.ts'
import { listStopsOfClient } from '../../db/queries/stop.ts'
import { lockAppOfSubmissions } from '../../db/queries/submission.ts'
import type { Reader, Tx } from '../../db/transaction.ts'
import {
  type ClientStatus,
  type ClientType,
  clientStatus,
  type Environment,
  MAX_SANDBOX_CLIENTS,
} from '../domain/client.ts'
import { isUseToNote, secretIsLive } from '../domain/client-secret.ts'
import { normalForm } from '../domain/normal-form.ts'
import { mustBeAllowed } from '../domain/organization.ts'
import { parseRedirectUri } from '../domain/redirect-uri.ts'
import { notFound, Refusal } from '../domain/refusal.ts'
import { frozenAnswers, registrationOf, SANDBOX_SCOPES } from '../domain/registration.ts'
import { isStopped, statusUnder } from '../domain/stop.ts'
import { recordClientEvent } from './client-event.ts'
import type { Context } from './context.ts'
import { recordAudit } from './record.ts'
import { notRemoved } from './removal-facts.ts'
import { isKey } from './submission-access.ts'

/**
 * The production client of an approved app; a later approval changes the same client, whose id stays for ever.
 * Called by the approval, inside its transaction.
 */
export async function createProductionClient(
  tx: Tx,
  ctx: Context,
  facts: { appId: string; submissionId: string; documentId: string },
): Promise<{ clientId: string }> {
  const document = await findDocument(tx, facts.documentId)
  if (!document || document.submissionId !== facts.submissionId) throw notFound('document')
  const { native, jwksUri, ...registration } = registrationOf(frozenAnswers(document.content))
  const shape = { ...registration, native: native ? ('yes' as const) : ('no' as const) }
  const before = await findProductionClientOfApp(tx, facts.appId)
  const clientId = before?.id ?? ctx.randomId()
  if (before) {
    await lockClient(tx, clientId)
    await updateClient(tx, clientId, shape)
  } else {
    await insertClient(tx, newClient(ctx, { ...shape, id: clientId, appId: facts.appId, environment: 'production' }))
  }
  // Keys that are live are changed on the client's page, where AppSec sees the keys themselves.
  if (jwksUri && !before?.jwks) {
    await updateClientKeys(tx, clientId, { jwksUri })
    await askForJwks(tx, clientId)
  }
  await recordClientEvent(tx, ctx, clientId, before ? 'changed' : 'created')
  await recordAudit(tx, ctx, {
    act: before ? 'client.changed' : 'client.created',
    noun: 'client',
    nounId: clientId,
    data: { environment: 'production', submissionId: facts.submissionId },
  })
  return { clientId }
}

function newClient(ctx: Context, row: Omit<ClientRow, 'createdAt' | 'jwks' | 'jwksUri' | 'jwksDigest'>): ClientRow {
  return { ...row, jwks: null, jwksUri: null, jwksDigest: null, createdAt: ctx.now }
}

/** The app when the developer belongs to its organization; `edit` also asks for a role that may change things. */
export async function appOf(reader: Reader, ctx: Context, appId: string, need: 'read' | 'edit') {
  if (ctx.actor.kind !== 'developer' || !isKey(appId)) throw notFound('app')
  const app = await findAppForPerson(reader, appId, ctx.actor.personId)
  if (!app) throw notFound('app')
  mustBeAllowed(app.role, need === 'edit' ? 'manage_client' : 'read')
  return app
}

/** A client and its app, for a developer of its organization. */
export async function clientOfDeveloper(reader: Reader, ctx: Context, clientId: string, need: 'read' | 'edit') {
  const client = await findClient(reader, clientId)
  if (!client) throw notFound('client')
  const app = await appOf(reader, ctx, client.appId, need).catch((error: unknown) => {
    throw error instanceof Refusal && error.code === 'not_found' ? notFound('client') : error
  })
  return { client, app }
}

/**
 * The same with the app locked until the transaction ends: whoever was of its organization before it changed hands while
 * this waited is a stranger.
 */
export async function lockedAppOf(tx: Tx, ctx: Context, appId: string) {
  const { id } = await appOf(tx, ctx, appId, 'read')
  await lockAppOfSubmissions(tx, id)
  return appOf(tx, ctx, id, 'edit')
}

/** The same for a client, with the client locked and its row as it is under the lock. */
export async function lockedClientOfDeveloper(tx: Tx, ctx: Context, clientId: string) {
  const { client } = await clientOfDeveloper(tx, ctx, clientId, 'read')
  await lockClient(tx, client.id)
  return clientOfDeveloper(tx, ctx, client.id, 'edit')
}

export type SandboxClientInput = {
  appId: string
  name: string
  redirectUri: string
  /** `public` unless the app can keep a secret or a private key. */
  type?: ClientType
}

/** A sandbox client, made at once: there are only synthetic people behind it. */
export function createSandboxClient(ctx: Context, input: SandboxClientInput): Promise<{ clientId: string }> {
  return ctx.transaction(async (tx) => {
    const app = await lockedAppOf(tx, ctx, input.appId)
    const name = sandboxName(input.name)
    const redirectUri = parseRedirectUri(input.redirectUri, { environment: 'sandbox', native: true })
    if ((await countSandboxClients(tx, app.id)) >= MAX_SANDBOX_CLIENTS) {
      throw new Refusal('too_many_clients', `An app can have ${MAX_SANDBOX_CLIENTS} sandbox clients.`)
    }
    const clientId = ctx.randomId()
    const row = {
      id: clientId,
      appId: app.id,
      environment: 'sandbox' as const,
      name,
      type: input.type ?? ('public' as const),
      native: redirectUri.startsWith('https:') ? ('no' as const) : ('yes' as const),
      redirectUris: [redirectUri],
      scopes: [...SANDBOX_SCOPES],
    }
    await insertClient(tx, newClient(ctx, row))
    await recordClientEvent(tx, ctx, clientId, 'created')
    await recordAudit(tx, ctx, {
      act: 'client.created',
      noun: 'client',
      nounId: clientId,
      organizationId: app.organizationId,
      data: { environment: 'sandbox' },
    })
    return { clientId }
  })
}

/** Those that expired or were removed leave room for others. */
async function countSandboxClients(tx: Tx, appId: string): Promise<number> {
  const clients = (await listClientsOfApp(tx, appId)).filter(({ environment }) => environment === 'sandbox')
  return (await notRemoved(tx, clients)).length
}

function sandboxName(text: string): string {
  const name = normalForm(text, 'NFKC').trim()
  if (name === '' || name.length > 60 || /\p{C}/u.test(name)) {
    throw new Refusal('client_name', 'Enter a name of 60 characters or less.', { field: 'name' })
  }
  return name
}

export type ProviderClient = {
  client: ClientRow
  status: ClientStatus
  /** Digests of the live secrets. */
  secretDigests: string[]
  /** Those of them whose next use is to be noted. */
  restedDigests: string[]
}

/** What the authorization server of an environment knows of a client; null for one of another environment or of none. */
export async function clientForProvider(
  reader: Reader,
  environment: Environment,
  clientId: string,
  now: Date,
): Promise<ProviderClient | null> {
  const client = await findClient(reader, clientId)
  if (!client || client.environment !== environment) return null
  const [events, secrets, stops] = await Promise.all([
    listClientEvents(reader, [clientId]),
    listClientSecrets(reader, clientId),
    listStopsOfClient(reader, clientId),
  ])
  const live = secrets.filter((secret) => secretIsLive(secret, now))
  const status = statusUnder(clientStatus(events), isStopped(stops, 'organization'))
  const rested = live.filter((secret) => isUseToNote(secret.lastUsedAt, now))
  const digests = (rows: typeof live) => rows.map(({ digest }) => digest)
  return { client, status, secretDigests: digests(live), restedDigests: digests(rested) }
}
