/**
 * The end of the inactivity ladder: a lead confirms the removal, and may undo it for 30 days. Nothing is erased at once.
 * Undoing restores accounts and clients, never the grants that ended.
 */
import { type ClientRow, listClientEvents } from '../../db/queries/client.ts'
import { lockEpisode } from '../../db/queries/episode.ts'
import { listClientsOfOrganization } from '../../db/queries/ladder.ts'
import { listMembers, lockOrganization } from '../../db/queries/organization.ts'
import {
  appendOrganizationEvent,
  endMemberships,
  lockClientsOfOrganization,
  restoreMemberships,
  revokeInvitationsOfOrganization,
} from '../../db/queries/removal.ts'
import { revokeSessionsOfPerson } from '../../db/queries/session.ts'
import type { Tx } from '../../db/transaction.ts'
import { recipients } from '../domain/ladder-steps.ts'
import { Refusal } from '../domain/refusal.ts'
import { CLOSED_WITH_CLIENT } from '../domain/removal.ts'
import { reviewText } from '../domain/review-text.ts'
import { auditClosed, type ClosedChange, clientsComingTo, closeChanges, closeComing } from './client-change-close.ts'
import { recordClientEvent } from './client-event.ts'
import type { Context, Staff } from './context.ts'
import { addEpisodeEvent } from './episode-step.ts'
import { auditEndedGrants, endGrantsOfClient } from './grant-end.ts'
import { inactiveEpisode, wholeCase } from './ladder-access.ts'
import type { LadderCase } from './ladder-facts.ts'
import { thereOf } from './provisioning-facts.ts'
import { recordAudit, recordMail } from './record.ts'
import { notRemoved } from './removal-facts.ts'
import { closeSubmissions, lockSubmissionsOf } from './removal-step.ts'
import { removalFacts, undoUntil, whyNotRemove, whyNotUndo } from './removal-verdict.ts'
import { leadOf } from './review-access.ts'

const PUBLIC = 'Nobody used the app for a long time, nobody answered our mails, and a lead confirmed the removal.'

export type RemovalInput = {
  episodeId: string
  internalText?: string
  /** What the page said that it covers; refused when that has changed meanwhile. */
  whole?: 'yes' | 'no'
}
export type RemovalResult = { episodeId: string; whole: boolean }

type Episode = Awaited<ReturnType<typeof inactiveEpisode>>

/** The case with organization, submissions, clients and itself held, in the one lock order. */
async function held(tx: Tx, ctx: Context, staff: Staff, episodeId: string) {
  const { organizationId } = await inactiveEpisode(tx, episodeId)
  await lockOrganization(tx, organizationId)
  const submissionIds = await lockSubmissionsOf(tx, organizationId)
  await lockClientsOfOrganization(tx, organizationId, await clientsComingTo(tx, organizationId))
  await lockEpisode(tx, episodeId)
  const episode = await inactiveEpisode(tx, episodeId)
  return {
    episode,
    submissionIds,
    facts: await removalFacts(tx, ctx, staff, episode),
    found: await wholeCase(tx, ctx, episode.clientId),
  }
}

/**
 * Removes the client, or the organization when none of its production clients is active; what it had submitted is closed
 * then. What waits for a decision about the clients is closed, too. Refuses `lead_only`, `read_only`, `not_found`,
 * `not_removable` (says why), `changed_meanwhile`, `text`.
 */
export function confirmRemoval(ctx: Context, input: RemovalInput): Promise<RemovalResult> {
  return ctx.transaction(async (tx) => {
    const staff = leadOf(ctx)
    const { episode, facts, found, submissionIds } = await held(tx, ctx, staff, input.episodeId)
    const reasons = whyNotRemove(facts)
    if (reasons.length > 0) throw new Refusal('not_removable', reasons.join(' '))
    const internalText = reviewText(input.internalText ?? '', { field: 'internalText' })
    const { whole } = facts
    if (input.whole && (input.whole === 'yes') !== whole) throw new Refusal('changed_meanwhile', coversNow(whole))
    await tellRemoved(tx, ctx, episode, found, whole)
    const clients = whole ? await clientsToRemove(tx, episode.organizationId) : [found.client]
    const ended: [ClientRow, number][] = []
    const changes: ClosedChange[] = whole ? await closeComing(tx, ctx, episode.organizationId) : []
    for (const client of clients) {
      changes.push(...(await closeChanges(tx, ctx, client, CLOSED_WITH_CLIENT)))
      await recordClientEvent(tx, ctx, client.id, 'removed', { criterion: 'inactive', publicReason: PUBLIC })
      ended.push([client, await endGrantsOfClient(tx, ctx, client.id, 'removed')])
    }
    if (whole) await closeAccounts(tx, ctx, episode, staff)
    const closed = whole ? await closeSubmissions(tx, ctx, submissionIds) : []
    const data = { whole, clients: clients.map(({ id }) => id) }
    await addEpisodeEvent(tx, ctx, { episodeId: episode.id, kind: 'removed', publicText: PUBLIC, internalText, data })
    await addEpisodeEvent(tx, ctx, { episodeId: episode.id, kind: 'closed', data: { why: 'removed' } })
    await auditRemoval(tx, ctx, episode, { whole, closed, changes, ended })
    return { episodeId: episode.id, whole }
  })
}

type Removed = { whole: boolean; closed: string[]; changes: ClosedChange[]; ended: [ClientRow, number][] }

async function auditRemoval(tx: Tx, ctx: Context, episode: Episode, { whole, closed, changes, ended }: Removed) {
  const { organizationId } = episode
  for (const nounId of closed) {
    await recordAudit(tx, ctx, { act: 'submission.closed', noun: 'submission', nounId, organizationId })
  }
  await auditClosed(tx, ctx, changes)
  for (const [client] of ended) {
    await recordAudit(tx, ctx, { act: 'client.removed', noun: 'client', nounId: client.id, organizationId })
  }
  await audit(tx, ctx, episode, whole ? 'organization.removed' : 'ladder.removed', { clients: ended.length })
  for (const [client, count] of ended) await auditEndedGrants(tx, ctx, client.id, count)
}

const coversNow = (whole: boolean): string =>
  whole
    ? 'No other production client of the organization is active any more, so this would now remove the organization with its accounts. Nothing was removed. Load the page again.'
    : 'Another production client of the organization is active now, so this would remove the client alone. Nothing was removed. Load the page again.'

/** Every client of an organization that was not removed before, sandbox clients included. */
async function clientsToRemove(tx: Tx, organizationId: string): Promise<ClientRow[]> {
  const clients = (await listClientsOfOrganization(tx, organizationId)).map(({ client }) => client)
  return notRemoved(tx, clients)
}

async function closeAccounts(tx: Tx, ctx: Context, episode: Episode, staff: Staff): Promise<void> {
  const { organizationId } = episode
  const people = await endMemberships(tx, organizationId, ctx.now)
  for (const personId of people) await revokeSessionsOfPerson(tx, personId, ctx.now)
  await revokeInvitationsOfOrganization(tx, organizationId, ctx.now)
  await organizationEvent(tx, ctx, episode, staff, 'removed', { people: people.length })
}

function organizationEvent(
  tx: Tx,
  ctx: Context,
  episode: Episode,
  staff: Staff,
  kind: 'removed' | 'restored',
  data: Record<string, unknown>,
): Promise<void> {
  return appendOrganizationEvent(tx, {
    ...{ id: ctx.randomId(), organizationId: episode.organizationId, kind, at: ctx.now, data },
    ...{ actorKind: 'staff', actorId: staff.staffId, episodeId: episode.id },
    publicReason: kind === 'removed' ? PUBLIC : '',
    internalText: '',
  })
}

async function tellRemoved(tx: Tx, ctx: Context, episode: Episode, found: LadderCase, whole: boolean): Promise<void> {
  const there = await thereOf(tx, ctx, episode.clientId)
  const props = {
    app: found.app.name,
    episode: episode.reference,
    clientId: episode.clientId,
    ...(there ? { there } : {}),
    organization: found.organization.legalName,
    whole,
    undoUntil: undoUntil(ctx.now).toISOString(),
    url: ctx.settings.portalUrl,
  }
  for (const to of recipients('everybody', found)) {
    const mailId = await recordMail(tx, ctx, { kind: 'inactive_removed', to, props })
    const data = { audience: 'everybody' }
    await addEpisodeEvent(tx, ctx, { episodeId: episode.id, kind: 'mailed', publicText: 'Removal told', data, mailId })
  }
}

export type UndoInput = { episodeId: string; publicReason: string }

/**
 * Gives accounts and clients back within 30 days; grants stay ended. Clients that were suspended for another reason stay
 * suspended, and those of a deleted app removed. Refuses `lead_only`, `read_only`, `not_found`, `not_undoable` (says why), `text` (field `publicReason`).
 */
export function undoRemoval(ctx: Context, input: UndoInput): Promise<{ episodeId: string }> {
  return ctx.transaction(async (tx) => {
    const staff = leadOf(ctx)
    const { episode, facts } = await held(tx, ctx, staff, input.episodeId)
    const reasons = whyNotUndo(facts, ctx.now)
    if (reasons.length > 0 || !facts.removedAt) throw new Refusal('not_undoable', reasons.join(' '))
    const ask = 'Write the reason in a sentence or two. The developer reads it.'
    const publicReason = reviewText(input.publicReason, { field: 'publicReason', ask })
    const removal = facts.events.findLast(({ kind }) => kind === 'removed')
    const clientIds = await clientsToRestore(tx, episode.organizationId, (removal?.data.clients ?? []) as string[])
    await restoreClients(tx, ctx, clientIds, publicReason)
    if (facts.removedWhole) {
      const people = await restoreMemberships(tx, episode.organizationId, facts.removedAt)
      await organizationEvent(tx, ctx, episode, staff, 'restored', { people: people.length })
    }
    const data = { clients: clientIds.length }
    await addEpisodeEvent(tx, ctx, { episodeId: episode.id, kind: 'restored', publicText: publicReason, data })
    await tellRestored(tx, ctx, episode, publicReason)
    for (const nounId of clientIds) {
      const { organizationId } = episode
      await recordAudit(tx, ctx, { act: 'client.restored', noun: 'client', nounId, organizationId })
    }
    await audit(tx, ctx, episode, facts.removedWhole ? 'organization.restored' : 'ladder.restored', data)
    return { episodeId: episode.id }
  })
}

/** Those of the removed clients whose app nobody deleted. */
async function clientsToRestore(tx: Tx, organizationId: string, removed: readonly string[]): Promise<string[]> {
  const clients = await listClientsOfOrganization(tx, organizationId)
  const whole = new Set(clients.flatMap(({ client, app }) => (app.deletedAt === null ? [client.id] : [])))
  return removed.filter((id) => whole.has(id))
}

/** What only the ladder had stopped works again; what was stopped for another reason is stopped as before. */
async function restoreClients(tx: Tx, ctx: Context, clientIds: string[], publicReason: string): Promise<void> {
  const events = await listClientEvents(tx, clientIds)
  for (const id of clientIds) {
    await recordClientEvent(tx, ctx, id, 'restored', { publicReason })
    const own = events.filter(({ clientId }) => clientId === id)
    const stop = own.findLast(({ kind }) => kind === 'suspended' || kind === 'reinstated')
    const byLadder = stop?.kind === 'suspended' && stop.criterion === 'inactive'
    if (byLadder) await recordClientEvent(tx, ctx, id, 'reinstated', { publicReason })
  }
}

async function tellRestored(tx: Tx, ctx: Context, episode: Episode, publicReason: string): Promise<void> {
  const found = await wholeCase(tx, ctx, episode.clientId)
  const people = (await listMembers(tx, episode.organizationId)).map(({ email }) => email)
  const url = `${ctx.settings.portalUrl}/developer/clients/${episode.clientId}`
  const there = episode.clientId ? await thereOf(tx, ctx, episode.clientId) : null
  const ofCase = { app: found.app.name, episode: episode.reference, clientId: episode.clientId, publicReason, url }
  const props = there ? { ...ofCase, there } : ofCase
  for (const to of recipients('everybody', { ...found, people })) {
    await recordMail(tx, ctx, { kind: 'restored', to, props })
  }
}

function audit(tx: Tx, ctx: Context, episode: Episode, act: string, data: Record<string, unknown>): Promise<void> {
  const { id: nounId, organizationId, clientId } = episode
  return recordAudit(tx, ctx, { act, noun: 'episode', nounId, organizationId, data: { clientId, ...data } })
}
