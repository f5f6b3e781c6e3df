/** "Still in use", said by a developer on the client's page or by whoever holds the signed link of our mail. */
import type { Reader } from '../../db/transaction.ts'
import { episodeStatus, heldUntil } from '../domain/episode.ts'
import { datesAfterHold, LADDER_STEPS, type LadderStep, stepDates } from '../domain/ladder-steps.ts'
import { notFound, Refusal } from '../domain/refusal.ts'
import { clientOfDeveloper } from './client.ts'
import type { Context } from './context.ts'
import { episodeEvents } from './episode-step.ts'
import { heldCase, inactiveEpisode, wholeCase } from './ladder-access.ts'
import { recordAnswer } from './ladder-answer.ts'
import { type LadderCase, openCase } from './ladder-facts.ts'
import { undoUntil } from './removal-verdict.ts'
import { episodeOfToken } from './still-in-use-token.ts'

const SAID = 'Somebody of the organization said that it is still in use.'

/**
 * Anybody of the organization may say it, whatever the role. Saying it twice is harmless. Refuses `not_found` and
 * `not_asked` when no case is open.
 */
export function stillInUse(ctx: Context, input: { clientId: string }): Promise<{ clientId: string; over: boolean }> {
  return ctx.transaction(async (tx) => {
    const { client } = await clientOfDeveloper(tx, ctx, input.clientId, 'read')
    const open = openCase(await wholeCase(tx, ctx, client.id), ctx.now)
    if (!open || ctx.actor.kind !== 'developer') {
      throw new Refusal('not_asked', 'Nobody asks about this client any more, so there is nothing to answer.')
    }
    const by = { actorKind: 'developer' as const, actorId: ctx.actor.personId }
    const over = await answer(ctx, tx, open.id, { how: 'button', by })
    return { clientId: client.id, over }
  })
}

/** The same by the link of a mail. Refuses `not_found` for any link that we did not write. */
export function stillInUseByLink(ctx: Context, input: { token: string }): Promise<{ token: string; over: boolean }> {
  return ctx.transaction(async (tx) => {
    const episodeId = episodeOfToken(ctx, input.token)
    if (!episodeId) throw notFound('link')
    const over = await answer(ctx, tx, episodeId, { how: 'link', by: { actorKind: 'sender', actorId: null } })
    return { token: input.token, over }
  })
}

type Said = Pick<Parameters<typeof recordAnswer>[3], 'how' | 'by'>

async function answer(
  ctx: Context,
  tx: Parameters<typeof heldCase>[0],
  episodeId: string,
  said: Said,
): Promise<boolean> {
  const { episode, events } = await heldCase(tx, episodeId)
  if (episodeStatus(events, ctx.now) === 'closed') return true
  if (events.some(({ kind }) => kind === 'response')) return false
  return recordAnswer(tx, ctx, episode, { ...said, publicText: SAID })
}

export type StillInUseView = {
  app: string
  /**
   * `asked`: the button stands there; `answered`: somebody of AppSec has to look; `removed`: too late for the button;
   * `over`: nothing to do.
   */
  state: 'asked' | 'answered' | 'removed' | 'over'
  /** Until when a lead can undo the removal; null when nothing was removed, or it is too late. */
  undoUntil: Date | null
  suspended: boolean
  lastActivity: Date
  everUsed: boolean
  stopsAt: Date
}

/** What the reader of the link sees. Opening it changes nothing. Refuses `not_found`. */
export async function stillInUseView(ctx: Context, token: string): Promise<StillInUseView> {
  const episodeId = episodeOfToken(ctx, token)
  if (!episodeId) throw notFound('link')
  const { clientId } = await inactiveEpisode(ctx.reader, episodeId)
  const found = await wholeCase(ctx.reader, ctx, clientId)
  const open = openCase(found, ctx.now)
  const current = open?.id === episodeId
  const { app, lastActivity, everUsed, facts } = found
  const removedAt = current ? null : await removalOf(ctx, episodeId)
  const until = removedAt && undoUntil(removedAt)
  return {
    app: app.name,
    state: removedAt ? 'removed' : !current ? 'over' : facts.answered ? 'answered' : 'asked',
    undoUntil: until && until > ctx.now ? until : null,
    suspended: facts.taken.some(({ step }) => step === 'suspension'),
    lastActivity,
    everUsed,
    stopsAt: datesOf(ctx, found).find(({ step }) => step === 'suspension')?.at ?? ctx.now,
  }
}

/** When the removal of a case was confirmed; null when it was not, or was undone. */
async function removalOf(ctx: Context, episodeId: string): Promise<Date | null> {
  const events = await episodeEvents(ctx.reader, episodeId)
  const last = events.findLast(({ kind }) => kind === 'removed' || kind === 'restored')
  return last?.kind === 'removed' ? last.at : null
}

export type LadderView = {
  episodeId: string
  reference: string
  state: 'asked' | 'held' | 'paused' | 'answered'
  heldUntil: Date | null
  suspended: boolean
  lastActivity: Date
  everUsed: boolean
  /** Every step with its date, those that were taken included; the others only as long as the ladder goes on by itself. */
  steps: { step: LadderStep; title: string; at: Date; taken: boolean }[]
}

/** Where a client stands on the ladder, for developers and AppSec alike; null when no case is open. */
async function ladderOf(reader: Reader, ctx: Context, clientId: string): Promise<LadderView | null> {
  const found = await wholeCase(reader, ctx, clientId)
  return viewOf(ctx, found)
}

/** Of each step, a hold reckoned in. */
function datesOf(ctx: Context, { facts, events }: LadderCase) {
  const until = facts.status === 'held' ? heldUntil(events) : null
  const { ladder } = ctx.settings
  return until ? datesAfterHold(facts, until, ladder) : stepDates(facts, ladder)
}

export function viewOf(ctx: Context, found: LadderCase): LadderView | null {
  const open = openCase(found, ctx.now)
  if (!open) return null
  const { facts, events, lastActivity, everUsed } = found
  const waiting = facts.status === 'held' || facts.status === 'paused' ? facts.status : 'asked'
  return {
    episodeId: open.id,
    reference: open.reference,
    state: facts.answered ? 'answered' : waiting,
    heldUntil: facts.status === 'held' ? heldUntil(events) : null,
    suspended: facts.taken.some(({ step }) => step === 'suspension'),
    lastActivity,
    everUsed,
    steps: datesOf(ctx, found)
      .filter(({ taken }) => taken || !facts.answered)
      .map((row) => ({ ...row, title: LADDER_STEPS.find(({ step }) => step === row.step)?.title ?? row.step })),
  }
}

/** The same for a developer of the organization. Refuses `not_found`. Sandbox clients never have one. */
export async function ladderOfClient(ctx: Context, clientId: string): Promise<LadderView | null> {
  const { client } = await clientOfDeveloper(ctx.reader, ctx, clientId, 'read')
  return client.environment === 'production' ? ladderOf(ctx.reader, ctx, client.id) : null
}
