/**
 * Erases the names of people of organizations that were removed, once the removal can no longer be undone. Audit,
 * acceptances and documents are kept; their digests never covered names.
 */
import { lockOrganization } from '../../db/queries/organization.ts'
import {
  appendOrganizationEvent,
  eraseNames,
  lastOrganizationEvent,
  listRemovedBefore,
} from '../../db/queries/removal.ts'
import { currentEdition } from '../domain/questionnaire.ts'
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
    const named = currentEdition()
      .sections.flatMap(({ questions }) => questions)
      .filter(({ person }) => person)
    const { appsecEmail, supportEmail } = ctx.settings.payer
    const payer = [appsecEmail, supportEmail]
    await eraseNames(tx, organizationId, ctx.now, { keys: named.map(({ id }) => id), payer })
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
