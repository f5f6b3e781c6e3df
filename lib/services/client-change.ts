/** A developer proposes a change of an approved client, or takes the proposal back. The old state stays live meanwhile. */
import { type ClientRow, listClientEvents } from '../../db/queries/client.ts'
import { findClientChange } from '../../db/queries/client-change.ts'
import { listOtherNameFolds, lockAppOfSubmissions } from '../../db/queries/submission.ts'
import type { Tx } from '../../db/transaction.ts'
import { parseAppName, refuseLookAlike } from '../domain/app-name.ts'
import { clientStatus } from '../domain/client.ts'
import { type ChangeKind, isOpenChange, isReviewed, parseRedirectUris } from '../domain/client-change.ts'
import { mustBeAllowed } from '../domain/organization.ts'
import { notFound, Refusal } from '../domain/refusal.ts'
import { clientOfDeveloper, lockedClientOfDeveloper } from './client.ts'
import { changeReason, endChange, openChange, receiverOf, withEvents } from './client-change-step.ts'
import { tellTransferOver } from './client-transfer-mail.ts'
import type { Context } from './context.ts'
import { recordAudit } from './record.ts'
import { isKey } from './submission-access.ts'

/** A production client that is not removed, with its app, both held. Refuses `no_change`, `role_too_low`, `not_found`. */
export async function changeableClient(tx: Tx, ctx: Context, clientId: string) {
  const seen = await clientOfDeveloper(tx, ctx, clientId, 'read')
  await lockAppOfSubmissions(tx, seen.app.id)
  const { client, app } = await lockedClientOfDeveloper(tx, ctx, seen.client.id)
  const status = clientStatus(await listClientEvents(tx, [client.id]))
  if (!isReviewed(client.environment)) {
    throw new Refusal('no_change', 'A sandbox client is not reviewed. For another one, make another client.')
  }
  if (status === 'removed')
    throw new Refusal('no_change', 'This client was removed, so nothing of it changes any more.')
  return { client, app }
}

/** Whether a name may be a live app's. Refuses `app_name`, `app_name_taken` (field `name`). */
async function freeName(tx: Tx, ctx: Context, appId: string, typed: string): Promise<string> {
  const name = parseAppName(typed)
  const { payer } = ctx.settings
  refuseLookAlike(name, await listOtherNameFolds(tx, appId), [payer.name, payer.shortName])
  return name
}

export type ProposeInput = { clientId: string; reason: string } & (
  | { kind: 'redirect_uris'; redirectUris: string }
  | { kind: 'name'; name: string }
)

/**
 * Refuses what is wrong with the addresses (`redirect_…`, field `redirectUris`) or the name (field `name`), `same`,
 * `text` (field `reason`), `change_open`, `no_change`, `role_too_low`, `not_found`.
 */
export function proposeChange(ctx: Context, input: ProposeInput): Promise<{ changeId: string }> {
  return ctx.transaction(async (tx) => {
    const { client, app } = await changeableClient(tx, ctx, input.clientId)
    const { before, proposed, field } = await sides(tx, ctx, client, input)
    if (JSON.stringify(before) === JSON.stringify(proposed)) {
      throw new Refusal('same', 'This is what the client has already.', { field })
    }
    const reason = changeReason(input.reason)
    const changeId = await openChange(tx, ctx, client, { kind: input.kind, before, proposed, reason })
    await auditChange(tx, ctx, 'client.change_proposed', client.id, app.organizationId, { kind: input.kind, changeId })
    return { changeId }
  })
}

async function sides(tx: Tx, ctx: Context, client: ClientRow, input: ProposeInput) {
  if (input.kind === 'name') {
    const name = await freeName(tx, ctx, client.appId, input.name)
    return { before: { name: client.name }, proposed: { name }, field: 'name' }
  }
  const redirectUris = parseRedirectUris(input.redirectUris, client.native === 'yes')
  return { before: { redirectUris: client.redirectUris }, proposed: { redirectUris }, field: 'redirectUris' }
}

/** Refuses `change_over`, `role_too_low`, `not_found` (also for a change that the worker found). */
export function withdrawChange(ctx: Context, input: { changeId: string }): Promise<{ clientId: string }> {
  return ctx.transaction(async (tx) => {
    const found = isKey(input.changeId) ? await findClientChange(tx, input.changeId) : undefined
    if (!found || found.requestedBy === null) throw notFound('change')
    const { client, app } = await lockedClientOfDeveloper(tx, ctx, found.clientId).catch((error: unknown) => {
      throw error instanceof Refusal && error.code === 'not_found' ? notFound('change') : error
    })
    if (found.kind === 'owner') mustBeAllowed(app.role, 'transfer_app')
    const [change] = await withEvents(tx, ctx, [found])
    if (!change || !isOpenChange(change.state)) throw new Refusal('change_over', 'This change is over already.')
    await endChange(tx, ctx, found.id, 'withdrawn')
    const receiver = receiverOf(change)
    if (receiver) {
      const from = { id: app.organizationId, legalName: app.company }
      await tellTransferOver(tx, ctx, { app, from, receiver }, 'taken_back')
    }
    const data = { kind: found.kind, changeId: found.id }
    await auditChange(tx, ctx, 'client.change_withdrawn', client.id, app.organizationId, data)
    return { clientId: client.id }
  })
}

export function auditChange(
  tx: Tx,
  ctx: Context,
  act: string,
  clientId: string,
  organizationId: string,
  data: { kind: ChangeKind; changeId: string; [more: string]: unknown },
): Promise<void> {
  return recordAudit(tx, ctx, { act, noun: 'client', nounId: clientId, organizationId, data })
}
