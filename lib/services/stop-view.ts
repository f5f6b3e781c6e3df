/** The page of stops for payer staff: what is stopped and what is not, who may stop it, and what that would touch. */
import { findOrganization } from '../../db/queries/organization.ts'
import { listOrganizationNames } from '../../db/queries/rating-list.ts'
import { listStaff } from '../../db/queries/staff.ts'
import { listAllStops } from '../../db/queries/stop.ts'
import { datedText } from '../domain/calendar.ts'
import { notFound } from '../domain/refusal.ts'
import type { StopScope } from '../domain/stop.ts'
import { type ClientImpact, organizationImpact } from './client-impact.ts'
import type { Context } from './context.ts'
import { type EpisodeListRow, openCasesOfOrganization } from './episode-list.ts'
import { type OrganizationClient, productionClientsOf } from './organization-clients.ts'
import { staffOf } from './review-access.ts'
import { isKey } from './submission-access.ts'

export type StopView = {
  scope: StopScope
  organization: { organizationId: string; name: string } | null
  at: Date
  when: string
  by: string
  publicReason: string
  internalText: string
  /** Whether the reader stopped it. */
  own: boolean
  /** Open at-risk cases of a stopped organization and its clients; none for the other stops. */
  cases: EpisodeListRow[]
}

export type StopsView = {
  /** What is stopped now. */
  stops: StopView[]
  /** The organization that was asked for, with what a stop of it touches; null for none. */
  organization: OrganizationAsked | null
  /** Those that a lead can stop, by name. */
  organizations: { organizationId: string; name: string; website: string }[]
  /** Names of those who can stop anything, by name. */
  leads: string[]
  may: { stop: boolean; liftOrganization: boolean }
}

export type OrganizationAsked = {
  organizationId: string
  name: string
  /** What stops it now; null when it is not stopped. */
  stop: StopView | null
  /** In production, by name. */
  clients: OrganizationClient[]
  impact: ClientImpact
}

/** For payer staff. Refuses `not_found` for everybody else and for an unknown organization. */
export async function stopsView(ctx: Context, organizationId?: string): Promise<StopsView> {
  const staff = staffOf(ctx)
  const found = organizationId && isKey(organizationId) ? await findOrganization(ctx.reader, organizationId) : undefined
  if (organizationId && !found) throw notFound('organization')
  const isLead = staff.kind === 'lead'
  const [rows, people, all] = await Promise.all([
    listAllStops(ctx.reader),
    listStaff(ctx.reader),
    isLead ? listOrganizationNames(ctx.reader) : [],
  ])
  const stopped = new Set(rows.flatMap(({ kind, organizationId: id }) => (kind === 'stopped' && id ? id : [])))
  const names = new Map(people.map(({ id, name }) => [id, name]))
  const stops = await Promise.all(
    rows
      .filter(({ kind }) => kind === 'stopped')
      .map(async (row) => ({
        scope: row.scope,
        organization: row.organizationId ? { organizationId: row.organizationId, name: row.organization ?? '' } : null,
        at: row.at,
        when: datedText(row.at, ctx.settings.calendar.zone),
        by: names.get(row.staffId) ?? 'A colleague',
        publicReason: row.publicReason,
        internalText: row.internalText,
        own: row.staffId === staff.staffId,
        cases: row.organizationId ? await openCasesOfOrganization(ctx, row.organizationId) : [],
      })),
  )
  return {
    stops,
    organization: found ? await asked(ctx, { organizationId: found.id, name: found.legalName }, stops) : null,
    organizations: all.filter(({ organizationId: id }) => !stopped.has(id)),
    leads: people.flatMap(({ role, disabledAt, name }) => (role === 'lead' && !disabledAt ? name : [])).toSorted(),
    may: { stop: isLead, liftOrganization: staff.kind !== 'auditor' },
  }
}

async function asked(
  ctx: Context,
  of: { organizationId: string; name: string },
  stops: readonly StopView[],
): Promise<OrganizationAsked> {
  const [clients, impact] = await Promise.all([
    productionClientsOf(ctx.reader, of.organizationId),
    organizationImpact(ctx, of.organizationId),
  ])
  const stop = stops.find(({ organization }) => organization?.organizationId === of.organizationId) ?? null
  return { ...of, stop, clients, impact }
}
