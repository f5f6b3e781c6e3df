/** The case of an organization that the security-rating service alerts to: opening it, adding to it, telling the developer. */
import { type EpisodeRow, listEpisodesOfOrganization, lockEpisode } from '../../db/queries/episode.ts'
import { findOrganization } from '../../db/queries/organization.ts'
import { listHandledAlerts } from '../../db/queries/rating.ts'
import { listOwnerEmails } from '../../db/queries/review.ts'
import { listContactsOfOrganization } from '../../db/queries/submission.ts'
import type { Tx } from '../../db/transaction.ts'
import { breachContact } from '../domain/contact.ts'
import { alertOf, type EpisodeEvent, episodeStatus, isKnownToDeveloper, toldOfBreach } from '../domain/episode.ts'
import { playbook } from '../domain/playbook.ts'
import { opensEpisode, type RatingAlert, worstFirst } from '../domain/rating.ts'
import { notFound } from '../domain/refusal.ts'
import type { Context } from './context.ts'
import { addEpisodeEvent, episodeEvents, openEpisode } from './episode-step.ts'
import { recordMail } from './record.ts'
import { tellEpisode } from './webhook-event.ts'

/** Findings that the log of a case shows; the others stand in the list of alerts. */
const SHOWN = 20

export type KeptAlert = RatingAlert & { alertId: string }

export type BreachFacts = {
  organizationId: string
  /** New ones about this organization, at least one. */
  alerts: readonly KeptAlert[]
  /** Whether the domain is proven to be the organization's. Else a colleague looks before anybody is written to. */
  proven: boolean
}

const sameMatter = (a: Omit<RatingAlert, 'id' | 'vendor' | 'rating'>, b: typeof a): boolean =>
  a.domain === b.domain && a.severity === b.severity && a.findings === b.findings

/**
 * Adds alerts to the organization's open case, or opens one when one of them is significant and was in no case before.
 * The caller holds the organization's lock and writes the audit row. @returns null when no case is open after all
 */
export async function breachStep(
  tx: Tx,
  ctx: Context,
  facts: BreachFacts,
): Promise<{ episode: EpisodeRow; opened: boolean } | null> {
  const { organizationId, alerts, proven } = facts
  const { opensAt } = ctx.settings.rating
  const significant = alerts.filter((alert) => opensEpisode(alert, opensAt))
  const handled = await listHandledAlerts(tx, organizationId, [...new Set(significant.map(({ domain }) => domain))])
  const fresh = significant.filter((alert) => !handled.some((one) => sameMatter(alert, one as RatingAlert)))
  const known = await openBreach(tx, ctx, organizationId)
  if (!known && fresh.length === 0) return null
  const words = { data: evidenceOf(ctx, alerts), internalText: findingsOf(alerts) }
  let episode = known
  if (episode) await addEpisodeEvent(tx, ctx, { episodeId: episode.id, kind: 'evidence', ...words })
  else episode = await open(tx, ctx, organizationId, worstFirst(fresh), words)
  if (proven && fresh.length > 0) await tellBreach(tx, ctx, episode)
  return { episode, opened: !known }
}

/** The newest breach of an organization that nobody closed and that fits; its row is held. */
export async function openBreach(
  tx: Tx,
  ctx: Context,
  organizationId: string,
  fits: (episode: EpisodeRow, events: readonly EpisodeEvent[]) => boolean = () => true,
): Promise<EpisodeRow | null> {
  for (const episode of await listEpisodesOfOrganization(tx, organizationId)) {
    if (episode.kind !== 'breach') continue
    await lockEpisode(tx, episode.id)
    const events = await episodeEvents(tx, episode.id)
    if (episodeStatus(events, ctx.now) !== 'closed' && fits(episode, events)) return episode
  }
  return null
}

async function open(
  tx: Tx,
  ctx: Context,
  organizationId: string,
  [worst]: KeptAlert[],
  { data, internalText }: { data: Record<string, unknown>; internalText: string },
): Promise<EpisodeRow> {
  if (!worst) throw new Error('a case needs an alert')
  const { service } = ctx.settings.rating
  const { episode } = await openEpisode(tx, ctx, {
    kind: 'breach',
    organizationId,
    clientId: null,
    key: `rating ${worst.alertId}`,
    evidence: data,
    publicText: `${service} alerted us to ${worst.domain}: rating ${worst.rating}, severity ${worst.severity}.`,
    internalText,
  })
  return episode
}

/** The worst of some alerts and how many there are, as small facts of the log. */
function evidenceOf(ctx: Context, alerts: readonly KeptAlert[]): Record<string, unknown> {
  const [worst] = worstFirst(alerts)
  return {
    source: 'rating',
    service: ctx.settings.rating.service,
    domain: worst?.domain,
    rating: worst?.rating,
    severity: worst?.severity,
    alerts: alerts.length,
  }
}

function findingsOf(alerts: readonly KeptAlert[]): string {
  const lines = worstFirst(alerts)
    .slice(0, SHOWN)
    .map(({ domain, rating, severity, findings }) => `${domain} (${severity}, rating ${rating}): ${findings}`)
  const rest = alerts.length - lines.length
  return [...lines, ...(rest > 0 ? [`and ${rest} more, in the list of alerts`] : [])].join('\n')
}

/**
 * Writes to the security contact (else the main contact) and the owners that the service's own invite is coming, and why;
 * once in a case. @returns how many mails; 0 when it was done before, or the service alerted nobody to the case
 */
export async function tellBreach(tx: Tx, ctx: Context, episode: EpisodeRow): Promise<number> {
  const events = await episodeEvents(tx, episode.id)
  const alert = alertOf(episode, events)
  if (toldOfBreach(events) || !alert) return 0
  const to = await recipientsOf(tx, episode.organizationId)
  const props = { ...(await propsOf(tx, ctx, episode, events)), ...alert }
  let mailId: string | null = null
  for (const address of to) {
    const sent = await recordMail(tx, ctx, { kind: 'breach_alert', to: address, props })
    mailId ??= sent
  }
  const data = { audience: 'developer', mail: 'breach_alert', recipients: to.length }
  const internalText = to.length === 0 ? 'There is nobody to write to.' : ''
  await addEpisodeEvent(tx, ctx, { episodeId: episode.id, kind: 'told', data, internalText, mailId })
  // Only now does the organization know of a case that an alert opened.
  if (!isKnownToDeveloper(episode, events)) await tellEpisode(tx, ctx, episode.id, 'opened')
  return to.length
}

async function recipientsOf(tx: Tx, organizationId: string): Promise<string[]> {
  const contact = breachContact(await listContactsOfOrganization(tx, organizationId))?.email
  const addresses = [...(contact ? [contact] : []), ...(await listOwnerEmails(tx, organizationId))]
  return [...new Map(addresses.map((address) => [address.toLowerCase(), address])).values()]
}

/** By when we ask for answers: the date of the playbook. */
export function breachAnswerDue(episode: Pick<EpisodeRow, 'kind'>, events: readonly EpisodeEvent[]): Date | null {
  return playbook(episode.kind, events).find(({ code }) => code === 'answers')?.dueAt ?? null
}

async function propsOf(tx: Tx, ctx: Context, episode: EpisodeRow, events: readonly EpisodeEvent[]) {
  const organization = await findOrganization(tx, episode.organizationId)
  if (!organization) throw notFound('organization')
  const { portalUrl, rating } = ctx.settings
  return {
    episode: episode.reference,
    organization: organization.legalName,
    service: rating.service,
    due: (breachAnswerDue(episode, events) ?? ctx.now).toISOString(),
    url: `${portalUrl}/developer/episodes/${episode.id}`,
  }
}
