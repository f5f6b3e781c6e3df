/** What a developer sees of the cases of the organization: public words, what is expected, and by when. */
import { findClient } from '../../db/queries/client.ts'
import {
  type EpisodeRow,
  findEpisode,
  listEpisodesOfClient,
  listEpisodesOfOrganization,
} from '../../db/queries/episode.ts'
import { findMembership } from '../../db/queries/organization.ts'
import { listPeople } from '../../db/queries/person.ts'
import { findOwnerOfApp } from '../../db/queries/review.ts'
import { inviteState, type Remediation, remediations } from '../domain/breach.ts'
import { datedText } from '../domain/calendar.ts'
import {
  type EpisodeEvent,
  type EpisodeKind,
  type EpisodeStatus,
  episodeStatus,
  isKnownToDeveloper,
  publicEpisodeEvents,
} from '../domain/episode.ts'
import { PUBLIC_EVENT_WORDS } from '../domain/episode-words.ts'
import { holdEnd } from '../domain/ladder.ts'
import { may } from '../domain/organization.ts'
import { notFound } from '../domain/refusal.ts'
import { groundOf, wayToReturn } from '../domain/security-criteria.ts'
import { clientOfDeveloper } from './client.ts'
import type { Context } from './context.ts'
import { breachAnswerDue } from './episode-breach-step.ts'
import { episodeEvents, eventsOfEpisodes } from './episode-step.ts'
import { isKey } from './submission-access.ts'

type Moment = { at: Date; when: string }

export type BreachPart = {
  /** By when we ask for answers; null once there is one, and in a closed case. */
  answerDue: Moment | null
  invite: ReturnType<typeof inviteState>
  remediations: Remediation[]
  service: string
  /** Whether the security-rating service alerted us to it; else the organization reported it. */
  rated: boolean
  /** Whether the report left open if tokens or data of ours are affected. */
  tokensUnknown: boolean
  /** Whether the reader may answer: an open case, and the role for it. */
  mayAnswer: boolean
  /** Goes with the form; the same one posted twice writes once. */
  once: string
}

export type CaseView = {
  episodeId: string
  organizationId: string
  reference: string
  kind: EpisodeKind
  status: EpisodeStatus
  /** What it is about. */
  about: string
  /** How to come back after a suspension; empty when nothing was suspended, or the client works again. */
  wayBack: string
  opened: Moment
  /** null for a case of the organization as a whole. */
  client: { clientId: string; name: string } | null
  /** null for the other kinds. */
  breach: BreachPart | null
  /** Oldest first. */
  history: (Moment & { id: string; title: string; by: string; text: string })[]
}

export type OpenCase = {
  episodeId: string
  reference: string
  kind: EpisodeKind
  about: string
  /** Whether nobody answered a breach yet. */
  unanswered: boolean
  /** By when we ask for the answer; null when there is one, and where no day is set. */
  answerDue: Moment | null
}

async function roleOf(ctx: Context, organizationId: string) {
  if (ctx.actor.kind !== 'developer') return null
  const member = await findMembership(ctx.reader, organizationId, ctx.actor.personId)
  return member && member.endedAt === null ? member.role : null
}

async function openAmong(ctx: Context, episodes: readonly EpisodeRow[]): Promise<OpenCase[]> {
  const open: OpenCase[] = []
  const known = await eventsOfEpisodes(
    ctx.reader,
    episodes.map(({ id }) => id),
  )
  for (const episode of episodes) {
    const { id: episodeId, kind, reference } = episode
    const events = known.get(episodeId) ?? []
    if (!isKnownToDeveloper(episode, events) || episodeStatus(events, ctx.now) === 'closed') continue
    const unanswered = kind === 'breach' && !isAnswered(events)
    open.push({
      episodeId,
      reference,
      kind,
      about: aboutOf(kind, events),
      unanswered,
      answerDue: dueOf(ctx, episode, events),
    })
  }
  return open
}

/** Open breaches that an organization knows of, newest first. Refuses `not_found` for anybody outside it. */
export async function openBreachesOf(ctx: Context, organizationId: string): Promise<OpenCase[]> {
  if ((await roleOf(ctx, organizationId)) === null) throw notFound('organization')
  const all = await listEpisodesOfOrganization(ctx.reader, organizationId)
  return openAmong(
    ctx,
    all.filter(({ kind }) => kind === 'breach'),
  )
}

/**
 * Breaches of the organization and malicious activity of the client, as far as it knows of them and they are open. Refuses
 * `not_found` and whatever else keeps somebody from reading the client.
 */
export async function openCasesOfClient(ctx: Context, clientId: string): Promise<OpenCase[]> {
  const { client } = await clientOfDeveloper(ctx.reader, ctx, clientId, 'read')
  const owner = await findOwnerOfApp(ctx.reader, client.appId)
  if (!owner) throw notFound('client')
  const own = (await listEpisodesOfClient(ctx.reader, client.id)).filter(
    ({ kind, organizationId }) => kind === 'malicious' && organizationId === owner.organization.id,
  )
  return [...(await openAmong(ctx, own)), ...(await openBreachesOf(ctx, owner.organization.id))]
}

/** The words that opened the case; of malicious activity the reason of the suspension, with which the developer hears of it. */
const aboutOf = (kind: EpisodeKind, events: readonly EpisodeEvent[]): string =>
  events.find((event) => event.kind === (kind === 'malicious' ? 'suspended' : 'opened'))?.publicText ?? ''

/**
 * One case. Refuses `not_found` for anybody outside the organization, and for a case that staff still look at: nobody
 * reads of an alert before it is known to be about them, or of a flag before somebody has judged it.
 */
export async function caseForDeveloper(ctx: Context, episodeId: string): Promise<CaseView> {
  const episode = isKey(episodeId) ? await findEpisode(ctx.reader, episodeId) : undefined
  const role = episode && (await roleOf(ctx, episode.organizationId))
  if (!episode || !role) throw notFound('episode')
  const events = await episodeEvents(ctx.reader, episode.id)
  if (!isKnownToDeveloper(episode, events)) throw notFound('episode')
  const { id, organizationId, reference, kind, clientId, openedAt } = episode
  const client = clientId ? await findClient(ctx.reader, clientId) : undefined
  const status = episodeStatus(events, ctx.now)
  const mayAnswer = status !== 'closed' && may(role, 'reply')
  return {
    ...{
      episodeId: id,
      organizationId,
      reference,
      kind,
      status,
      about: aboutOf(kind, events),
      wayBack: wayBackOf(events),
    },
    opened: moment(ctx, openedAt),
    client: client ? { clientId: client.id, name: client.name } : null,
    breach: kind === 'breach' ? breachPart(ctx, episode, events, mayAnswer) : null,
    history: await historyOf(ctx, events),
  }
}

const moment = (ctx: Context, at: Date): Moment => ({ at, when: datedText(at, ctx.settings.calendar.zone) })

function wayBackOf(events: readonly EpisodeEvent[]): string {
  const last = events.findLast(({ kind }) => kind === 'suspended' || kind === 'reinstated' || kind === 'closed')
  const ground = last?.kind === 'suspended' ? groundOf(String(last.data.criterion)) : undefined
  return ground ? wayToReturn(ground) : ''
}

const isAnswered = (events: readonly EpisodeEvent[]): boolean =>
  events.some(({ kind }) => kind === 'answer' || kind === 'closed')

/** By when we ask for the answer to a breach that nobody answered yet. */
function dueOf(ctx: Context, episode: EpisodeRow, events: readonly EpisodeEvent[]): Moment | null {
  const due = breachAnswerDue(episode, events)
  return due && !isAnswered(events) ? moment(ctx, due) : null
}

function breachPart(ctx: Context, episode: EpisodeRow, events: EpisodeEvent[], mayAnswer: boolean): BreachPart {
  const invite = inviteState(events)
  return {
    answerDue: dueOf(ctx, episode, events),
    remediations: remediations(events),
    service: ctx.settings.rating.service,
    rated: episode.evidence.source === 'rating' || invite !== null,
    tokensUnknown: episode.evidence.tokensAffected === 'unknown',
    ...{ invite, mayAnswer, once: ctx.randomId() },
  }
}

/** Of an answer, with the finding that it is about. */
function textOf({ kind, data, publicText }: EpisodeEvent, zone: string): string {
  if (kind === 'answer') return `${String(data.finding)}: ${publicText}`
  return kind === 'held' ? `Until ${datedText(holdEnd(new Date(String(data.until))), zone)}. ${publicText}` : publicText
}

/** Colleagues of the reader by name, AppSec as a team. */
async function historyOf(
  ctx: Context,
  events: Awaited<ReturnType<typeof episodeEvents>>,
): Promise<CaseView['history']> {
  const shown = publicEpisodeEvents(events)
  const ids = shown.flatMap(({ actorKind, actorId }) => (actorKind === 'developer' && actorId ? actorId : []))
  const names = new Map((await listPeople(ctx.reader, [...new Set(ids)])).map(({ id, name }) => [id, name]))
  const byOf = ({ actorKind, actorId }: EpisodeEvent): string => {
    if (actorKind === 'developer') return names.get(actorId ?? '') || 'Your organization'
    return { staff: 'AppSec team', system: 'The portal', sender: 'By mail' }[actorKind]
  }
  return shown.map((event) => ({
    ...{
      id: event.id,
      title: PUBLIC_EVENT_WORDS[event.kind],
      by: byOf(event),
      text: textOf(event, ctx.settings.calendar.zone),
    },
    ...moment(ctx, event.at),
  }))
}
