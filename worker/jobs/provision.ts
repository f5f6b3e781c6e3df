/**
 * Brings one client in the payer's own authorization server to where it shall be, call by call. Running it twice calls
 * once: the attempts say what was done. A call that failed is tried again by a job of its own.
 */
import { z } from 'zod'
import { judgeReply } from '../../lib/domain/provision-answer.ts'
import { PROVISION_PATIENCE } from '../../lib/domain/provisioning.ts'
import { callRegistration, type RegistrationCall } from '../../lib/platform/registration-call.ts'
import {
  beginProvisionCall,
  endProvisionCall,
  type ProvisionCallToMake,
  startProvisionChecks,
} from '../../lib/services/provisioning.ts'
import type { JobTools } from './tools.ts'

const payloadSchema = z.object({ clientId: z.string(), cause: z.enum(['work', 'retry', 'check']) })

/** Enough for any way there; what is left is done by the next job. */
const MOST_CALLS = 6

/** Throws when another worker is at the client, so that the queue asks again. @param patience (ms) for each call */
export async function provisionJob(
  tools: JobTools,
  payload: unknown,
  patience: number = PROVISION_PATIENCE,
): Promise<void> {
  const { provision } = tools.settings
  if (!provision) return
  const { clientId, cause } = payloadSchema.parse(payload)
  for (let count = 0; count < MOST_CALLS; count += 1) {
    const made = await beginProvisionCall(tools.context('provision'), { clientId, cause: count === 0 ? cause : 'work' })
    if (made === 'busy') throw new Error(`another worker is at the client ${clientId}`)
    if (!made) return
    const reply = await callRegistration(requestOf(made, provision), patience)
    const remoteId = made.hold?.remoteId ?? null
    const verdict = judgeReply({ ...made, endpoint: provision.url, remoteId }, reply)
    const { standing, goOn } = await endProvisionCall(tools.context('provision'), { made, verdict })
    tell(tools, made, verdict, standing)
    if (!goOn) return
  }
}

const METHODS = { register: 'POST', update: 'PUT', read: 'GET', delete: 'DELETE' } as const

function requestOf(made: ProvisionCallToMake, endpoint: { url: string; token: string | null }): RegistrationCall {
  const { call, hold, body, intentId } = made
  const method = METHODS[call]
  if (call === 'register' || !hold) return { method, url: endpoint.url, token: endpoint.token, key: intentId, body }
  return { method, url: hold.registrationUri, token: hold.token, body }
}

/** A client that should have stopped and has not is said as loudly as a log can. */
function tell(
  tools: JobTools,
  { clientId, call }: ProvisionCallToMake,
  { outcome, detail }: { outcome: string; detail: string },
  standing: string,
): void {
  const facts = { clientId, call, outcome, detail, standing }
  if (outcome === 'answered' || outcome === 'confirmed') tools.log.info(facts, 'provisioning')
  else if (standing === 'not_yet_stopped')
    tools.log.error(facts, 'A CLIENT THAT MUST STOP IS STILL IN THE AUTHORIZATION SERVER')
  else tools.log.warn(facts, 'provisioning')
}

/** The daily look at every client there. */
export async function provisionCheckJob(tools: JobTools): Promise<void> {
  const clients = await startProvisionChecks(tools.context('provision_check'))
  if (clients > 0) tools.log.info({ clients }, 'clients in the authorization server are checked')
}
