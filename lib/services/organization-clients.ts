/** The production clients of an organization, with what each can do now. A step for pages of payer staff; it asks nobody. */
import { listClientsOfOrganization } from '../../db/queries/stop.ts'
import type { Reader } from '../../db/transaction.ts'
import type { ClientStatus } from '../domain/client.ts'
import { clientStatuses } from './stop-step.ts'

export type OrganizationClient = { clientId: string; name: string; status: ClientStatus }

/** By name; removed ones are among them. */
export async function productionClientsOf(reader: Reader, organizationId: string): Promise<OrganizationClient[]> {
  const rows = await listClientsOfOrganization(reader, organizationId)
  const clients = rows.flatMap(({ client }) => (client.environment === 'production' ? client : []))
  const statuses = await clientStatuses(
    reader,
    clients.map(({ id }) => id),
  )
  return clients
    .map(({ id, name }) => ({ clientId: id, name, status: statuses.get(id) ?? ('live' as const) }))
    .toSorted((one, other) => one.name.localeCompare(other.name))
}
