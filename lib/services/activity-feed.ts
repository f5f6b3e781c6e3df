/**
 * Whether inactivity may be judged now: only while every source of activity tells us what happens. Also when a client was
 * last seen. The ladder, the health page and the staff's queue read it here.
 */
import {
  advanceFeed,
  appendGapNotes,
  lastGapNote,
  listActivity,
  listFeeds,
  listGapNotes,
  lockFeeds,
} from '../../db/queries/activity-feed.ts'
import type { Reader, Tx } from '../../db/transaction.ts'
import { type ActivitySource, type Gap, gapNotes, gapsOf, type Silence, silenceOf } from '../domain/activity-feed.ts'
import { notFound } from '../domain/refusal.ts'
import type { Context, ServiceSettings } from './context.ts'

export type LastActivity = {
  /** The later of both. */
  at: Date
  signInAt: Date | null
  callAt: Date | null
}

/** When clients were last seen with a successful sign-in or call; one that never was is missing from the map. */
export async function lastActivityOf(reader: Reader, clientIds: readonly string[]): Promise<Map<string, LastActivity>> {
  const seen = new Map<string, LastActivity>()
  for (const { clientId, lastSignInAt, lastCallAt } of await listActivity(reader, clientIds)) {
    const latest = Math.max(lastSignInAt?.getTime() ?? 0, lastCallAt?.getTime() ?? 0)
    if (latest > 0) seen.set(clientId, { at: new Date(latest), signInAt: lastSignInAt, callAt: lastCallAt })
  }
  return seen
}

export type InactivityJudging = {
  /** While true nobody becomes inactive, and no step of the ladder is taken. */
  paused: boolean
  /** Up to when all sources told us what happened; null while none ever did. */
  since: Date | null
  /** How long (ms) the most silent source has been silent. */
  silentMs: number
  silentSources: ActivitySource[]
  /** Times in which nothing could be seen: `judgedFrom(lastActivity, gaps, now)` leaves them out. */
  gaps: Gap[]
}

/** @param now the instant of judging */
export async function inactivityJudging(
  reader: Reader,
  now: Date,
  settings: Pick<ServiceSettings, 'activitySilenceHours'>,
): Promise<InactivityJudging> {
  const [feeds, notes] = await Promise.all([listFeeds(reader), listGapNotes(reader)])
  const { silent, since, silentMs, sources } = silenceOf(feeds, now, settings.activitySilenceHours)
  const gaps = gapsOf(notes)
  // A silence that nobody has noted yet is one all the same.
  const noted = gaps.some(({ to }) => to === null)
  const unnoted = silent && since && !noted ? [{ from: since, to: null }] : []
  return { paused: silent || noted, since, silentMs, silentSources: sources, gaps: [...gaps, ...unnoted] }
}

/** A source's word that it told us all up to an instant. */
export type FeedAdvance = { source: ActivitySource; until: Date }

/** How much newer (ms) word of a source has to be before its row is written again: batches must not wait for each other. */
const ADVANCE_STEP = 60_000

/** Whether the feed's row is worth writing; read without a lock. */
async function isNews(reader: Reader, advance: FeedAdvance): Promise<boolean> {
  const row = (await listFeeds(reader)).find(({ source }) => source === advance.source)
  return !row || advance.until.getTime() - row.lastEventAt.getTime() >= ADVANCE_STEP
}

/** Notes a source's word and any silence that it ends. The last step of a transaction: it holds a row that all want. */
export async function advanceFeedStep(tx: Tx, ctx: Context, advance: FeedAdvance): Promise<void> {
  if (await isNews(tx, advance)) await noteFeeds(tx, ctx, advance)
}

async function noteFeeds(tx: Tx, ctx: Context, advance?: FeedAdvance): Promise<Silence> {
  const { now } = ctx
  const hours = ctx.settings.activitySilenceHours
  const before = await lockFeeds(tx)
  if (advance) {
    // A new source may begin with what is long past; it has until the next silence to catch up.
    const known = before.some(({ source }) => source === advance.source)
    const lastEventAt = known && advance.until.getTime() < now.getTime() ? advance.until : now
    await advanceFeed(tx, { source: advance.source, lastEventAt, lastReceivedAt: now })
  }
  const silence = silenceOf(advance ? await lockFeeds(tx) : before, now, hours)
  const last = (await lastGapNote(tx))?.kind ?? null
  await appendGapNotes(tx, gapNotes(last, silenceOf(before, now, hours), silence, now))
  return silence
}

/** Jobs and servers of ours only. Says that a source told us all up to now, also when there was nothing to tell. */
export async function keepFeed(ctx: Context, source: ActivitySource): Promise<void> {
  if (ctx.actor.kind !== 'system') throw notFound('page')
  await ctx.transaction((tx) => advanceFeedStep(tx, ctx, { source, until: ctx.now }))
}

/** For the job that looks: notes a silence that began or ended. Running it twice notes nothing more. */
export async function watchFeeds(ctx: Context): Promise<Silence> {
  if (ctx.actor.kind !== 'system') throw notFound('page')
  return ctx.transaction((tx) => noteFeeds(tx, ctx))
}
