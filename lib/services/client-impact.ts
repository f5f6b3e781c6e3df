/** What stopping one client, or all production clients of an organization, would touch. Read at the moment of deciding. */
import { findClient } from '../../db/queries/client.ts'
import { countImpact } from '../../db/queries/client-impact.ts'
import { findOrganization } from '../../db/queries/organization.ts'
import { notFound } from '../domain/refusal.ts'
import type { Context } from './context.ts'
import { productionClientsOf } from './organization-clients.ts'
import { staffOf } from './review-access.ts'
import { isKey } from './submission-access.ts'

const WEEK = 7 * 24 * 3_600_000

export type ClientImpact = {
  /** Members whose sharing is active, each once. */
  members: number
  /** Of them, whose sharing was used in the last seven days. */
  usedLastWeek: number
  /** Calls in the last seven days, as the activity feed counted them. */
  callsLastWeek: number
}

/** What a suspension would touch. Refuses everybody but payer staff, and an unknown client, with `not_found`. */
export async function clientImpact(ctx: Context, clientId: string): Promise<ClientImpact> {
  staffOf(ctx)
  if (!(await findClient(ctx.reader, clientId))) throw notFound('client')
  return impactOf(ctx, [clientId])
}

/**
 * What a stop of the whole organization would touch: its production clients that are not removed, together. Refuses
 * everybody but payer staff, and an unknown organization, with `not_found`.
 */
export async function organizationImpact(ctx: Context, organizationId: string): Promise<ClientImpact> {
  staffOf(ctx)
  if (!(isKey(organizationId) && (await findOrganization(ctx.reader, organizationId)))) throw notFound('organization')
  const clients = await productionClientsOf(ctx.reader, organizationId)
  return impactOf(
    ctx,
    clients.flatMap(({ clientId, status }) => (status === 'removed' ? [] : clientId)),
  )
}

async function impactOf(ctx: Context, clientIds: string[]): Promise<ClientImpact> {
  const since = new Date(ctx.now.getTime() - WEEK)
  const { members, usedLately, calls } = await countImpact(ctx.reader, clientIds, ctx.now, since)
  return { members, usedLastWeek: usedLately, callsLastWeek: calls }
}
