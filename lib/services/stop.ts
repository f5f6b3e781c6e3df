/** Stops of a whole organization, of all approvals, and of all new consents, and lifting them. */
import { listClientEvents, lockClient } from '../../db/queries/client.ts'
import { deleteAccessOfClient } from '../../db/queries/client-impact.ts'
import { findOrganization, lockOrganization } from '../../db/queries/organization.ts'
import {
  appendStopEvent,
  listAllStops,
  listClientsOfOrganization,
  listStops,
  lockStops,
  type StopRow,
} from '../../db/queries/stop.ts'
import type { Tx } from '../../db/transaction.ts'
import { clientStatus } from '../domain/client.ts'
import { notFound, Refusal } from '../domain/refusal.ts'
import { reviewText } from '../domain/review-text.ts'
import { CONFLICT_SENTENCE, denialFault } from '../domain/review-verdict.ts'
import { securityCriterion, wayToReturn } from '../domain/security-criteria.ts'
import type { StopScope } from '../domain/stop.ts'
import { mailClientPeople } from './client-mail.ts'
import type { Context } from './context.ts'
import { provisionStep } from './provisioning-step.ts'
import { recordAudit } from './record.ts'
import { leadOf, reviewerOf } from './review-access.ts'
import { conflictWith } from './review-facts.ts'
import { isKey } from './submission-access.ts'
import { tellClientEvent } from './webhook-event.ts'

export type StopInput = {
  scope: StopScope
  /** For the scope `organization` alone. */
  organizationId?: string
  /** Code of a security criterion, for an organization. */
  criterion?: string
  publicReason: string
  internalText?: string
}

export type StopResult = { scope: StopScope }

type Target = { scope: StopScope; organizationId: string | null; last: StopRow | undefined }

async function targetOf(tx: Tx, { scope, organizationId = '' }: StopInput): Promise<Target> {
  const whole = scope === 'organization'
  if (whole && organizationId === '') {
    throw new Refusal('organization', 'Choose the organization.', { field: 'organizationId' })
  }
  if (whole && !(isKey(organizationId) && (await findOrganization(tx, organizationId)))) throw notFound('organization')
  if (whole) await lockOrganization(tx, organizationId)
  await lockStops(tx)
  const id = whole ? organizationId : null
  const rows = whole ? await listStops(tx, organizationId) : await listAllStops(tx)
  return { scope, organizationId: id, last: rows.find((row) => row.scope === scope && row.organizationId === id) }
}

/** A conflict of interest stands against lifting a stop, never against stopping: there the audit says so. */
async function hasConflict(tx: Tx, ctx: Context, { organizationId }: Target): Promise<boolean> {
  return organizationId !== null && (await conflictWith(tx, reviewerOf(ctx), organizationId))
}

const ASK = 'Write the reason in a sentence or two.'

/**
 * For leads. It holds at the next call of every server. Refuses `lead_only`, `read_only`, `not_found`, `organization` (field
 * `organizationId`), `stopped_before`,
 * `denial` (fields `criterion`, `publicReason`) and `text`.
 */
export function beginStop(ctx: Context, input: StopInput): Promise<StopResult> {
  return ctx.transaction(async (tx) => {
    leadOf(ctx)
    const target = await targetOf(tx, input)
    if (target.last?.kind === 'stopped') throw new Refusal('stopped_before', 'This is stopped already.')
    const publicReason = reviewText(input.publicReason, { field: 'publicReason', ask: ASK })
    const internalText = reviewText(input.internalText ?? '', { field: 'internalText' })
    await append(tx, ctx, target, 'stopped', { publicReason, internalText })
    if (target.organizationId) await stopClients(tx, ctx, target.organizationId, input.criterion ?? '', publicReason)
    const conflict = await hasConflict(tx, ctx, target)
    const data = { ...(input.criterion ? { criterion: input.criterion } : {}), ...(conflict ? { conflict } : {}) }
    await audit(tx, ctx, target, 'stop.begun', data)
    return { scope: target.scope }
  })
}

/**
 * Refuses `second_person` to whoever stopped an organization, `lead_only` to a reviewer for a global stop, `not_stopped`,
 * `conflict`, `text`, `read_only`, `not_found`.
 */
export function liftStop(ctx: Context, input: Omit<StopInput, 'criterion'>): Promise<StopResult> {
  return ctx.transaction(async (tx) => {
    const staff = input.scope === 'organization' ? reviewerOf(ctx) : leadOf(ctx)
    const target = await targetOf(tx, input)
    if (await hasConflict(tx, ctx, target)) throw new Refusal('conflict', CONFLICT_SENTENCE)
    if (target.last?.kind !== 'stopped') throw new Refusal('not_stopped', 'This is not stopped.')
    if (target.organizationId && target.last.staffId === staff.staffId) {
      throw new Refusal('second_person', 'You stopped this organization, so a second person has to lift it.')
    }
    const publicReason = reviewText(input.publicReason, { field: 'publicReason', ask: ASK })
    const internalText = reviewText(input.internalText ?? '', { field: 'internalText' })
    await append(tx, ctx, target, 'lifted', { publicReason, internalText })
    if (target.organizationId) {
      for (const { client } of await listClientsOfOrganization(tx, target.organizationId)) {
        await lockClient(tx, client.id)
        await effectStep(tx, ctx, client.id, 'reinstated')
      }
      await tellOfClients(tx, ctx, target.organizationId, { kind: 'client_reinstated', props: { publicReason } })
    }
    await audit(tx, ctx, target, 'stop.lifted', {})
    return { scope: target.scope }
  })
}

function append(
  tx: Tx,
  ctx: Context,
  { scope, organizationId }: Target,
  kind: StopRow['kind'],
  words: { publicReason: string; internalText: string },
): Promise<void> {
  const { staffId } = reviewerOf(ctx)
  return appendStopEvent(tx, { id: ctx.randomId(), scope, organizationId, kind, at: ctx.now, staffId, ...words })
}

function audit(tx: Tx, ctx: Context, { scope, organizationId }: Target, act: string, data: object): Promise<void> {
  return recordAudit(tx, ctx, { act, noun: 'stop', nounId: organizationId ?? scope, organizationId, data: { ...data } })
}

/** Takes the access tokens of all its clients back and tells the owners of those that were live. */
async function stopClients(tx: Tx, ctx: Context, organizationId: string, code: string, publicReason: string) {
  const fault = denialFault(code, publicReason)
  const criterion = securityCriterion(code)
  if (fault || !criterion) throw new Refusal('denial', fault?.sentence ?? '', { field: fault?.field })
  for (const { client } of await listClientsOfOrganization(tx, organizationId)) {
    await lockClient(tx, client.id)
    await deleteAccessOfClient(tx, client.environment, client.id)
    await effectStep(tx, ctx, client.id, 'suspended')
  }
  const props = { criterion: criterion.title, publicReason, wayBack: wayToReturn(criterion) }
  await tellOfClients(tx, ctx, organizationId, { kind: 'client_suspended', props })
}

/** What a stop or its end does to one client; webhooks hear of it unless the client is stopped for a reason of its own. */
async function effectStep(tx: Tx, ctx: Context, clientId: string, kind: 'suspended' | 'reinstated'): Promise<void> {
  await provisionStep(tx, ctx, clientId)
  if (clientStatus(await listClientEvents(tx, [clientId])) === 'live') await tellClientEvent(tx, ctx, clientId, kind)
}

/** One mail for each production client that is not stopped for a reason of its own. */
async function tellOfClients(
  tx: Tx,
  ctx: Context,
  organizationId: string,
  mail: Parameters<typeof mailClientPeople>[3],
) {
  for (const { client, app } of await listClientsOfOrganization(tx, organizationId)) {
    if (client.environment !== 'production') continue
    if (clientStatus(await listClientEvents(tx, [client.id])) !== 'live') continue
    await mailClientPeople(tx, ctx, { client, app, organization: { id: organizationId } }, mail)
  }
}
