/** One at-risk case as payer staff see it. Auditors read the same and change nothing. */
import { listClientEvents } from '../../db/queries/client.ts'
import { listEpisodeEvents } from '../../db/queries/episode.ts'
import { findEpisodeForStaff } from '../../db/queries/episode-list.ts'
import { listPeople } from '../../db/queries/person.ts'
import { listStaff } from '../../db/queries/staff.ts'
import { listStopsOfOrganizations } from '../../db/queries/stop.ts'
import { clientStatus } from '../domain/client.ts'
import type { EpisodeEvent, EpisodeEventKind } from '../domain/episode.ts'
import { type EpisodeFact, episodeFacts } from '../domain/episode-facts.ts'
import { eventTitle } from '../domain/episode-words.ts'
import { caseWordsErased, erasedSentence } from '../domain/erased-words.ts'
import { type PlaybookEntry, playbook } from '../domain/playbook.ts'
import { notFound } from '../domain/refusal.ts'
import type { Context } from './context.ts'
import { type EpisodeAround, episodeAround } from './episode-around.ts'
import {
  asEvent,
  type EpisodeListRow,
  gapsOfCases,
  listRow,
  type Moment,
  moment,
  suspendedBefore,
} from './episode-list.ts'
import { type InboundMailView, mailsOfEpisode, mailsOfEvents } from './inbound-view.ts'
import { mayAct, staffOf } from './review-access.ts'
import { conflictWith } from './review-facts.ts'
import { stopsOfCases } from './stop-step.ts'
import { isKey } from './submission-access.ts'

type EventRow = Awaited<ReturnType<typeof listEpisodeEvents>>[number]

const inWords = (ctx: Context, facts: Record<string, unknown>) => episodeFacts(facts, (at) => moment(ctx, at).when)

export type EpisodeEventView = Moment & {
  id: string
  kind: EpisodeEventKind
  title: string
  by: string
  /** The mail that came in, when that is what happened. */
  mail: InboundMailView | null
  /** The sentence in place of words that were erased; empty where none were. */
  erased: string
  data: Record<string, unknown>
  /** What `data` says, in words. */
  facts: EpisodeFact[]
  publicText: string
  internalText: string
}

export type EpisodeView = EpisodeListRow & {
  around: EpisodeAround
  organizationId: string
  /** Whether its client is suspended, by itself or with its whole organization. */
  stopped: boolean
  /** Whether it is suspended by itself, so that a second person has to reinstate it before the case is closed. */
  suspended: boolean
  /** Since when what the case is about stands still with its whole organization; null when it does not. */
  stoppedWith: Moment | null
  evidence: Record<string, unknown>
  /** What the evidence says, in words; dates in the payer's zone. */
  facts: EpisodeFact[]
  /** Oldest first. */
  events: EpisodeEventView[]
  /** The newest mails about the case, newest first. */
  mails: InboundMailView[]
  /** The sentence in place of those that were erased with the organization. */
  erased: string
  checklist: { code: string; title: string; hint: string; due: (Moment & { late: boolean }) | null; done: string }[]
  /** Whether the reader’s own mail domain is the organization’s, so that a colleague has to act. */
  conflict: boolean
  mayAct: boolean
  /** Whether the organization of the case is stopped as a whole now. */
  organizationStopped: boolean
  /** Whether the reader may stop the whole organization. */
  mayStop: boolean
}

/** Refuses everybody but payer staff, and an unknown case, with `not_found`. */
export async function episodeView(ctx: Context, episodeId: string): Promise<EpisodeView> {
  const staff = staffOf(ctx)
  const row = isKey(episodeId) ? await findEpisodeForStaff(ctx.reader, episodeId) : undefined
  if (!row) throw notFound('episode')
  const { episode } = row
  const [rows, clientEvents, mails, stops] = await Promise.all([
    listEpisodeEvents(ctx.reader, [episode.id]),
    listClientEvents(ctx.reader, episode.clientId ? [episode.clientId] : []),
    mailsOfEpisode(ctx.reader, ctx, episode.id),
    stopsOfCases(ctx.reader, [episode]),
  ])
  const [names, noted, conflict, [stop], around, gaps] = await Promise.all([
    namesIn(ctx, rows),
    mailsOfEvents(ctx.reader, ctx, rows),
    conflictWith(ctx.reader, staff, episode.organizationId),
    listStopsOfOrganizations(ctx.reader, [episode.organizationId]),
    episodeAround(ctx, episode),
    gapsOfCases(ctx, [episode]),
  ])
  const events = rows.map(asEvent)
  const erased = erasedSentence(row.erasedAt, ctx.settings.calendar.zone)
  const stoppedAt = stops.get(episode.id) ?? null
  const status = clientStatus(clientEvents)
  const before = suspendedBefore(episode, events, clientEvents)
  return {
    ...listRow(ctx, row, events, { status, stoppedAt, before, gaps }),
    around,
    organizationId: episode.organizationId,
    stopped: episode.clientId !== null && (status === 'suspended' || stoppedAt !== null),
    suspended: status === 'suspended' && before === null,
    stoppedWith: stoppedAt && moment(ctx, stoppedAt),
    evidence: episode.evidence,
    facts: inWords(ctx, episode.evidence),
    mails,
    erased,
    events: rows.map(({ id, kind: code, at, data, publicText, internalText, ...event }) => {
      const kind = code as EpisodeEventKind
      const title = eventTitle(episode.kind, { kind, data })
      const mail = noted.get(String(data.inboundMailId)) ?? null
      const by = byOf(event, names)
      return {
        id,
        kind,
        title,
        by,
        mail,
        erased: caseWordsErased({ ...event, kind, publicText, internalText }) || mail?.erased ? erased : '',
        data,
        facts: inWords(ctx, data),
        publicText,
        internalText,
        ...moment(ctx, at),
      }
    }),
    checklist: checklist(ctx, playbook(episode.kind, events, stoppedAt ?? before), names, stoppedAt !== null),
    conflict,
    mayAct: mayAct(staff) && !conflict,
    organizationStopped: stop?.kind === 'stopped',
    mayStop: staff.kind === 'lead',
  }
}

function checklist(
  ctx: Context,
  entries: readonly PlaybookEntry[],
  names: Map<string, string>,
  withOrganization: boolean,
) {
  return entries.map(({ code, title, hint, dueAt, done, stoppedAt }) => ({
    code,
    title,
    hint,
    due: dueAt && { ...moment(ctx, dueAt), late: !done && !stoppedAt && dueAt < ctx.now },
    done: done
      ? `${byOf(done, names)}, ${moment(ctx, done.at).when}`
      : stoppedAt
        ? `${withOrganization ? 'Stopped with its organization' : 'Suspended before this case'}, ${moment(ctx, stoppedAt).when}`
        : '',
  }))
}

/** Names of the colleagues and developers who acted, by their ids; an erased person has none. */
async function namesIn(ctx: Context, rows: readonly EventRow[]): Promise<Map<string, string>> {
  const ids = rows.flatMap(({ actorKind, actorId }) => (actorKind === 'developer' && actorId ? actorId : []))
  const [staff, people] = await Promise.all([listStaff(ctx.reader), listPeople(ctx.reader, [...new Set(ids)])])
  return new Map([...staff, ...people].map(({ id, name }) => [id, name]))
}

function byOf({ actorKind, actorId }: Pick<EpisodeEvent, 'actorKind' | 'actorId'>, names: Map<string, string>): string {
  const name = names.get(actorId ?? '')
  if (actorKind === 'staff') return name || 'A colleague'
  if (actorKind === 'developer' && name) return `${name}, for the developer`
  return { developer: 'The developer', system: 'The portal', sender: 'The sender of a mail' }[actorKind]
}
