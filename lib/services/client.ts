/**
 * Clients: the production one that an approval makes, the sandbox ones a developer makes alone, their secrets, and what
 * the authorization server may know about them. Status is never cached: every call asks.
 */
import { findAttestationOfClient, findDocument } from '../../db/queries/attestation.ts'
import {
  appendClientEvent,
  type ClientEventRow,
  type ClientRow,
  type ClientSecretRow,
  findAppForPerson,
  findClient,
  findProductionClientOfApp,
  insertClient,
  listClientEvents,
  listClientSecrets,
  listClientsOfApp,
  lockClient,
  updateClient,
} from '../../db/queries/client.ts'
import type { Reader, Tx } from '../../db/transaction.ts'
import {
  type ClientStatus,
  type ClientType,
  clientStatus,
  type Environment,
  MAX_SANDBOX_CLIENTS,
  secretIsLive,
  stoppedBy,
  whyNoSecret,
} from '../domain/client.ts'
import { parseRedirectUri } from '../domain/redirect-uri.ts'
import { notFound, Refusal } from '../domain/refusal.ts'
import { frozenAnswers, registrationOf, SANDBOX_SCOPES } from '../domain/registration.ts'
import type { Context } from './context.ts'
import { recordAudit } from './record.ts'

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
  const { native, ...registration } = registrationOf(frozenAnswers(document.content))
  const shape = { ...registration, native: native ? ('yes' as const) : ('no' as const) }
  const before = await findProductionClientOfApp(tx, facts.appId)
  const clientId = before?.id ?? ctx.randomId()
  if (before) {
    await lockClient(tx, clientId)
    await updateClient(tx, clientId, shape)
  } else {
    await insertClient(tx, newClient(ctx, { ...shape, id: clientId, appId: facts.appId, environment: 'production' }))
  }
  await appendClientEvent(tx, event(ctx, clientId, before ? 'changed' : 'created'))
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

/** A row of what happened, by whoever acts now. */
export function event(
  ctx: Context,
  clientId: string,
  kind: ClientEventRow['kind'],
  words: Partial<Pick<ClientEventRow, 'criterion' | 'publicReason' | 'internalText'>> = {},
): Omit<ClientEventRow, 'seq'> {
  const { actor } = ctx
  const by =
    actor.kind === 'developer'
      ? { actorKind: 'developer' as const, actorId: actor.personId }
      : 'staffId' in actor
        ? { actorKind: 'staff' as const, actorId: actor.staffId }
        : { actorKind: 'system' as const, actorId: null }
  return {
    criterion: null,
    publicReason: '',
    internalText: '',
    ...words,
    ...by,
    id: ctx.randomId(),
    clientId,
    kind,
    at: ctx.now,
  }
}

/** The app when the developer belongs to its organization; `edit` also asks for a role that may change things. */
async function appOf(reader: Reader, ctx: Context, appId: string, need: 'read' | 'edit') {
  if (ctx.actor.kind !== 'developer') throw notFound('app')
  const app = await findAppForPerson(reader, appId, ctx.actor.personId)
  if (!app) throw notFound('app')
  if (need === 'edit' && app.role === 'viewer') {
    throw new Refusal('role_too_low', 'A viewer can look but not change anything. Ask an owner of your organization.')
  }
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

export type SandboxClientInput = {
  appId: string
  name: string
  redirectUri: string
  /** `public` unless the app can keep a secret. */
  type?: 'public' | 'confidential-symmetric'
}

/** A sandbox client, made at once: there are only synthetic people behind it. */
export function createSandboxClient(ctx: Context, input: SandboxClientInput): Promise<{ clientId: string }> {
  return ctx.transaction(async (tx) => {
    const app = await appOf(tx, ctx, input.appId, 'edit')
    const name = sandboxName(input.name)
    const redirectUri = parseRedirectUri(input.redirectUri, { environment: 'sandbox', native: true })
    const clients = await listClientsOfApp(tx, app.id)
    if (clients.filter((client) => client.environment === 'sandbox').length >= MAX_SANDBOX_CLIENTS) {
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
    await appendClientEvent(tx, event(ctx, clientId, 'created'))
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

function sandboxName(text: string): string {
  const name = text.normalize('NFKC').trim()
  if (name === '' || name.length > 60 || /\p{C}/u.test(name)) {
    throw new Refusal('client_name', 'Enter a name of 60 characters or less.', { field: 'name' })
  }
  return name
}

export type SecretView = {
  id: string
  label: string
  /** The last characters, to tell two secrets apart. */
  hint: string
  createdAt: Date
  lastUsedAt: Date | null
  live: boolean
}

export type ClientView = {
  clientId: string
  appId: string
  appName: string
  environment: Environment
  name: string
  type: ClientType
  native: boolean
  redirectUris: string[]
  scopes: string[]
  createdAt: Date
  status: ClientStatus
  /** Why the client is stopped; null while it is live. */
  stopped: { at: Date; criterion: string | null; publicReason: string } | null
  /** For a single client; empty in a list. */
  secrets: SecretView[]
  /** Why no further secret may be made; null when one may. */
  whyNoSecret: string | null
  mayEdit: boolean
  /** Current attestation of the app; null before the first approval. */
  attestation: { version: number; digest: string; publishedAt: Date } | null
  issuer: string
  fhirUrl: string
}

const secretView = (row: ClientSecretRow, now: Date): SecretView => ({
  id: row.id,
  label: row.label,
  hint: row.hint,
  createdAt: row.createdAt,
  lastUsedAt: row.lastUsedAt,
  live: secretIsLive(row, now),
})

type Parts = {
  client: ClientRow
  app: { name: string; role: string }
  events: ClientEventRow[]
  secrets: ClientSecretRow[]
}

function view(ctx: Context, { client, app, events, secrets }: Parts): ClientView {
  const status = clientStatus(events)
  const stopped = stoppedBy(events)
  const views = secrets.map((row) => secretView(row, ctx.now))
  return {
    clientId: client.id,
    appId: client.appId,
    appName: app.name,
    environment: client.environment,
    name: client.name,
    type: client.type,
    native: client.native === 'yes',
    redirectUris: client.redirectUris,
    scopes: client.scopes,
    createdAt: client.createdAt,
    status,
    stopped: stopped && { at: stopped.at, criterion: stopped.criterion, publicReason: stopped.publicReason },
    secrets: views,
    whyNoSecret: whyNoSecret(client.type, status, views.filter((secret) => secret.live).length),
    mayEdit: app.role !== 'viewer',
    attestation: null,
    issuer: ctx.settings.authserverUrl[client.environment],
    fhirUrl: ctx.settings.fhirUrl[client.environment],
  }
}

/** One client with its secrets, for a developer of its organization. */
export async function clientView(ctx: Context, clientId: string): Promise<ClientView> {
  const { client, app } = await clientOfDeveloper(ctx.reader, ctx, clientId, 'read')
  const [events, secrets, current] = await Promise.all([
    listClientEvents(ctx.reader, [client.id]),
    listClientSecrets(ctx.reader, client.id),
    findAttestationOfClient(ctx.reader, client.id),
  ])
  const attestation = current
    ? { version: current.version, digest: current.digest, publishedAt: current.publishedAt }
    : null
  return { ...view(ctx, { client, app, events, secrets }), attestation }
}

/** The clients of an app, newest first, for a developer of its organization. */
export async function listClients(ctx: Context, appId: string): Promise<ClientView[]> {
  const app = await appOf(ctx.reader, ctx, appId, 'read')
  const clients = await listClientsOfApp(ctx.reader, app.id)
  const events = await listClientEvents(
    ctx.reader,
    clients.map((client) => client.id),
  )
  return clients.map((client) =>
    view(ctx, { client, app, events: events.filter((row) => row.clientId === client.id), secrets: [] }),
  )
}

export type ProviderClient = {
  client: ClientRow
  status: ClientStatus
  /** Digests of the live secrets. */
  secretDigests: string[]
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
  const [events, secrets] = await Promise.all([
    listClientEvents(reader, [clientId]),
    listClientSecrets(reader, clientId),
  ])
  const live = secrets.filter((secret) => secretIsLive(secret, now))
  return { client, status: clientStatus(events), secretDigests: live.map((secret) => secret.digest) }
}
