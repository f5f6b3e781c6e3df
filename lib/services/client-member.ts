/** What a member is told about a client that asks for data: its names and what it is registered for. */
import { type AskingClientRow, findAskedRequest, findAskingClient } from '../../db/queries/asking-client.ts'
import type { LabelHead } from '../../db/queries/attestation.ts'
import { clientStatus, type Environment } from '../domain/client.ts'
import { notFound, Refusal } from '../domain/refusal.ts'
import { refuseOthersAnswers } from './consent-step.ts'
import type { Context } from './context.ts'
import { refuseByStops } from './stop-step.ts'

export type AskingClient = {
  clientId: string
  name: string
  company: string
  redirectUris: string[]
  /** Whether it runs on the person's own device. */
  native: boolean
  scopes: string[]
  /** What members read about it now, one a language; `labelToShow` reads it. */
  labels: LabelHead[]
}

/**
 * Refuses `not_found` for a client of another environment or of none, `client_stopped` for one that is not live or whose
 * organization is stopped, `consents_stopped` while no new sharing begins, and `answers_of_another` after the app changed hands.
 */
export async function clientForMember(ctx: Context, environment: Environment, clientId: string): Promise<AskingClient> {
  return mayAsk(await findAskingClient(ctx.reader, clientId), environment)
}

function mayAsk(found: AskingClientRow | undefined, environment: Environment): AskingClient {
  if (!found || found.environment !== environment) throw notFound('client')
  if (clientStatus(found.events.map((kind) => ({ kind }))) !== 'live') {
    throw new Refusal('client_stopped', 'This app cannot get data right now.')
  }
  refuseByStops(found.stops, environment)
  refuseOthersAnswers(environment, found.answeredByOwner)
  const { id, name, company, redirectUris, scopes } = found
  const labels = found.answeredByOwner ? found.labels : []
  return { clientId: id, name, company, redirectUris, native: found.native === 'yes', scopes, labels }
}

type State = Record<string, unknown>
/** Where a thing is kept: its model and its id, as the authorization server names them. */
type Kept = { model: string; id: string }

/**
 * The same client together with the request it made and a member's session, all read by one statement.
 * @returns null when one of the three is missing. Refuses like `clientForMember`.
 */
export async function requestForMember(
  ctx: Context,
  environment: Environment,
  kept: { request: Kept; session: Kept },
): Promise<{ request: State; session: State; client: AskingClient } | null> {
  const keyOf = ({ model, id }: Kept) => ({ environment, model, idDigest: ctx.digest(id) })
  const found = await findAskedRequest(ctx.reader, { request: keyOf(kept.request), session: keyOf(kept.session) })
  return found ? { request: found.request, session: found.session, client: mayAsk(found, environment) } : null
}
