/** Stops that reach further than one client, as the member's side asks for them: at every call, never kept. */
import { listStopsOfClient } from '../../db/queries/stop.ts'
import type { Reader } from '../../db/transaction.ts'
import type { Environment } from '../domain/client.ts'
import { Refusal } from '../domain/refusal.ts'
import { isStopped, type LastStop } from '../domain/stop.ts'

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
  const found = await Promise.all(
    clientIds.map(async (clientId) => {
      const stops = await listStopsOfClient(reader, clientId)
      const stop = stops.find(({ scope, kind }) => scope === 'organization' && kind === 'stopped')
      return stop ? ([clientId, stop.at] as const) : null
    }),
  )
  return new Map(found.filter((one) => one !== null))
}
