/** What people do about a client in the payer's own authorization server: try again, tell that it is gone, see a secret, get another. */
import { findClient, lockClient } from '../../db/queries/client.ts'
import { deleteProvisioned, enqueueProvision, takeSealedSecret } from '../../db/queries/provisioning.ts'
import { findOwnerOfApp } from '../../db/queries/review.ts'
import type { Tx } from '../../db/transaction.ts'
import { RENEWALS, whyNotRenew } from '../domain/provision-secret.ts'
import { provisionStanding } from '../domain/provisioning.ts'
import { notFound, Refusal } from '../domain/refusal.ts'
import { CONFLICT_SENTENCE } from '../domain/review-verdict.ts'
import { lockedClientOfDeveloper } from './client.ts'
import type { Context } from './context.ts'
import { type DeveloperProvisionView, forDeveloper, provisionedOf, provisionedOne } from './provisioning-facts.ts'
import { keepState } from './provisioning-open.ts'
import { provisionStep, renewStep } from './provisioning-step.ts'
import { countTry } from './rate-limit.ts'
import { recordAudit } from './record.ts'
import { reviewerOf } from './review-access.ts'
import { conflictWith } from './review-facts.ts'

export type ProvisionActInput = { clientId: string }

async function lockedForStaff(tx: Tx, ctx: Context, { clientId }: ProvisionActInput) {
  const staff = reviewerOf(ctx)
  const seen = ctx.settings.provisions ? await findClient(tx, clientId) : undefined
  if (seen?.environment !== 'production') throw notFound('client')
  const client = (await lockClient(tx, clientId)) ?? seen
  const owner = await findOwnerOfApp(tx, client.appId)
  const [found] = await provisionedOf(tx, ctx, [client])
  if (!owner || !found) throw notFound('client')
  if (await conflictWith(tx, staff, owner.organization.id)) throw new Refusal('conflict', CONFLICT_SENTENCE)
  return { ...found, organizationId: owner.organization.id, standing: provisionStanding(found.facts) }
}

/**
 * Has the last intent tried again now, under the same key. For reviewers and leads; refuses `read_only`, `conflict`,
 * `nothing_to_retry` and `not_found`.
 */
export function retryProvisioning(ctx: Context, input: ProvisionActInput): Promise<ProvisionActInput> {
  return ctx.transaction(async (tx) => {
    const { intent, standing, organizationId } = await lockedForStaff(tx, ctx, input)
    if (!intent || standing === 'live' || standing === 'stopped') {
      throw new Refusal('nothing_to_retry', 'Nothing is left to do for this client in the authorization server.')
    }
    await enqueueProvision(tx, input.clientId, 'retry', ctx.now)
    await audit(tx, ctx, input, organizationId, 'provisioning.retried')
    return { clientId: input.clientId }
  })
}

/**
 * Somebody took the client out of the other server by hand, because we can manage it no more. One that shall be live is
 * registered anew. For reviewers and leads; refuses `read_only`, `conflict`, `not_lost` and `not_found`.
 */
export function tellRemovedThere(ctx: Context, input: ProvisionActInput): Promise<ProvisionActInput> {
  return ctx.transaction(async (tx) => {
    const { client, intent, remote, facts, organizationId } = await lockedForStaff(tx, ctx, input)
    if (!intent || !remote || facts.attempts.at(-1)?.outcome !== 'lost') {
      throw new Refusal('not_lost', 'We can still manage this client in the authorization server.')
    }
    // A removal that is done; what comes after it has a key of its own, because a server that knows the old one would
    // answer with the client that is gone.
    await renewStep(tx, ctx, input.clientId)
    await deleteProvisioned(tx, input.clientId)
    await provisionStep(tx, ctx, input.clientId)
    const [after] = await provisionedOf(tx, ctx, [client])
    if (after) await keepState(tx, after)
    await audit(tx, ctx, input, organizationId, 'provisioning.removed_by_hand', { remoteId: remote.remoteId })
    return { clientId: input.clientId }
  })
}

/**
 * The secret that the other server gave this client, once: it is forgotten here in the same transaction. For developers
 * who may manage clients; refuses `secret_taken`, a role that may only read, and `not_found`.
 */
export function takeProvisionedSecret(ctx: Context, input: ProvisionActInput): Promise<{ secret: string }> {
  return ctx.transaction(async (tx) => {
    const { app, there } = await lockedForDeveloper(tx, ctx, input)
    const sealed = there?.secret === 'waits' ? await takeSealedSecret(tx, input.clientId) : null
    if (sealed === null) {
      throw new Refusal('secret_taken', 'There is no secret to show: somebody has seen it, or there is none yet.')
    }
    await audit(tx, ctx, input, app.organizationId, 'provisioning.secret_shown')
    return { secret: ctx.unseal(sealed) }
  })
}

/** The client is locked; `there` is null for one that lives in no other server. */
async function lockedForDeveloper(tx: Tx, ctx: Context, { clientId }: ProvisionActInput) {
  const { client, app } = await lockedClientOfDeveloper(tx, ctx, clientId)
  const found = await provisionedOne(tx, ctx, client)
  const there: DeveloperProvisionView | null = found ? forDeveloper(found) : null
  return { client, app, there }
}

/**
 * Another secret for a client whose own was lost or leaked: the client is taken out of the other server and put there
 * anew, because no call of RFC 7592 asks for a secret. The id there, the secret and all tokens of before end with it. For
 * developers who may manage clients; refuses `not_renewable` (says why), `too_many_requests`, a role that may only read,
 * and `not_found`.
 */
export function renewProvisioned(ctx: Context, input: ProvisionActInput): Promise<ProvisionActInput> {
  return ctx.transaction(async (tx) => {
    const { client, app, there } = await lockedForDeveloper(tx, ctx, input)
    if (!there) throw notFound('client')
    const why = whyNotRenew({ ...there, type: client.type })
    if (why) throw new Refusal('not_renewable', why)
    await countTry(tx, ctx, `renew:${client.id}`, RENEWALS)
    await renewStep(tx, ctx, client.id)
    await audit(tx, ctx, input, app.organizationId, 'provisioning.renewed')
    return { clientId: client.id }
  })
}

function audit(
  tx: Tx,
  ctx: Context,
  { clientId }: ProvisionActInput,
  organizationId: string,
  act: string,
  data: Record<string, unknown> = {},
): Promise<void> {
  return recordAudit(tx, ctx, { act, noun: 'client', nounId: clientId, organizationId, data })
}
