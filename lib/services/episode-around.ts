/** What stands around a case on its page: whom to call, the clients that it is about, and the alerts that it came from. */
import type { EpisodeRow } from '../../db/queries/episode.ts'
import { listAlertsOfEpisode } from '../../db/queries/rating-list.ts'
import { opensEpisode, type Severity } from '../domain/rating.ts'
import { type ContactDesk, contactsOf } from './contact-desk.ts'
import type { Context } from './context.ts'
import { type Moment, moment } from './episode-list.ts'
import { type OrganizationClient, productionClientsOf } from './organization-clients.ts'

/** Alerts that the page of a case shows; the others stand in the list of alerts. */
const SHOWN = 10

export type EpisodeAlert = Moment & { alertId: string; domain: string; severity: Severity; significant: boolean }

export type EpisodeAround = {
  contacts: ContactDesk[]
  /** In production, of a case of the organization as a whole; empty for a case of one client. */
  clients: OrganizationClient[]
  /** The newest alerts of a breach, newest first, and whether there are more. */
  alerts: EpisodeAlert[]
  moreAlerts: boolean
}

/** A step for the page of a case: who asks is known there. */
export async function episodeAround(ctx: Context, episode: EpisodeRow): Promise<EpisodeAround> {
  const { kind, clientId, organizationId } = episode
  const [contacts, clients, alerts] = await Promise.all([
    contactsOf(ctx.reader, organizationId),
    clientId === null ? productionClientsOf(ctx.reader, organizationId) : [],
    kind === 'breach' ? listAlertsOfEpisode(ctx.reader, episode, SHOWN + 1) : [],
  ])
  return {
    contacts,
    clients,
    alerts: alerts.slice(0, SHOWN).map(({ id, domain, severity: word, receivedAt }) => {
      const severity = word as Severity
      const significant = opensEpisode({ severity }, ctx.settings.rating.opensAt)
      return { alertId: id, domain, severity, significant, ...moment(ctx, receivedAt) }
    }),
    moreAlerts: alerts.length > SHOWN,
  }
}
