/** What a developer sees of a client: its addresses, scopes, secrets without their text, and why it is stopped. */
import { findAttestationOfClient, isAnsweredByOwner } from '../../db/queries/attestation.ts'
import {
  type ClientEventRow,
  type ClientRow,
  type ClientSecretRow,
  listClientEvents,
  listClientSecrets,
} from '../../db/queries/client.ts'
import { listStopsOfClient } from '../../db/queries/stop.ts'
import { type ClientStatus, type ClientType, clientStatus, type Environment, stoppedBy } from '../domain/client.ts'
import { dueReminder, type SecretState, secretState, whyNoSecret } from '../domain/client-secret.ts'
import { waitsForOwnAnswers } from '../domain/client-transfer.ts'
import { may, type Role } from '../domain/organization.ts'
import { groundOf, wayToReturn } from '../domain/security-criteria.ts'
import { clientOfDeveloper } from './client.ts'
import type { Context } from './context.ts'

export type SecretView = {
  id: string
  label: string
  /** The last characters, to tell two secrets apart. */
  hint: string
  createdAt: Date
  lastUsedAt: Date | null
  /** null for one that was made before secrets had an end. */
  expiresAt: Date | null
  /** Whether a mail about its end is due or was sent. */
  endsSoon: boolean
  state: SecretState
}

export type StoppedView = {
  at: Date
  /** The security criterion in words; null when there was none. */
  criterion: string | null
  publicReason: string
  /** How to come back. */
  wayBack: string
}

export type ClientView = {
  clientId: string
  appId: string
  appName: string
  company: string
  environment: Environment
  name: string
  type: ClientType
  native: boolean
  redirectUris: string[]
  scopes: string[]
  createdAt: Date
  status: ClientStatus
  /** Why the client is stopped; null while it is live. */
  stopped: StoppedView | null
  /** Why the whole organization is stopped, and so the client, whatever its own status; null for others and in a list. */
  organizationStopped: { at: Date; publicReason: string } | null
  /** For a single client; empty in a list. */
  secrets: SecretView[]
  /** Why no further secret may be made; null when one may. */
  whyNoSecret: string | null
  mayEdit: boolean
  /** Current attestation of the app; null before the first approval. */
  attestation: { version: number; digest: string; publishedAt: Date } | null
  /** Whether members cannot connect it because what was approved are the answers of the company that had the app before. */
  waitsForOwnAnswers: boolean
  issuer: string
  fhirUrl: string
}

const secretView = (row: ClientSecretRow, now: Date): SecretView => ({
  id: row.id,
  label: row.label,
  hint: row.hint,
  createdAt: row.createdAt,
  lastUsedAt: row.lastUsedAt,
  expiresAt: row.expiresAt,
  endsSoon: dueReminder(row, now) !== null,
  state: secretState(row, now),
})

function stoppedView(event: Pick<ClientEventRow, 'at' | 'criterion' | 'publicReason'>): StoppedView {
  const criterion = groundOf(event.criterion ?? '')
  const { at, publicReason } = event
  return { at, publicReason, criterion: criterion?.title ?? null, wayBack: criterion ? wayToReturn(criterion) : '' }
}

type Parts = {
  client: ClientRow
  app: { name: string; company: string; role: Role }
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
    company: app.company,
    environment: client.environment,
    name: client.name,
    type: client.type,
    native: client.native === 'yes',
    redirectUris: client.redirectUris,
    scopes: client.scopes,
    createdAt: client.createdAt,
    status,
    stopped: stopped && stoppedView(stopped),
    organizationStopped: null,
    secrets: views,
    whyNoSecret: whyNoSecret(client.type, status, views.filter((secret) => secret.state === 'live').length),
    mayEdit: may(app.role, 'manage_client'),
    attestation: null,
    waitsForOwnAnswers: false,
    issuer: ctx.settings.authserverUrl[client.environment],
    fhirUrl: ctx.settings.fhirUrl[client.environment],
  }
}

/** One client with its secrets, for a developer of its organization. */
export async function clientView(ctx: Context, clientId: string): Promise<ClientView> {
  const { client, app } = await clientOfDeveloper(ctx.reader, ctx, clientId, 'read')
  const [events, secrets, current, stops] = await Promise.all([
    listClientEvents(ctx.reader, [client.id]),
    listClientSecrets(ctx.reader, client.id),
    findAttestationOfClient(ctx.reader, client.id),
    listStopsOfClient(ctx.reader, client.id),
  ])
  const stop = stops.find(({ scope, kind }) => scope === 'organization' && kind === 'stopped')
  const organizationStopped = stop ? { at: stop.at, publicReason: stop.publicReason } : null
  const attestation = current
    ? { version: current.version, digest: current.digest, publishedAt: current.publishedAt }
    : null
  const waits = waitsForOwnAnswers(client.environment, await isAnsweredByOwner(ctx.reader, client.appId))
  const parts = view(ctx, { client, app, events, secrets })
  return { ...parts, attestation, organizationStopped, waitsForOwnAnswers: waits }
}
