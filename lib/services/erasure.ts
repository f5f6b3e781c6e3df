/**
 * Erases names, addresses and words of people of organizations that were removed, once the removal can no longer be undone.
 * Audit, acceptances and documents are kept; their digests never covered names.
 */
import { eraseNames } from '../../db/queries/erasure.ts'
import { lockOrganization } from '../../db/queries/organization.ts'
import { appendOrganizationEvent, lastOrganizationEvent, listRemovedBefore } from '../../db/queries/removal.ts'
import { notFound } from '../domain/refusal.ts'
import type { Context } from './context.ts'
import { recordAudit } from './record.ts'
import { UNDO_DAYS } from './removal-verdict.ts'

const DAY = 24 * 60 * 60 * 1000

/** Jobs only; running it twice erases once. @returns the organizations that were erased */
export async function eraseRemoved(ctx: Context): Promise<string[]> {
  if (ctx.actor.kind !== 'system') throw notFound('page')
  const before = new Date(ctx.now.getTime() - UNDO_DAYS * DAY)
  const erased: string[] = []
  for (const organizationId of await listRemovedBefore(ctx.reader, before)) {
    if (await erase(ctx, organizationId, before)) erased.push(organizationId)
  }
  return erased
}

function erase(ctx: Context, organizationId: string, before: Date): Promise<boolean> {
  return ctx.transaction(async (tx) => {
    await lockOrganization(tx, organizationId)
    const last = await lastOrganizationEvent(tx, organizationId)
    if (last?.kind !== 'removed' || last.at > before) return false
    const { appsecEmail, supportEmail } = ctx.settings.payer
    await eraseNames(tx, { organizationId, at: ctx.now, payer: [appsecEmail, supportEmail] })
    await appendOrganizationEvent(tx, {
      ...{ id: ctx.randomId(), organizationId, kind: 'erased', at: ctx.now, actorKind: 'system', actorId: null },
      ...{ episodeId: last.episodeId, publicReason: '', internalText: '', data: {} },
    })
    await recordAudit(tx, ctx, {
      act: 'organization.erased',
      noun: 'organization',
      nounId: organizationId,
      organizationId,
    })
    return true
  })
}
