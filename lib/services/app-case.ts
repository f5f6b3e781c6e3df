/** The open at-risk cases that an app’s own page and the list of apps must not hide: what they ask, and by when. */
import { listEpisodesOfOrganization } from '../../db/queries/episode.ts'
import { datedText } from '../domain/calendar.ts'
import type { EpisodeKind } from '../domain/episode.ts'
import type { Context } from './context.ts'
import { openBreachesOf } from './episode-developer.ts'
import { wholeCase } from './ladder-access.ts'
import { viewOf } from './still-in-use.ts'

export type AppCase = {
  episodeId: string
  reference: string
  kind: EpisodeKind
  /** The client that it is about; null for a case of the organization, which counts for each of its apps. */
  clientId: string | null
  /** Whether the organization has to answer; else it can read what happens. */
  asks: boolean
  /** By when: the suspension, or the day we ask for. null when nothing is asked or no day is set. */
  by: { at: Date; when: string } | null
}

type ProductionClient = { clientId: string; environment: string }

/**
 * Open cases that the organization knows of, the most pressing first: inactivity of the clients, and breaches. What stopped
 * a client stands on the client’s page. Refuses `not_found` for anybody outside the organization.
 */
export async function casesOfApps(
  ctx: Context,
  organizationId: string,
  clients: readonly ProductionClient[],
): Promise<AppCase[]> {
  const breaches = (await openBreachesOf(ctx, organizationId)).map(({ episodeId, reference, kind, ...open }) => ({
    ...{ episodeId, reference, kind, clientId: null, asks: open.unanswered, by: open.answerDue },
  }))
  const all = [...(await quietClients(ctx, organizationId, clients)), ...breaches]
  const rank = ({ asks, by }: AppCase) => (asks ? (by?.at.getTime() ?? 0) : Number.POSITIVE_INFINITY)
  return all.toSorted((a, b) => Number(rank(a) > rank(b)) - Number(rank(a) < rank(b)))
}

async function quietClients(
  ctx: Context,
  organizationId: string,
  clients: readonly ProductionClient[],
): Promise<AppCase[]> {
  const cases = (await listEpisodesOfOrganization(ctx.reader, organizationId)).filter(({ kind }) => kind === 'inactive')
  const found: AppCase[] = []
  for (const { clientId, environment } of clients) {
    if (environment !== 'production' || !cases.some((episode) => episode.clientId === clientId)) continue
    const ladder = viewOf(ctx, await wholeCase(ctx.reader, ctx, clientId))
    if (!ladder || !cases.some(({ id }) => id === ladder.episodeId)) continue
    const { episodeId, reference, state, suspended, steps } = ladder
    const asks = state === 'asked' && !suspended
    const at = steps.find(({ step }) => step === 'suspension')?.at
    const by = asks && at ? { at, when: datedText(at, ctx.settings.calendar.zone) } : null
    found.push({ episodeId, reference, kind: 'inactive', clientId, asks, by })
  }
  return found
}
