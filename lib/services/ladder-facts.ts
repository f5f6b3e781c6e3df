/** Everything the inactivity ladder looks at for one client, read in one go. A step for its acts; it decides nothing. */
import { type ClientRow, findClient, listClientEvents } from '../../db/queries/client.ts'
import { type EpisodeRow, listEpisodesOfClient } from '../../db/queries/episode.ts'
import { listMailAttempts } from '../../db/queries/mail.ts'
import { listMembers } from '../../db/queries/organization.ts'
import { findOwnerOfApp } from '../../db/queries/review.ts'
import { listStopEvents } from '../../db/queries/stop.ts'
import { listContactsOfOrganization } from '../../db/queries/submission.ts'
import type { Reader } from '../../db/transaction.ts'
import { type Gap, judgedFrom } from '../domain/activity-feed.ts'
import { clientStatus } from '../domain/client.ts'
import { episodeStatus } from '../domain/episode.ts'
import { type LadderFacts, promisedOf, takenOf } from '../domain/ladder-steps.ts'
import { mailState } from '../domain/mail.ts'
import { isStopped } from '../domain/stop.ts'
import { lastActivityOf } from './activity-feed.ts'
import type { Context } from './context.ts'
import { episodeEvents } from './episode-step.ts'

type Owner = NonNullable<Awaited<ReturnType<typeof findOwnerOfApp>>>
export type CaseEvent = Awaited<ReturnType<typeof episodeEvents>>[number]

export type LadderCase = {
  client: ClientRow
  app: Owner['app']
  organization: Owner['organization']
  /** The open case, or else the newest; null when there never was one. */
  episode: EpisodeRow | null
  /** Of that case, oldest first. */
  events: CaseEvent[]
  /** The last use, or the creation of a client that nobody ever used. */
  lastActivity: Date
  everUsed: boolean
  /** From when on the silence counts: the last use or the last answer. */
  quietFrom: Date
  facts: LadderFacts
  people: string[]
  primary: string | null
  backup: string | null
  status: ReturnType<typeof clientStatus>
  /** When a stop of the whole organization was lifted last; null when there never was one. */
  liftedAt: Date | null
}

export type Judging = { paused: boolean; gaps: readonly Gap[] }

/** @returns null when there is no such production client */
export async function ladderCase(
  reader: Reader,
  ctx: Context,
  clientId: string,
  judging: Judging,
): Promise<LadderCase | null> {
  const client = await findClient(reader, clientId)
  const owner = client && (await findOwnerOfApp(reader, client.appId))
  if (!client || !owner || client.environment !== 'production') return null
  const { app, organization } = owner
  const clientEvents = await listClientEvents(reader, [clientId])
  const status = clientStatus(clientEvents)
  const seen = (await lastActivityOf(reader, [clientId])).get(clientId)
  const lastActivity = seen?.at ?? client.createdAt
  const cases = (await listEpisodesOfClient(reader, clientId)).filter(({ kind }) => kind === 'inactive')
  const episode = cases[0] ?? null
  const events = episode ? await episodeEvents(reader, episode.id) : []
  const closed = episodeStatus(events, ctx.now) === 'closed'
  const reinstated = clientEvents.filter(({ kind }) => kind === 'reinstated' || kind === 'restored')
  // While we refuse every call of an organization, nobody can use its clients: silence counts from the lifting on.
  const stops = await listStopEvents(reader, organization.id)
  const lifted = stops.filter(({ kind }) => kind === 'lifted')
  // The end of a case, not a stranger's mail that came in about it afterwards.
  const ends = closed ? events.filter(({ kind }) => kind === 'closed') : []
  const restarts = [...ends, ...reinstated, ...lifted].map(({ at }) => at.getTime())
  const quietFrom = new Date(Math.max(lastActivity.getTime(), client.createdAt.getTime(), ...restarts))
  const open = episode && !closed ? episode : null
  const contacts = await listContactsOfOrganization(reader, organization.id)
  const emailOf = (kind: string) => contacts.find((contact) => contact.kind === kind)?.email || null
  const primary = emailOf('primary')
  return {
    ...{ client, app, organization, episode, events, lastActivity, quietFrom, status },
    everUsed: seen !== undefined,
    liftedAt: lifted.at(-1)?.at ?? null,
    people: (await listMembers(reader, organization.id)).map(({ email }) => email),
    primary,
    backup: emailOf('backup'),
    facts: {
      quietSince: judgedFrom(quietFrom, judging.gaps, ctx.now),
      judging: !judging.paused,
      live: status === 'live' && !isStopped(stops.slice(-1), 'organization'),
      status: open ? episodeStatus(events, ctx.now) : 'open',
      answered: open !== null && events.some(({ kind }) => kind === 'response'),
      primaryBounced: primary === null || (open !== null && (await bounced(reader, events))),
      promised: open && promisedOf(open.evidence),
      ...takenOf(open ? events : [], judging.gaps, ctx.now),
    },
  }
}

/** The open case of what was read; null when there is none. */
export function openCase({ episode, events }: LadderCase, now: Date): EpisodeRow | null {
  return episode && episodeStatus(events, now) !== 'closed' ? episode : null
}

async function bounced(reader: Reader, events: readonly CaseEvent[]): Promise<boolean> {
  const ids = events.flatMap(({ data, mailId }) => (data.audience === 'primary' && mailId ? [mailId] : []))
  const attempts = await listMailAttempts(reader, ids)
  return ids.some((id) => {
    const state = mailState(attempts.filter(({ mailId }) => mailId === id))
    return state === 'bounced' || state === 'refused'
  })
}
