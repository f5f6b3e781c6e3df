/** The client that asks a member for data: alone, and together with the request and the session that a consent page is about. */
import { and, eq, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { LastStop } from '../../lib/domain/stop.ts'
import { builtOnce } from '../built-once.ts'
import { gathered } from '../gathered.ts'
import { app } from '../schema/app.ts'
import { client } from '../schema/client.ts'
import { providerState } from '../schema/grant.ts'
import { organization } from '../schema/organization.ts'
import type { Reader } from '../transaction.ts'
import { answeredByOwner, labelHeadsOfClient } from './attestation.ts'
import type { ClientEventRow } from './client.ts'
import type { StateKey } from './provider-state.ts'

/** Of one client, oldest first. */
const kindsOfEvents = sql<ClientEventRow['kind'][]>`array(
  select e.kind from client_event e where e.client_id = ${client.id} order by e.seq)`

/** The last event of each stop that touches the organization, the global ones included. */
const stopsOfOrganization = sql<LastStop[]>`(
  select coalesce(json_agg(json_build_object('scope', s.scope, 'kind', s.kind)), '[]'::json) from (
    select distinct on (e.scope, e.organization_id) e.scope, e.kind from stop_event e
    where e.organization_id is null or e.organization_id = ${app.organizationId}
    order by e.scope, e.organization_id, e.seq desc) s)`

const asking = {
  id: client.id,
  environment: client.environment,
  name: client.name,
  redirectUris: client.redirectUris,
  native: client.native,
  scopes: client.scopes,
  company: organization.legalName,
  events: kindsOfEvents,
  stops: stopsOfOrganization,
  labels: labelHeadsOfClient,
  answeredByOwner,
}

const askingClients = builtOnce((reader) =>
  reader
    .select(asking)
    .from(client)
    .innerJoin(app, eq(app.id, client.appId))
    .innerJoin(organization, eq(organization.id, app.organizationId))
    .where(sql`${client.id} = any(${sql.placeholder('clientIds')}::text[])`)
    .prepare('asking_clients'),
)

/** A client with the company behind it, the kinds of its events, oldest first, the stops that touch it, and its labels. */
export type AskingClientRow = Awaited<ReturnType<ReturnType<typeof askingClients>['execute']>>[number]

export const findAskingClient: (reader: Reader, clientId: string) => Promise<AskingClientRow | undefined> = gathered(
  (reader, clientIds: string[]) => askingClients(reader).execute({ clientIds }),
  (clientId) => clientId,
  ({ id }) => id,
)

const request = alias(providerState, 'request')
const session = alias(providerState, 'session')

const askedRequests = builtOnce((reader) =>
  reader
    .select({
      requestDigest: request.idDigest,
      sessionDigest: session.idDigest,
      request: request.payload,
      session: session.payload,
      ...asking,
    })
    .from(
      sql`unnest(${sql.placeholder('environments')}::text[], ${sql.placeholder('requestModels')}::text[],
        ${sql.placeholder('requests')}::text[], ${sql.placeholder('sessionModels')}::text[],
        ${sql.placeholder('sessions')}::text[]) as asked (environment, request_model, request, session_model, session)`,
    )
    .innerJoin(
      request,
      and(
        sql`${request.environment} = asked.environment`,
        sql`${request.model} = asked.request_model`,
        sql`${request.idDigest} = asked.request`,
      ),
    )
    .innerJoin(
      session,
      and(
        sql`${session.environment} = asked.environment`,
        sql`${session.model} = asked.session_model`,
        sql`${session.idDigest} = asked.session`,
      ),
    )
    .innerJoin(client, sql`${client.id} = ${request.payload} -> 'params' ->> 'client_id'`)
    .innerJoin(app, eq(app.id, client.appId))
    .innerJoin(organization, eq(organization.id, app.organizationId))
    .prepare('asked_requests'),
)

export type AskedRequestRow = Awaited<ReturnType<ReturnType<typeof askedRequests>['execute']>>[number]
/** Both of one environment. */
export type AskedRequestKey = { request: StateKey; session: StateKey }

/** A request, a session and the client that asks, all three as they are now; nothing when one of them is missing. */
export const findAskedRequest: (reader: Reader, key: AskedRequestKey) => Promise<AskedRequestRow | undefined> =
  gathered(
    (reader, keys: AskedRequestKey[]) =>
      askedRequests(reader).execute({
        environments: keys.map((key) => key.request.environment),
        requestModels: keys.map((key) => key.request.model),
        requests: keys.map((key) => key.request.idDigest),
        sessionModels: keys.map((key) => key.session.model),
        sessions: keys.map((key) => key.session.idDigest),
      }),
    ({ request, session }) => `${request.idDigest} ${session.idDigest}`,
    ({ requestDigest, sessionDigest }) => `${requestDigest} ${sessionDigest}`,
  )
