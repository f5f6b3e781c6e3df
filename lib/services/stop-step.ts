/** Stops that reach further than one client, as the member's side asks for them: at every call, never kept. */
import { listClientEvents } from '../../db/queries/client.ts'
import { listOrganizationStops, listStopsOfClient, listStopsOfOrganizations } from '../../db/queries/stop.ts'
import type { Reader } from '../../db/transaction.ts'
import { type ClientEvent, type ClientStatus, clientStatus, type Environment } from '../domain/client.ts'
import { Refusal } from '../domain/refusal.ts'
import { isStopped, type LastStop, statusUnder } from '../domain/stop.ts'

/** Refuses `client_stopped` for a client of a stopped organization, `consents_stopped` while no new sharing begins. */
export async function refuseStopped(reader: Reader, environment: Environment, clientId: string): Promise<void> {
  refuseByStops(await listStopsOfClient(reader, clientId), environment)
}

/** The same on stops that were read already. */
export function refuseByStops(stops: readonly LastStop[], environment: Environment): void {
  if (isStopped(stops, 'organization')) throw new Refusal('client_stopped', 'This app cannot get data right now.')
  if (environment === 'production' && isStopped(stops, 'consents')) {
    throw new Refusal('consents_stopped', 'No app can start to get data right now.')
  }
}

/** Since when the organization behind each client is stopped; one that is not stopped is missing. */
export async function organizationStops(reader: Reader, clientIds: readonly string[]): Promise<Map<string, Date>> {
  const last = await listOrganizationStops(reader, clientIds)
  return new Map(last.flatMap(({ clientId, kind, at }) => (kind === 'stopped' ? [[clientId, at] as const] : [])))
}

type Case = { id: string; clientId: string | null; organizationId: string }

/**
 * Since when what each case is about stands still with its whole organization: that of its client today, or of the case
 * itself. By case; one that is not stopped is missing.
 */
export async function stopsOfCases(reader: Reader, cases: readonly Case[]): Promise<Map<string, Date>> {
  const clientIds = cases.flatMap(({ clientId }) => clientId ?? [])
  const wholes = cases.flatMap(({ clientId, organizationId }) => (clientId === null ? organizationId : []))
  const [clients, organizations] = await Promise.all([
    organizationStops(reader, clientIds),
    listStopsOfOrganizations(reader, wholes),
  ])
  return new Map(
    cases.flatMap(({ id, clientId, organizationId }) => {
      const last = organizations.find((row) => row.organizationId === organizationId)
      const at = clientId ? clients.get(clientId) : last?.kind === 'stopped' ? last.at : undefined
      return at ? [[id, at] as const] : []
    }),
  )
}

/** What each client can do now: its own state, under the stops of its organization. The one answer for every list. */
export async function clientStatuses(reader: Reader, clientIds: readonly string[]): Promise<Map<string, ClientStatus>> {
  const ids = [...clientIds]
  const events = new Map<string, ClientEvent[]>(ids.map((id) => [id, []]))
  for (const event of await listClientEvents(reader, ids)) events.get(event.clientId)?.push(event)
  const stops = await organizationStops(reader, ids)
  return new Map(ids.map((id) => [id, statusUnder(clientStatus(events.get(id) ?? []), stops.has(id))]))
}
