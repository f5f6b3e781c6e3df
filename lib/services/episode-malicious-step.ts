/** The case of a client that attacks: steps that the flag, the signal, the suspension and the reinstatement share. */
import { type ClientRow, listClientEvents } from '../../db/queries/client.ts'
import { type EpisodeRow, listBreachesAround, listEpisodesOfClient, lockEpisode } from '../../db/queries/episode.ts'
import { listStopsOfClient } from '../../db/queries/stop.ts'
import type { Reader, Tx } from '../../db/transaction.ts'
import { type AttackCode, attackOf } from '../domain/attack.ts'
import { clientStatus } from '../domain/client.ts'
import { type EpisodeKind, episodeStatus } from '../domain/episode.ts'
import type { EpisodeSource } from '../domain/episode-words.ts'
import { isStopped } from '../domain/stop.ts'
import type { Context } from './context.ts'
import { addEpisodeEvent, episodeEvents, openEpisode } from './episode-step.ts'
import { recordMail } from './record.ts'

/** Whether a client is suspended, by itself or with its whole organization. */
export async function isClientStopped(reader: Reader, clientId: string): Promise<boolean> {
  const status = clientStatus(await listClientEvents(reader, [clientId]))
  return status === 'suspended' || isStopped(await listStopsOfClient(reader, clientId), 'organization')
}

export type MaliciousFacts = {
  client: ClientRow
  app: { name: string }
  organization: { id: string; legalName: string }
}

/**
 * Cases of a client that nobody closed, newest first, and breaches of its organization as a whole; their rows are held.
 * The caller holds the client's lock.
 */
async function openCasesOf(tx: Tx, ctx: Context, clientId: string, kinds: readonly EpisodeKind[]) {
  const open: { episode: EpisodeRow; stopped: boolean }[] = []
  const own = await listEpisodesOfClient(tx, clientId)
  const whole = kinds.includes('breach') ? await listBreachesAround(tx, clientId) : []
  for (const episode of [...own, ...whole]) {
    if (!kinds.includes(episode.kind)) continue
    await lockEpisode(tx, episode.id)
    const events = await episodeEvents(tx, episode.id)
    if (episodeStatus(events, ctx.now) === 'closed') continue
    const last = events.findLast(
      ({ kind, data }) =>
        (kind === 'suspended' || kind === 'reinstated') && (episode.clientId !== null || data.clientId === clientId),
    )
    open.push({ episode, stopped: last?.kind === 'suspended' })
  }
  return open
}

export type Evidence = {
  attack: AttackCode | null
  source: EpisodeSource
  text: string
  more?: Record<string, unknown>
}

/**
 * Adds what speaks for an attack to the client's open case, or opens one and tells AppSec. Never stops the client.
 * The caller holds the client's lock.
 */
export async function flagStep(
  tx: Tx,
  ctx: Context,
  facts: MaliciousFacts,
  evidence: Evidence,
): Promise<{ episode: EpisodeRow; opened: boolean }> {
  const { client } = facts
  const data = { ...(evidence.attack ? { attack: evidence.attack } : {}), source: evidence.source, ...evidence.more }
  const [known] = await openCasesOf(tx, ctx, client.id, ['malicious'])
  if (known) {
    const { episode } = known
    await addEpisodeEvent(tx, ctx, { episodeId: episode.id, kind: 'evidence', data, internalText: evidence.text })
    return { episode, opened: false }
  }
  const episode = await openMalicious(tx, ctx, facts, data, evidence.text)
  await tellStaff(tx, ctx, facts, episode, 'appsec', evidence.attack)
  return { episode, opened: true }
}

async function openMalicious(
  tx: Tx,
  ctx: Context,
  { client, organization }: MaliciousFacts,
  evidence: Record<string, unknown>,
  internalText: string,
): Promise<EpisodeRow> {
  const of = { kind: 'malicious' as const, organizationId: organization.id, clientId: client.id }
  const key = `${client.id} ${ctx.randomId()}`
  return (await openEpisode(tx, ctx, { ...of, key, evidence, internalText })).episode
}

/** Writes to AppSec that a client was flagged, or to CIRT that one was suspended, and notes it in the case. */
async function tellStaff(
  tx: Tx,
  ctx: Context,
  { client, app, organization }: MaliciousFacts,
  episode: EpisodeRow,
  audience: 'appsec' | 'cirt',
  attack: AttackCode | null,
): Promise<void> {
  const { payer, portalUrl } = ctx.settings
  const mailId = await recordMail(tx, ctx, {
    kind: 'malicious_case',
    to: payer.appsecEmail,
    props: {
      episode: episode.reference,
      app: app.name,
      organization: organization.legalName,
      clientId: client.id,
      attack: attackOf(attack ?? '')?.title ?? 'Malicious traffic',
      suspended: audience === 'cirt',
      url: `${portalUrl}/staff/episodes/${episode.id}`,
    },
  })
  await addEpisodeEvent(tx, ctx, { episodeId: episode.id, kind: 'told', data: { audience }, mailId })
}

/**
 * Notes a suspension in the client's open cases. For malicious traffic there is always one: its record is CIRT's.
 * The caller holds the client's lock and tells the developer. @returns the case to name in that mail, malicious before breach
 */
export async function suspendedStep(
  tx: Tx,
  ctx: Context,
  facts: MaliciousFacts,
  words: { criterion: string; publicReason: string; internalText: string },
): Promise<{ reference: string | null }> {
  const { criterion, publicReason, internalText } = words
  const cases = await openCasesOf(tx, ctx, facts.client.id, ['malicious', 'breach'])
  if (criterion === 'malicious_traffic' && !cases.some(({ episode }) => episode.kind === 'malicious')) {
    const episode = await openMalicious(tx, ctx, facts, { source: 'desk' }, internalText)
    cases.push({ episode, stopped: false })
  }
  for (const { episode } of cases) {
    const to = { episodeId: episode.id }
    await addEpisodeEvent(tx, ctx, {
      ...{ ...to, kind: 'suspended', data: { criterion, ...ofWhole(episode, facts.client.id) } },
      publicText: publicReason,
      internalText,
    })
    await addEpisodeEvent(tx, ctx, { ...to, kind: 'told', data: { audience: 'developer' } })
    const { attack } = episode.evidence
    const code = typeof attack === 'string' ? (attackOf(attack)?.code ?? null) : null
    if (episode.kind === 'malicious') await tellStaff(tx, ctx, facts, episode, 'cirt', code)
  }
  return { reference: referenceOf(cases.map(({ episode }) => episode)) }
}

const referenceOf = (cases: readonly EpisodeRow[]): string | null =>
  (cases.find(({ kind }) => kind === 'malicious') ?? cases[0])?.reference ?? null

/** A case of the organization as a whole says which of its clients something happened to. */
const ofWhole = (episode: EpisodeRow, clientId: string) => (episode.clientId === null ? { clientId } : {})

/** Notes a reinstatement in the open cases that the client was suspended in. @returns the case to name in the mail about it */
export async function reinstatedStep(
  tx: Tx,
  ctx: Context,
  clientId: string,
  words: { publicReason: string; internalText: string },
): Promise<{ reference: string | null }> {
  const { publicReason: publicText, internalText } = words
  const cases = (await openCasesOf(tx, ctx, clientId, ['malicious', 'breach'])).flatMap(({ episode, stopped }) =>
    stopped ? episode : [],
  )
  for (const episode of cases) {
    const data = ofWhole(episode, clientId)
    await addEpisodeEvent(tx, ctx, { episodeId: episode.id, kind: 'reinstated', data, publicText, internalText })
  }
  return { reference: referenceOf(cases) }
}
