/**
 * An owner deletes an app: its clients stop at the authorization server's next call, members' sharing ends and they are
 * told, an open submission is withdrawn. Documents, attestations, acceptances, cases and audit stay.
 */
import { findApp, markAppDeleted } from '../../db/queries/app.ts'
import { type ClientRow, listClientsOfApp, lockClientsOfApp, revokeClientSecrets } from '../../db/queries/client.ts'
import { countImpact, deleteAccessOfClient } from '../../db/queries/client-impact.ts'
import { listOwnerEmails } from '../../db/queries/review.ts'
import { listSubmissionsOfApp, lockAppOfSubmissions, lockSubmission } from '../../db/queries/submission.ts'
import type { Reader, Tx } from '../../db/transaction.ts'
import { mustName } from '../domain/app.ts'
import { may } from '../domain/organization.ts'
import { notFound } from '../domain/refusal.ts'
import { isOpen, reviewStatus } from '../domain/review.ts'
import { appOf } from './client.ts'
import { auditClosed, type ClosedChange, closeChanges } from './client-change-close.ts'
import { recordClientEvent } from './client-event.ts'
import type { Context, Developer } from './context.ts'
import { auditEndedGrants, endGrantsOfClient } from './grant-end.ts'
import { lockedOrganizationAccess } from './organization-access.ts'
import { recordAudit, recordMail } from './record.ts'
import { notRemoved } from './removal-facts.ts'
import { refreshClock } from './review-clock.ts'
import { appendDeveloperEvent } from './submission-event.ts'
import { eventsOfSubmissions } from './submission-facts.ts'

export type AppDeletionView = {
  appId: string
  name: string
  /** What the deletion stops. */
  clients: number
  /** Members of the payer who share with it now; made-up ones of the sandbox do not count. */
  members: number
  /** Whether AppSec is looking at a submission of it. */
  submissionOpen: boolean
}

/** What deleting an app would do. Refuses `not_found` for everybody but an owner. */
export async function appDeletion(ctx: Context, appId: string): Promise<AppDeletionView> {
  const { id, name, role } = await appOf(ctx.reader, ctx, appId, 'read')
  if (!may(role, 'delete_app')) throw notFound('app')
  const clients = await clientsToStop(ctx.reader, id)
  const submissions = (await listSubmissionsOfApp(ctx.reader, id)).map((row) => row.id)
  const events = await eventsOfSubmissions(ctx.reader, submissions)
  return {
    appId: id,
    name,
    clients: clients.length,
    members: await membersOf(ctx.reader, clients, ctx.now),
    submissionOpen: submissions.some((one) => isOpen(reviewStatus(events.get(one) ?? []))),
  }
}

/** Clients of an app that were not removed before, in the order of their ids. */
async function clientsToStop(reader: Reader, appId: string): Promise<ClientRow[]> {
  const clients = (await listClientsOfApp(reader, appId)).toSorted((a, b) => (a.id < b.id ? -1 : 1))
  return notRemoved(reader, clients)
}

async function membersOf(reader: Reader, clients: readonly ClientRow[], now: Date): Promise<number> {
  const production = clients.find(({ environment }) => environment === 'production')
  return production ? (await countImpact(reader, [production.id], now, now)).members : 0
}

export type AppDeletionInput = {
  appId: string
  /** The app's name, typed again. */
  name: string
}

const PUBLIC = 'Its owner deleted the app.'

/**
 * Deletes an app for good; its name is free again. Two owners at once: the second reads `not_found`.
 * Refuses `name` (beside the field), `role_too_low`, `not_found`.
 */
export function deleteApp(ctx: Context, input: AppDeletionInput): Promise<{ appId: string }> {
  return ctx.transaction(async (tx) => {
    const place = await appOf(tx, ctx, input.appId, 'read')
    const { organizationId } = place
    const { actor } = await lockedOrganizationAccess(tx, ctx, organizationId, 'delete_app')
    await lockAppOfSubmissions(tx, place.id)
    const app = await findApp(tx, place.id)
    if (!app || app.deletedAt || app.organizationId !== organizationId) throw notFound('app')
    mustName(input.name, app.name)
    const withdrawn = await withdrawOpen(tx, ctx, app.id, actor)
    await lockClientsOfApp(tx, app.id)
    const clients = await clientsToStop(tx, app.id)
    const members = await membersOf(tx, clients, ctx.now)
    const { ended, changes } = await stopClients(tx, ctx, clients)
    // Those that were removed before, too: nothing of a deleted app may ever work again.
    for (const { id } of await listClientsOfApp(tx, app.id)) await revokeClientSecrets(tx, id, ctx.now)
    await markAppDeleted(tx, app.id, ctx.now)
    const props = {
      app: app.name,
      organization: place.company,
      by: actor.name || actor.email,
      clients: clients.length,
      members,
    }
    for (const to of await listOwnerEmails(tx, organizationId))
      await recordMail(tx, ctx, { kind: 'app_deleted', to, props })
    for (const submissionId of withdrawn) {
      await recordAudit(tx, ctx, {
        act: 'submission.withdrawn',
        noun: 'submission',
        nounId: submissionId,
        organizationId,
      })
    }
    await auditClosed(tx, ctx, changes)
    for (const { id } of clients) {
      await recordAudit(tx, ctx, { act: 'client.removed', noun: 'client', nounId: id, organizationId })
    }
    const data = { clients: clients.length, submissions: withdrawn.length }
    await recordAudit(tx, ctx, { act: 'app.deleted', noun: 'app', nounId: app.id, organizationId, data })
    for (const [index, { id }] of clients.entries()) await auditEndedGrants(tx, ctx, id, ended[index] ?? 0)
    return { appId: app.id }
  })
}

/** @returns ids of the submissions that waited for somebody */
async function withdrawOpen(tx: Tx, ctx: Context, appId: string, actor: Developer): Promise<string[]> {
  const ids = (await listSubmissionsOfApp(tx, appId)).map(({ id }) => id).toSorted()
  for (const id of ids) await lockSubmission(tx, id)
  const events = await eventsOfSubmissions(tx, ids)
  const open = ids.filter((id) => isOpen(reviewStatus(events.get(id) ?? [])))
  for (const submissionId of open) {
    await appendDeveloperEvent(tx, ctx, { submissionId, kind: 'withdrawn', actor })
    await refreshClock(tx, ctx, submissionId)
  }
  return open
}

/** @returns how many grants ended, for each client, and the changes that waited */
async function stopClients(tx: Tx, ctx: Context, clients: readonly ClientRow[]) {
  const ended: number[] = []
  const changes: ClosedChange[] = []
  for (const client of clients) {
    const { id, environment } = client
    await recordClientEvent(tx, ctx, id, 'removed', { publicReason: PUBLIC })
    await deleteAccessOfClient(tx, environment, id)
    changes.push(...(await closeChanges(tx, ctx, client)))
    ended.push(await endGrantsOfClient(tx, ctx, id, 'removed'))
  }
  return { ended, changes }
}
