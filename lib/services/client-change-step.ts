/** Opening and ending a change of a client. Steps for the acts of developers, staff and the worker; the client is locked. */
import type { ClientRow } from '../../db/queries/client.ts'
import {
  appendClientChangeEvent,
  type ClientChangeEventRow,
  type ClientChangeRow,
  insertClientChange,
  listClientChangeEvents,
  listClientChanges,
} from '../../db/queries/client-change.ts'
import type { Reader, Tx } from '../../db/transaction.ts'
import { CHANGE_TITLES, type ChangeKind, type ChangeState, changeState, isOpenChange } from '../domain/client-change.ts'
import { Refusal } from '../domain/refusal.ts'
import { reviewText } from '../domain/review-text.ts'
import type { Context } from './context.ts'

export type KnownChange = { row: ClientChangeRow; events: ClientChangeEventRow[]; state: ChangeState }

/** The organization that agreed to take the app; null before one has. */
export const receiverOf = ({ events }: Pick<KnownChange, 'events'>): string | null =>
  events.find(({ kind }) => kind === 'accepted')?.organizationId ?? null

/** Every change of a client, newest first. */
export async function changesOf(reader: Reader, ctx: Context, clientId: string): Promise<KnownChange[]> {
  return withEvents(reader, ctx, await listClientChanges(reader, clientId))
}

export async function withEvents(reader: Reader, ctx: Context, rows: ClientChangeRow[]): Promise<KnownChange[]> {
  const all = await listClientChangeEvents(
    reader,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => {
    const events = all.filter(({ changeId }) => changeId === row.id)
    return { row, events, state: changeState(row, events, ctx.now) }
  })
}

/** The open change of a kind; there is one at most. */
export async function openChangeOf(
  reader: Reader,
  ctx: Context,
  clientId: string,
  kind: ChangeKind,
): Promise<KnownChange | undefined> {
  return (await changesOf(reader, ctx, clientId)).find(({ row, state }) => row.kind === kind && isOpenChange(state))
}

export type NewChange = {
  kind: ChangeKind
  before: Record<string, unknown>
  proposed: Record<string, unknown>
  /** Why the developer wants it; none for what the worker found. */
  reason?: string
  /** The address of a transfer, in small letters. */
  offeredTo?: string
}

export const changeReason = (typed: string): string =>
  reviewText(typed, { field: 'reason', max: 1000, ask: 'Say why, in a sentence or two. AppSec reads it.' })

/** Refuses `change_open` while one of the same kind is open. */
export async function openChange(tx: Tx, ctx: Context, client: ClientRow, change: NewChange): Promise<string> {
  if (await openChangeOf(tx, ctx, client.id, change.kind)) {
    const what = CHANGE_TITLES[change.kind].toLowerCase()
    throw new Refusal('change_open', `A change of the ${what} waits already. Withdraw it before you propose another.`)
  }
  const changeId = ctx.randomId()
  const { kind, before, proposed, reason = '', offeredTo = null } = change
  await insertClientChange(tx, {
    id: changeId,
    clientId: client.id,
    ...{ kind, before, proposed, reason, offeredTo },
    requestedBy: ctx.actor.kind === 'developer' ? ctx.actor.personId : null,
    requestedAt: ctx.now,
  })
  return changeId
}

/** Takes open changes of a client back: nobody wants them any more. */
export async function withdrawChanges(
  tx: Tx,
  ctx: Context,
  clientId: string,
  which: (row: ClientChangeRow) => boolean = () => true,
): Promise<void> {
  for (const { row, state } of await changesOf(tx, ctx, clientId)) {
    if (isOpenChange(state) && which(row)) await endChange(tx, ctx, row.id, 'withdrawn')
  }
}

export async function endChange(
  tx: Tx,
  ctx: Context,
  changeId: string,
  kind: ClientChangeEventRow['kind'],
  words: { publicText?: string; internalText?: string; organizationId?: string } = {},
): Promise<void> {
  const { actor } = ctx
  const by =
    actor.kind === 'developer'
      ? { actorKind: 'developer' as const, actorId: actor.personId }
      : 'staffId' in actor
        ? { actorKind: 'staff' as const, actorId: actor.staffId }
        : { actorKind: 'system' as const, actorId: null }
  const said = { publicText: '', internalText: '', organizationId: null, ...words }
  await appendClientChangeEvent(tx, { id: ctx.randomId(), changeId, kind, at: ctx.now, ...by, ...said })
}
