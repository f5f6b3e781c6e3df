/** What a developer sees of the cases of a breach of the organization: public words, what is expected, and by when. */
import { findEpisode, listEpisodesOfOrganization } from '../../db/queries/episode.ts'
import { findMembership } from '../../db/queries/organization.ts'
import { findOwnerOfApp } from '../../db/queries/review.ts'
import { inviteState, type Remediation, remediations } from '../domain/breach.ts'
import { dueText } from '../domain/calendar.ts'
import {
  type EpisodeEvent,
  type EpisodeEventKind,
  type EpisodeStatus,
  episodeStatus,
  publicEpisodeEvents,
} from '../domain/episode.ts'
import { notFound } from '../domain/refusal.ts'
import { clientOfDeveloper } from './client.ts'
import type { Context } from './context.ts'
import { breachAnswerDue, breachTold } from './episode-breach-step.ts'
import { episodeEvents } from './episode-step.ts'
import { isKey } from './submission-access.ts'

type Moment = { at: Date; when: string }

export type BreachView = {
  episodeId: string
  reference: string
  status: EpisodeStatus
  /** What it is about. */
  about: string
  opened: Moment
  /** By when we ask for answers; null once there is one, and in a closed case. */
  answerDue: Moment | null
  invite: ReturnType<typeof inviteState>
  remediations: Remediation[]
  service: string
  /** Oldest first. */
  history: (Moment & { id: string; kind: EpisodeEventKind; by: 'team' | 'you' | 'portal'; text: string })[]
}

async function isMember(ctx: Context, organizationId: string): Promise<boolean> {
  if (ctx.actor.kind !== 'developer') return false
  const member = await findMembership(ctx.reader, organizationId, ctx.actor.personId)
  return member !== undefined && member.endedAt === null
}

/** Cases of an organization that are open and that it was told of, newest first. Refuses `not_found` for anybody outside it. */
export async function openBreachesOf(
  ctx: Context,
  organizationId: string,
): Promise<{ episodeId: string; reference: string; about: string }[]> {
  if (!(await isMember(ctx, organizationId))) throw notFound('organization')
  const open: { episodeId: string; reference: string; about: string }[] = []
  for (const { id, kind, reference } of await listEpisodesOfOrganization(ctx.reader, organizationId)) {
    if (kind !== 'breach') continue
    const events = await episodeEvents(ctx.reader, id)
    if (!breachTold(events) || episodeStatus(events, ctx.now) === 'closed') continue
    open.push({ episodeId: id, reference, about: aboutOf(events) })
  }
  return open
}

/** The same for the organization behind a client. Refuses `not_found` and whatever else keeps somebody from reading it. */
export async function openBreachesOfClient(ctx: Context, clientId: string) {
  const { client } = await clientOfDeveloper(ctx.reader, ctx, clientId, 'read')
  const owner = await findOwnerOfApp(ctx.reader, client.appId)
  if (!owner) throw notFound('client')
  return openBreachesOf(ctx, owner.organization.id)
}

const aboutOf = (events: readonly EpisodeEvent[]): string =>
  events.find(({ kind }) => kind === 'opened')?.publicText ?? ''

/**
 * One case. Refuses `not_found` for anybody outside the organization, and for a case that staff still look at: nobody
 * reads of an alert before it is known to be about them.
 */
export async function breachForDeveloper(ctx: Context, episodeId: string): Promise<BreachView> {
  const { actor } = ctx
  const episode = actor.kind === 'developer' && isKey(episodeId) ? await findEpisode(ctx.reader, episodeId) : undefined
  if (actor.kind !== 'developer' || episode?.kind !== 'breach') throw notFound('episode')
  const member = await isMember(ctx, episode.organizationId)
  const events = await episodeEvents(ctx.reader, episode.id)
  if (!member || !breachTold(events)) throw notFound('episode')
  const moment = (at: Date): Moment => ({ at, when: dueText(at, ctx.settings.calendar.zone) })
  const status = episodeStatus(events, ctx.now)
  const due = breachAnswerDue(episode, events)
  const answered = status === 'closed' || events.some(({ kind }) => kind === 'answer')
  return {
    ...{ episodeId: episode.id, reference: episode.reference, status },
    about: aboutOf(events),
    opened: moment(episode.openedAt),
    answerDue: due && !answered ? moment(due) : null,
    invite: inviteState(events),
    remediations: remediations(events),
    service: ctx.settings.rating.service,
    history: publicEpisodeEvents(events).map(({ id, kind, at, actorKind, publicText }) => ({
      ...{ id, kind, text: publicText, ...moment(at) },
      by: actorKind === 'staff' ? 'team' : actorKind === 'developer' ? 'you' : 'portal',
    })),
  }
}
