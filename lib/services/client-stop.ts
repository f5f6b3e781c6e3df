/**
 * Stopping a client and letting it go on. Status is computed from these events at every call of the authorization server,
 * so both are effective at its next one. Reinstatement needs a second person.
 */
import { type ClientRow, findClient, listClientEvents, lockClient } from '../../db/queries/client.ts'
import { deleteAccessOfClient } from '../../db/queries/client-impact.ts'
import { findOwnerOfApp } from '../../db/queries/review.ts'
import { listStops } from '../../db/queries/stop.ts'
import type { Tx } from '../../db/transaction.ts'
import { datedText } from '../domain/calendar.ts'
import { clientStatus } from '../domain/client.ts'
import { whyNotReinstate, whyNotSuspend } from '../domain/client-stop.ts'
import { notFound, Refusal } from '../domain/refusal.ts'
import { reviewText } from '../domain/review-text.ts'
import { denialFault } from '../domain/review-verdict.ts'
import { securityCriterion, wayToReturn } from '../domain/security-criteria.ts'
import { isStopped } from '../domain/stop.ts'
import { recordClientEvent } from './client-event.ts'
import { mailClientPeople } from './client-mail.ts'
import type { Context, Staff } from './context.ts'
import { reinstatedStep, suspendedStep } from './episode-malicious-step.ts'
import { recordAudit } from './record.ts'
import { reviewerOf } from './review-access.ts'
import { conflictWith, staffName } from './review-facts.ts'

export type SuspendInput = {
  clientId: string
  /** Code of a security criterion. */
  criterion: string
  /** What the developer reads, in a sentence or two. */
  publicReason: string
  internalText?: string
}

export type StopResult = { clientId: string }

/**
 * Suspends a client, in one step; its access tokens are dead, and malicious traffic opens a case for CIRT. Refuses `suspended_meanwhile` (names who and when), `not_suspendable`, `denial` (fields
 * `criterion`, `publicReason`), `text`, `read_only`, `not_found`.
 */
export function suspendClient(ctx: Context, input: SuspendInput): Promise<StopResult> {
  return ctx.transaction(async (tx) => {
    const staff = reviewerOf(ctx)
    const facts = await stopFacts(tx, staff, input.clientId)
    await refuseSecond(tx, ctx, facts, 'suspended')
    const [why] = whyNotSuspend(facts)
    if (why) throw new Refusal('not_suspendable', why)
    const publicReason = reviewText(input.publicReason, { field: 'publicReason' })
    const internalText = reviewText(input.internalText ?? '', { field: 'internalText' })
    const fault = denialFault(input.criterion, publicReason)
    const criterion = securityCriterion(input.criterion)
    if (fault || !criterion) throw new Refusal('denial', fault?.sentence ?? '', { field: fault?.field })
    const words = { criterion: criterion.code, publicReason, internalText }
    await recordClientEvent(tx, ctx, facts.client.id, 'suspended', words)
    await deleteAccessOfClient(tx, facts.client.environment, facts.client.id)
    const { title } = criterion
    const wayBack = wayToReturn(criterion)
    const { reference: episode } = await suspendedStep(tx, ctx, facts, words)
    await mailClientPeople(tx, ctx, facts, {
      kind: 'client_suspended',
      props: { criterion: title, publicReason, wayBack, ...(episode ? { episode } : {}) },
    })
    const { conflict } = facts
    await audit(tx, ctx, facts, 'client.suspended', { criterion: criterion.code, ...(conflict ? { conflict } : {}) })
    return { clientId: facts.client.id }
  })
}

export type ReinstateInput = { clientId: string; publicReason: string; internalText?: string }

/**
 * Lets a suspended client go on; its grants and secrets were kept. Refuses `second_person` to whoever suspended it,
 * `reinstated_meanwhile`, `not_reinstatable`, `text` (field `publicReason`), `read_only`, `not_found`.
 */
export function reinstateClient(ctx: Context, input: ReinstateInput): Promise<StopResult> {
  return ctx.transaction(async (tx) => {
    const staff = reviewerOf(ctx)
    const facts = await stopFacts(tx, staff, input.clientId)
    await refuseSecond(tx, ctx, facts, 'reinstated')
    const [why] = whyNotReinstate(facts, staff.staffId)
    if (why) {
      const stopped = facts.events.findLast((row) => row.kind === 'suspended')
      throw new Refusal(stopped?.actorId === staff.staffId ? 'second_person' : 'not_reinstatable', why)
    }
    const ask = 'Write the reason in a sentence or two. The developer reads it.'
    const publicReason = reviewText(input.publicReason, { field: 'publicReason', ask })
    const internalText = reviewText(input.internalText ?? '', { field: 'internalText' })
    await recordClientEvent(tx, ctx, facts.client.id, 'reinstated', { publicReason, internalText })
    const { reference: episode } = await reinstatedStep(tx, ctx, facts.client.id, { publicReason, internalText })
    await mailClientPeople(tx, ctx, facts, {
      kind: 'client_reinstated',
      props: { publicReason, ...(episode ? { episode } : {}) },
    })
    await audit(tx, ctx, facts, 'client.reinstated', {})
    return { clientId: facts.client.id }
  })
}

async function stopFacts(tx: Tx, staff: Staff, clientId: string) {
  if (!(await findClient(tx, clientId))) throw notFound('client')
  const client = (await lockClient(tx, clientId)) as ClientRow
  const owner = await findOwnerOfApp(tx, client.appId)
  if (!owner) throw notFound('client')
  const events = await listClientEvents(tx, [clientId])
  const conflict = await conflictWith(tx, staff, owner.organization.id)
  const organizationStopped = isStopped(await listStops(tx, owner.organization.id), 'organization')
  return { client, ...owner, events, conflict, organizationStopped }
}

type Facts = Awaited<ReturnType<typeof stopFacts>>

/** Two at once: one acts, the other is told who did and when. */
async function refuseSecond(tx: Tx, ctx: Context, { events }: Facts, kind: 'suspended' | 'reinstated'): Promise<void> {
  const last = events.findLast((row) => row.kind === 'suspended' || row.kind === 'reinstated')
  const reached = clientStatus(events) === (kind === 'suspended' ? 'suspended' : 'live')
  if (last?.kind !== kind || !reached) return
  const name = last.actorKind === 'staff' ? await staffName(tx, last.actorId) : 'The portal'
  const when = datedText(last.at, ctx.settings.calendar.zone)
  throw new Refusal(`${kind}_meanwhile`, `${name} ${kind} it on ${when}. What you typed is still here.`)
}

function audit(tx: Tx, ctx: Context, facts: Facts, act: string, data: Record<string, unknown>): Promise<void> {
  const { client, organization } = facts
  const entry = { act, noun: 'client', nounId: client.id, organizationId: organization.id }
  return recordAudit(tx, ctx, { ...entry, data: { environment: client.environment, ...data } })
}
