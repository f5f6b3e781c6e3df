/** Clients with their states, each with the way to its page. */
import type { OrganizationClient } from '../../lib/services/organization-clients.ts'
import { ClientState } from './review-status.tsx'

/** @param clients of one organization in production */
export function ClientLinks({ clients }: { clients: readonly OrganizationClient[] }) {
  if (clients.length === 0) return 'None'
  return (
    <ul className="staff-links">
      {clients.map(({ clientId, name, status }) => (
        <li key={clientId}>
          <a href={`/staff/clients/${clientId}`}>{name}</a> <ClientState status={status} />
        </li>
      ))}
    </ul>
  )
}
