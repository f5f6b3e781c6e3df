/** What a member is told about a client that asks for data: its names and what it is registered for. */
import type { LabelHead } from '../../db/queries/attestation.ts'
import { findClientWithCompany } from '../../db/queries/client.ts'
import { clientStatus, type Environment } from '../domain/client.ts'
import { notFound, Refusal } from '../domain/refusal.ts'
import type { Context } from './context.ts'
import { refuseByStops } from './stop-step.ts'

export type AskingClient = {
  clientId: string
  name: string
  company: string
  redirectUris: string[]
  scopes: string[]
  /** What members read about it now, one a language; `labelToShow` reads it. */
  labels: LabelHead[]
}

/**
 * Refuses `not_found` for a client of another environment or of none, `client_stopped` for one that is not live or whose
 * organization is stopped, and `consents_stopped` while no new sharing begins.
 */
export async function clientForMember(ctx: Context, environment: Environment, clientId: string): Promise<AskingClient> {
  const found = await findClientWithCompany(ctx.reader, clientId)
  if (!found || found.client.environment !== environment) throw notFound('client')
  if (clientStatus(found.events.map((kind) => ({ kind }))) !== 'live') {
    throw new Refusal('client_stopped', 'This app cannot get data right now.')
  }
  refuseByStops(found.stops, environment)
  const { id, name, redirectUris, scopes } = found.client
  return { clientId: id, name, company: found.company, redirectUris, scopes, labels: found.labels }
}
