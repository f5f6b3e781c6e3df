/** What AppSec does with a case of inactivity: hold it, release it, look at a mail of an unknown sender, see all of it. */
import { datedText, localDay } from '../domain/calendar.ts'
import type { EpisodeEvent } from '../domain/episode.ts'
import { dayEnd, holdEnd } from '../domain/ladder.ts'
import { Refusal } from '../domain/refusal.ts'
import { reviewText } from '../domain/review-text.ts'
import type { Context } from './context.ts'
import { addEpisodeEvent } from './episode-step.ts'
import { caseForStaff, inactiveEpisode, wholeCase } from './ladder-access.ts'
import { recordAnswer } from './ladder-answer.ts'
import { openCase } from './ladder-facts.ts'
import { recordAudit } from './record.ts'
import { type RemovalFacts, removalFacts, whyNotRemove, whyNotUndo } from './removal-verdict.ts'
import { mayAct, staffOf } from './review-access.ts'
import { type LadderView, viewOf } from './still-in-use.ts'

/** Longest hold (days), so that a case is not forgotten. */
const LONGEST_HOLD = 180
const DAY = 24 * 60 * 60 * 1000
const ASK = 'Write the reason in a sentence or two. The developer reads it.'

export type HoldInput = { episodeId: string /** Local day, `YYYY-MM-DD`. */; until: string; publicReason: string }

/**
 * Holds the ladder until the end of a day in the payer's zone. Refuses `hold_date` (field `until`), `text`, `answered`,
 * and what caseForStaff refuses.
 */
export function holdLadder(ctx: Context, input: HoldInput): Promise<{ episodeId: string }> {
  return ctx.transaction(async (tx) => {
    const { episode, events } = await caseForStaff(tx, ctx, input.episodeId)
    mustWait(events)
    const until = endOfDay(ctx, input.until)
    const publicText = reviewText(input.publicReason, { field: 'publicReason', ask: ASK })
    const data = { until: until.toISOString() }
    await addEpisodeEvent(tx, ctx, { episodeId: episode.id, kind: 'held', publicText, data })
    return done(ctx, tx, episode, 'ladder.held', data)
  })
}

function endOfDay(ctx: Context, day: string): Date {
  const fault = (sentence: string) => new Refusal('hold_date', sentence, { field: 'until' })
  const end = dayEnd(day, ctx.settings.ladder.zone)
  if (!end) throw fault('Enter a date that exists.')
  // By days of the calendar: one with a change of the clock is no day of 24 hours.
  if (day <= localDay(ctx.now, ctx.settings.ladder.zone)) throw fault('Enter a date after today.')
  if (end.getTime() - ctx.now.getTime() > LONGEST_HOLD * DAY) throw fault(`Enter a date within ${LONGEST_HOLD} days.`)
  return end
}

/** Whether an answer is still waited for. Refuses `answered`. */
function mustWait(events: readonly EpisodeEvent[]): void {
  if (!events.some(({ kind }) => kind === 'response')) return
  throw new Refusal('answered', 'The organization has answered, so the ladder does not go on.')
}

/** Ends a hold before its date. Refuses `not_held`. */
export function releaseLadder(ctx: Context, input: { episodeId: string }): Promise<{ episodeId: string }> {
  return ctx.transaction(async (tx) => {
    const { episode } = await caseForStaff(tx, ctx, input.episodeId)
    const found = await wholeCase(tx, ctx, episode.clientId)
    if (found.facts.status !== 'held') throw new Refusal('not_held', 'Nobody holds this case now.')
    await addEpisodeEvent(tx, ctx, { episodeId: episode.id, kind: 'released', publicText: 'The hold is over.' })
    return done(ctx, tx, episode, 'ladder.released')
  })
}

/**
 * Somebody looked at a mail: it is the answer (`answer`, also for one that reached AppSec another way), or it is nothing
 * and the ladder goes on (`nothing`). Refuses `not_paused`, `answered`, `text`, and what caseForStaff refuses.
 */
export function resolvePause(
  ctx: Context,
  input: { episodeId: string; verdict: 'answer' | 'nothing'; internalText?: string },
): Promise<{ episodeId: string }> {
  return ctx.transaction(async (tx) => {
    const { episode, events, staff } = await caseForStaff(tx, ctx, input.episodeId)
    const last = events.findLast(({ kind }) => kind === 'paused' || kind === 'resumed')
    const paused = last?.kind === 'paused'
    if (!paused && input.verdict === 'nothing') throw new Refusal('not_paused', 'No mail waits for a look here.')
    if (input.verdict === 'answer') mustWait(events)
    const internalText = reviewText(input.internalText ?? '', { field: 'internalText' })
    if (paused) {
      const publicText = 'We looked at it.'
      await addEpisodeEvent(tx, ctx, { episodeId: episode.id, kind: 'resumed', publicText, internalText })
    }
    if (input.verdict === 'answer') {
      const by = { actorKind: 'staff' as const, actorId: staff.staffId }
      await recordAnswer(tx, ctx, episode, { how: 'staff', by, publicText: 'We have your answer.', internalText })
    }
    return done(ctx, tx, episode, 'ladder.looked', { verdict: input.verdict })
  })
}

async function done(
  ctx: Context,
  tx: Parameters<typeof caseForStaff>[0],
  episode: { id: string; organizationId: string },
  act: string,
  data: Record<string, unknown> = {},
): Promise<{ episodeId: string }> {
  const { id: nounId, organizationId } = episode
  await recordAudit(tx, ctx, { act, noun: 'episode', nounId, organizationId, data })
  return { episodeId: episode.id }
}

export type LadderDesk = {
  app: string
  organization: string
  clientId: string
  /** Null once the case is closed. */
  ladder: (Omit<LadderView, 'steps'> & { steps: (LadderView['steps'][number] & { when: string })[] }) | null
  /** The last minute of the hold, in words; empty while nobody holds it. */
  heldUntil: string
  mayAct: boolean
  isLead: boolean
  /** Whether a mail waits for a look. */
  waiting: boolean
  whyNotRemove: string[]
  /** Null when nothing was removed. */
  whyNotUndo: string[] | null
  /** What a removal covers. */
  whole: boolean
}

/** A case of inactivity on the desk; for payer staff of any role. Refuses `not_found`. */
export async function ladderDesk(ctx: Context, episodeId: string): Promise<LadderDesk> {
  const staff = staffOf(ctx)
  const episode = await inactiveEpisode(ctx.reader, episodeId)
  const facts: RemovalFacts = await removalFacts(ctx.reader, ctx, staff, episode)
  const found = await wholeCase(ctx.reader, ctx, episode.clientId)
  const current = openCase(found, ctx.now)?.id === episode.id
  const view = current ? viewOf(ctx, found) : null
  const { zone } = ctx.settings.payer
  const look = facts.events.findLast(({ kind }) => kind === 'paused' || kind === 'resumed')
  return {
    app: found.app.name,
    organization: found.organization.legalName,
    clientId: episode.clientId,
    ladder: view && { ...view, steps: view.steps.map((row) => ({ ...row, when: datedText(row.at, zone) })) },
    heldUntil: view?.heldUntil ? datedText(holdEnd(view.heldUntil), zone) : '',
    mayAct: mayAct(staff) && !facts.conflict,
    isLead: staff.kind === 'lead',
    waiting: look?.kind === 'paused' && view !== null,
    whyNotRemove: whyNotRemove(facts),
    whyNotUndo: facts.removedAt ? whyNotUndo(facts, ctx.now) : null,
    whole: facts.whole,
  }
}
