/**
 * The sweep of the inactivity ladder over production clients: ends what was answered by use, opens what became quiet, and
 * takes every step that is due. Each client in a transaction of its own; running it twice, or in two workers, changes nothing.
 */
import { lockClient } from '../../db/queries/client.ts'
import { lockEpisode } from '../../db/queries/episode.ts'
import { listOpenInactive, listQuietClients } from '../../db/queries/ladder.ts'
import { episodeStatus } from '../domain/episode.ts'
import { ladderDates } from '../domain/ladder.ts'
import {
  dueSteps,
  LADDER_STEPS,
  type LadderFacts,
  type LadderStep,
  nextStep,
  recipients,
  withStep,
} from '../domain/ladder-steps.ts'
import { notFound } from '../domain/refusal.ts'
import { inactivityJudging } from './activity-feed.ts'
import type { Context } from './context.ts'
import { closeCase } from './ladder-answer.ts'
import { type Judging, type LadderCase, ladderCase, openCase } from './ladder-facts.ts'
import { takeStep } from './ladder-step.ts'
import { type AuditEntry, recordAudit } from './record.ts'

/** Clients looked up at once. */
const PAGE = 500
const DAY = 24 * 60 * 60 * 1000

export type Sweep = {
  /** Whether inactivity was judged at all. */
  judged: boolean
  steps: { clientId: string; step: LadderStep }[]
  /** Cases that ended by themselves: the client was used, reinstated or removed. */
  ended: string[]
}

/** Jobs only. */
export async function sweepLadder(ctx: Context): Promise<Sweep> {
  if (ctx.actor.kind !== 'system') throw notFound('page')
  const judging = await inactivityJudging(ctx.reader, ctx.now, ctx.settings)
  const sweep: Sweep = { judged: !judging.paused, steps: [], ended: [] }
  for await (const clientId of candidates(ctx, judging.paused)) {
    const { steps, ended } = await climb(ctx, clientId, judging)
    for (const step of steps) sweep.steps.push({ clientId, step })
    if (ended) sweep.ended.push(clientId)
  }
  return sweep
}

/** Clients with an open case first, then those that may have become quiet. */
async function* candidates(ctx: Context, paused: boolean): AsyncGenerator<string> {
  let lastCase: string | null = null
  for (;;) {
    const page: { id: string; clientId: string }[] = await listOpenInactive(ctx.reader, lastCase, PAGE)
    for (const { clientId } of page) yield clientId
    if (page.length < PAGE) break
    lastCase = page.at(-1)?.id ?? null
  }
  if (paused) return
  const quiet = quietBound(ctx)
  let lastClient = ''
  for (;;) {
    const page = await listQuietClients(ctx.reader, quiet, lastClient, PAGE)
    for (const { clientId } of page) yield clientId
    if (page.length < PAGE) return
    lastClient = page.at(-1)?.clientId ?? lastClient
  }
}

/** An instant after which nobody can be quiet long enough: each one before it is judged by the rule itself. */
function quietBound({ now, settings }: Context): Date {
  let bound = now.getTime() - (settings.ladder.inactiveMonths * 28 - 1) * DAY
  // Months differ in length, so the bound is a few days generous and the rule has the last word.
  while (ladderDates(new Date(bound), settings.ladder).flaggedAt.getTime() < now.getTime()) bound += DAY
  return new Date(bound)
}

function climb(ctx: Context, clientId: string, judging: Judging): Promise<{ steps: LadderStep[]; ended: boolean }> {
  return ctx.transaction(async (tx) => {
    await lockClient(tx, clientId)
    const found = await ladderCase(tx, ctx, clientId, judging)
    if (!found) return { steps: [], ended: false }
    const open = openCase(found, ctx.now)
    if (open) await lockEpisode(tx, open.id)
    const over = open ? whyOver(found) : null
    if (open && over) {
      await closeCase(tx, ctx, open, over)
      return { steps: [], ended: true }
    }
    const steps: LadderStep[] = []
    const audits: AuditEntry[] = []
    let current = found
    for (const step of dueSteps(found.facts, ctx.now, ctx.settings.ladder)) {
      const taken = await takeStep(tx, ctx, current, step)
      if (!taken) break
      steps.push(step)
      audits.push(...taken.audits)
      const facts = withStep(current.facts, step, ctx.now, ctx.settings.ladder)
      current = { ...current, facts, episode: taken.episode, events: openCase(current, ctx.now) ? current.events : [] }
    }
    for (const audit of audits) await recordAudit(tx, ctx, audit)
    return { steps, ended: false }
  })
}

/** Why an open case ends by itself; null when it goes on. */
function whyOver({
  episode,
  lastActivity,
  liftedAt,
  status,
  facts,
}: LadderCase): 'activity' | 'reinstated' | 'removed' | null {
  if (status === 'removed') return 'removed'
  const known = new Date(String(episode?.evidence.lastActivityAt)).getTime()
  if (status === 'live' && lastActivity.getTime() > known) return 'activity'
  const reinstated =
    facts.taken.some(({ step }) => step === 'suspension') || (liftedAt && episode && liftedAt > episode.openedAt)
  return status === 'live' && reinstated ? 'reinstated' : null
}

export type PlannedStep = {
  at: Date
  clientId: string
  app: string
  organization: string
  step: LadderStep
  to: string[]
}

/** From when on steps are taken: now, or the end of the hold that runs. */
function startOf({ facts, events }: LadderCase, now: Date): Date {
  const held = facts.status === 'held' ? events.findLast(({ kind }) => kind === 'held') : undefined
  return held ? new Date(String(held.data.until)) : now
}

/**
 * Who would get what up to an instant if nothing is heard of anybody, oldest first; changes nothing. For operators.
 * @param asOf steps that are due by then; those overdue count as taken now
 */
export async function previewLadder(ctx: Context, asOf: Date): Promise<{ judged: boolean; planned: PlannedStep[] }> {
  if (ctx.actor.kind !== 'system') throw notFound('page')
  const { ladder, payer } = ctx.settings
  const judging = await inactivityJudging(ctx.reader, ctx.now, ctx.settings)
  const then = { ...ctx, now: asOf }
  const seen = new Set<string>()
  const planned: PlannedStep[] = []
  for await (const clientId of candidates(then, false)) {
    if (seen.has(clientId)) continue
    seen.add(clientId)
    const found = await ladderCase(ctx.reader, ctx, clientId, { ...judging, paused: false })
    if (!found || (openCase(found, ctx.now) && whyOver(found))) continue
    const from = startOf(found, ctx.now)
    let facts: LadderFacts = {
      ...found.facts,
      status: openCase(found, from) ? episodeStatus(found.events, from) : 'open',
    }
    if (from > ctx.now && from > asOf) continue
    for (let next = nextStep(facts, from, ladder); next && next.at <= asOf; next = nextStep(facts, from, ladder)) {
      const { step } = next
      const at = next.at > from || asOf < from ? next.at : from
      const row = LADDER_STEPS.find((one) => one.step === step)
      const to = !row || row.to === 'leads' ? [payer.appsecEmail] : recipients(row.to, found)
      planned.push({ at, clientId, app: found.app.name, organization: found.organization.legalName, step, to })
      facts = { ...withStep(facts, step, at, ladder), live: facts.live && step !== 'suspension' }
    }
  }
  return { judged: !judging.paused, planned: planned.toSorted((a, b) => a.at.getTime() - b.at.getTime()) }
}
