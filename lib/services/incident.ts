/**
 * A developer reports a security incident: a breach case opens or grows, AppSec gets a mail, the company a receipt.
 * Reporting never stops a client by itself; a person looks first.
 */
import { listClientsByApp } from '../../db/queries/app.ts'
import { lockClient } from '../../db/queries/client.ts'
import type { EpisodeRow } from '../../db/queries/episode.ts'
import { type IncidentRow, insertIncident, listIncidentsOfOrganization } from '../../db/queries/incident.ts'
import { findOrganization } from '../../db/queries/organization.ts'
import { findAddressConfirmation, findPersonZone, listContactsOfOrganization } from '../../db/queries/submission.ts'
import type { Reader, Tx } from '../../db/transaction.ts'
import { datedText, isZone } from '../domain/calendar.ts'
import { isKnownToDeveloper } from '../domain/episode.ts'
import {
  discoveredAt,
  type IncidentInput,
  incidentInputAt,
  incidentTitle,
  noticeTime,
  TOKENS_AFFECTED,
} from '../domain/incident.ts'
import { notFound, Refusal } from '../domain/refusal.ts'
import type { Context } from './context.ts'
import { openBreach } from './episode-breach-step.ts'
import { addEpisodeEvent, openEpisode } from './episode-step.ts'
import { lockedOrganizationAccess, organizationAccess } from './organization-access.ts'
import { countTry } from './rate-limit.ts'
import { recordAudit, recordMail } from './record.ts'
import { isKey } from './submission-access.ts'

/** The reporter's zone, in which the form's date and time are meant; the payer's when they chose none. */
async function zoneOf(reader: Reader, ctx: Context): Promise<string> {
  const zone = ctx.actor.kind === 'developer' ? await findPersonZone(reader, ctx.actor.personId) : null
  return zone && isZone(zone) ? zone : ctx.settings.calendar.zone
}

/** What the form of a report takes now from this reporter. */
export const incidentForm = async (ctx: Context) => incidentInputAt(await zoneOf(ctx.reader, ctx), ctx.now)

/** Assumption: more reports of one organization within an hour are a script; what is new of one incident fits into them. */
const REPORTS = { count: 10, window: 60 * 60 * 1000 }

/**
 * Takes a report of anybody who belongs to the organization, whatever the role: it must never wait for an owner. The
 * same form posted twice reports once. Refuses `date`, `time`, `client`, `form`, `too_many_requests`, `not_found`.
 */
export function reportIncident(
  ctx: Context,
  input: IncidentInput,
): Promise<{ organizationId: string; reference: string }> {
  return ctx.transaction(async (tx) => {
    const { organizationId, once } = input
    const { actor } = await lockedOrganizationAccess(tx, ctx, organizationId, 'read')
    if (!isKey(once)) throw new Refusal('form', 'Load the page again and send the form once more.')
    const discovered = discoveredAt(input, await zoneOf(tx, ctx), ctx.now)
    const clientId = await clientOf(tx, organizationId, input.clientId)
    const known = (await listIncidentsOfOrganization(tx, organizationId)).find(({ report }) => report.id === once)
    if (known) return { organizationId, reference: known.reference ?? '' }
    await countTry(tx, ctx, `incident:${organizationId}`, REPORTS)
    const report: Omit<IncidentRow, 'episodeId'> = {
      ...{ id: once, organizationId, clientId, kind: input.kind, description: input.description },
      ...{ reportedBy: actor.personId, reportedAt: ctx.now, discoveredAt: discovered },
      ...{ tokensAffected: input.tokens, membersAffected: input.members, contained: input.contained === 'yes' },
    }
    const { episode, opened } = await caseOf(tx, ctx, report)
    if (!(await insertIncident(tx, { ...report, episodeId: episode.id }))) {
      throw new Refusal('form', 'Load the page again and send the form once more.')
    }
    await tell(tx, ctx, report, episode, actor.email)
    await recordAudit(tx, ctx, {
      ...{ act: 'incident.reported', noun: 'incident', nounId: once, organizationId },
      data: { kind: input.kind, clientId, episode: episode.reference, opened },
    })
    return { organizationId, reference: episode.reference }
  })
}

/** A production client of the organization; null for an empty choice. */
async function clientOf(tx: Tx, organizationId: string, chosen: string): Promise<string | null> {
  if (chosen === '') return null
  const client = (await listClientsByApp(tx, organizationId)).find(({ id }) => id === chosen)
  if (!client) throw new Refusal('client', 'Choose one of your clients, or the whole company.', { field: 'clientId' })
  await lockClient(tx, client.id)
  return client.id
}

/**
 * The open breach case of the organization with the report added, or a new one; also beside a case that staff still look
 * at and nobody was told of: whoever reports must be able to read on. The caller holds the organization.
 */
async function caseOf(
  tx: Tx,
  ctx: Context,
  report: Omit<IncidentRow, 'episodeId'>,
): Promise<{ episode: EpisodeRow; opened: boolean }> {
  const { organizationId, clientId } = report
  const words = {
    publicText: `Your company reported an incident: ${incidentTitle(report.kind)}.`,
    internalText: `${report.description}\n\nMembers affected: ${report.membersAffected}`,
  }
  const known = await openBreach(tx, ctx, organizationId, isKnownToDeveloper)
  if (known) {
    await addEpisodeEvent(tx, ctx, { episodeId: known.id, kind: 'evidence', data: evidenceOf(report), ...words })
    return { episode: known, opened: false }
  }
  const facts = { kind: 'breach' as const, organizationId, clientId, key: `report ${report.id}` }
  return openEpisode(tx, ctx, { ...facts, evidence: evidenceOf(report), ...words })
}

/** Facts that nobody can be named in; the reporter's own words can be erased. */
function evidenceOf(report: Omit<IncidentRow, 'episodeId'>): Record<string, unknown> {
  const { hours, late } = noticeTime(report.discoveredAt, report.reportedAt)
  return {
    source: 'report',
    incident: incidentTitle(report.kind),
    discoveredAt: report.discoveredAt.toISOString(),
    reportedAfterHours: hours,
    late,
    tokensAffected: report.tokensAffected,
    contained: report.contained,
  }
}

/** AppSec at once; a receipt to whoever reported and, once its reader confirmed the address, to the security contact. */
async function tell(
  tx: Tx,
  ctx: Context,
  report: Omit<IncidentRow, 'episodeId'>,
  episode: EpisodeRow,
  reporter: string,
): Promise<void> {
  const organization = await findOrganization(tx, report.organizationId)
  if (!organization) throw notFound('organization')
  const { portalUrl, payer } = ctx.settings
  const facts = {
    episode: episode.reference,
    organization: organization.legalName,
    incident: incidentTitle(report.kind),
    discovered: report.discoveredAt.toISOString(),
    hours: noticeTime(report.discoveredAt, report.reportedAt).hours,
    tokens: TOKENS_AFFECTED.find(({ code }) => code === report.tokensAffected)?.title,
    contained: report.contained,
  }
  const staffUrl = `${portalUrl}/staff/episodes/${episode.id}`
  await recordMail(tx, ctx, { kind: 'incident_reported', to: payer.appsecEmail, props: { ...facts, url: staffUrl } })
  const contacts = await listContactsOfOrganization(tx, report.organizationId)
  const security = contacts.find(({ kind }) => kind === 'security')?.email
  const url = `${portalUrl}/developer/incidents?of=${report.organizationId}`
  const proven = security !== undefined && (await findAddressConfirmation(tx, report.organizationId, security))
  for (const to of new Set([reporter, ...(proven ? [security] : [])])) {
    const props = { ...facts, members: report.membersAffected, url }
    await recordMail(tx, ctx, { kind: 'incident_received', to, props })
  }
}

export type IncidentView = {
  id: string
  /** null while it belongs to no case. */
  episodeId: string | null
  /** Of the case that it belongs to, such as `E-7KQ2M9`. */
  reference: string
  title: string
  reported: { at: Date; when: string }
  discovered: { at: Date; when: string }
  client: string | null
  description: string
  members: string
  contained: boolean
}

export type IncidentsView = {
  organizationId: string
  /** Newest first. */
  reports: IncidentView[]
  /** Production clients that a report can be about. */
  clients: { clientId: string; name: string }[]
  /** In which the form's date and time are meant. */
  zone: string
  once: string
}

/** The reports of an organization and what the form needs. Refuses `not_found` for everybody outside. */
export async function incidentsView(ctx: Context, organizationId: string): Promise<IncidentsView> {
  await organizationAccess(ctx.reader, ctx, organizationId, 'read')
  const zone = await zoneOf(ctx.reader, ctx)
  const clients = (await listClientsByApp(ctx.reader, organizationId)).filter(
    ({ environment }) => environment === 'production',
  )
  const moment = (at: Date) => ({ at, when: datedText(at, zone) })
  const reports = (await listIncidentsOfOrganization(ctx.reader, organizationId)).map(({ report, reference }) => ({
    id: report.id,
    episodeId: report.episodeId,
    reference: reference ?? '',
    title: incidentTitle(report.kind),
    reported: moment(report.reportedAt),
    discovered: moment(report.discoveredAt),
    client: clients.find(({ id }) => id === report.clientId)?.name ?? null,
    description: report.description,
    members: report.membersAffected,
    contained: report.contained,
  }))
  return {
    organizationId,
    reports,
    clients: clients.map(({ id, name }) => ({ clientId: id, name })),
    zone,
    once: ctx.randomId(),
  }
}
