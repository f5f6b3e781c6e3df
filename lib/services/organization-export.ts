/**
 * Everything an organization gave us and everything we said about it, as data for its owner: identity, people, answers,
 * signed documents, clients, acceptances, cases and reports. What it answered for an app that it gave away is in it, what
 * the company before answered is not. No member data, no internal notes, no secrets.
 */
import { listAnswers } from '../../db/queries/answer.ts'
import { type AppRow, listAppsOfOrganization } from '../../db/queries/app.ts'
import { listClientEvents, listClientSecrets, listClientsOfApp } from '../../db/queries/client.ts'
import { listDocuments } from '../../db/queries/document.ts'
import { listEpisodesOfOrganization } from '../../db/queries/episode.ts'
import { listIncidentsOfOrganization } from '../../db/queries/incident.ts'
import { findOrganization, listInvitations, listMembers } from '../../db/queries/organization.ts'
import {
  listContactsOfOrganization,
  listSubmissionsOfOrganization,
  type SubmissionRow,
} from '../../db/queries/submission.ts'
import { listAcceptances } from '../../db/queries/terms.ts'
import { listWebhooks } from '../../db/queries/webhook.ts'
import { isKnownToDeveloper, publicEpisodeEvents } from '../domain/episode.ts'
import { incidentTitle } from '../domain/incident.ts'
import { invitationState } from '../domain/membership.ts'
import { notFound } from '../domain/refusal.ts'
import { publicEvents } from '../domain/submission-timeline.ts'
import type { Context } from './context.ts'
import { episodeEvents } from './episode-step.ts'
import { organizationAccess } from './organization-access.ts'
import { recordAudit } from './record.ts'
import { eventsOfSubmissions } from './submission-facts.ts'

/** Plain data, ready for JSON: instants are texts of RFC 3339 in UTC. */
export type OrganizationExport = { format: 'candor-organization-1'; exportedAt: string } & Record<string, unknown>

const TEAM = { developer: 'organization', staff: 'AppSec team', system: 'portal', sender: 'mail' } as const

/** For an owner. Taking it is a row of the audit. Refuses `role_too_low` to colleagues, `not_found` to everybody else. */
export async function exportOrganization(ctx: Context, input: { organizationId: string }): Promise<OrganizationExport> {
  const { organizationId } = input
  await organizationAccess(ctx.reader, ctx, organizationId, 'manage_people')
  const apps = await listAppsOfOrganization(ctx.reader, organizationId)
  const data: OrganizationExport = {
    format: 'candor-organization-1',
    exportedAt: ctx.now.toISOString(),
    organization: await identityOf(ctx, organizationId),
    acceptances: (await listAcceptances(ctx.reader, organizationId)).map(
      ({ termsVersion, termsDigest, name, title, authority, at }) => ({
        ...{ termsVersion, termsDigest, name, title, authority, at: at.toISOString() },
      }),
    ),
    apps: await appsOf(ctx, organizationId, apps),
    cases: await casesOf(ctx, organizationId),
    incidentReports: (await listIncidentsOfOrganization(ctx.reader, organizationId)).map(({ report, reference }) => ({
      ...{ case: reference, what: incidentTitle(report.kind), clientId: report.clientId },
      ...{ reportedAt: report.reportedAt.toISOString(), discoveredAt: report.discoveredAt.toISOString() },
      ...{ description: report.description, membersAffected: report.membersAffected, contained: report.contained },
    })),
    webhooks: (await listWebhooks(ctx.reader, organizationId)).map(({ url, createdAt, disabledAt }) => ({
      ...{ url, createdAt: createdAt.toISOString(), disabledAt: disabledAt?.toISOString() ?? null },
    })),
  }
  const entry = { act: 'organization.exported', noun: 'organization', nounId: organizationId, organizationId }
  await ctx.transaction((tx) => recordAudit(tx, ctx, { ...entry, data: { apps: apps.length } }))
  return data
}

async function identityOf(ctx: Context, organizationId: string) {
  const row = await findOrganization(ctx.reader, organizationId)
  if (!row) throw notFound('organization')
  const { legalName, dba, kind, address, country, website, domains, createdAt } = row
  const contacts = await listContactsOfOrganization(ctx.reader, organizationId)
  const invitations = await listInvitations(ctx.reader, organizationId)
  return {
    ...{ id: organizationId, legalName, dba, kind, address, country, website, domains },
    createdAt: createdAt.toISOString(),
    contacts: contacts.map(({ kind: which, name, email, phone }) => ({ kind: which, name, email, phone })),
    people: (await listMembers(ctx.reader, organizationId)).map(({ name, email, role, since }) => ({
      ...{ name, email, role, since: since.toISOString() },
    })),
    invitations: invitations.map((one) => ({
      ...{
        email: one.email,
        role: one.role,
        sentAt: one.createdAt.toISOString(),
        state: invitationState(one, ctx.now),
      },
    })),
  }
}

async function appsOf(ctx: Context, organizationId: string, apps: readonly AppRow[]) {
  const submissions = await listSubmissionsOfOrganization(ctx.reader, organizationId)
  return Promise.all(
    apps.map(async ({ id, name, createdAt, deletedAt, organizationId: owner }) => ({
      ...{ id, name, registeredAt: createdAt.toISOString(), deletedAt: deletedAt?.toISOString() ?? null },
      givenAway: owner !== organizationId,
      submissions: await submissionsOf(
        ctx,
        submissions.filter(({ appId }) => appId === id),
      ),
      clients: owner === organizationId ? await clientsOf(ctx, id) : [],
    })),
  )
}

async function submissionsOf(ctx: Context, rows: readonly SubmissionRow[]) {
  const events = await eventsOfSubmissions(
    ctx.reader,
    rows.map(({ id }) => id),
  )
  return Promise.all(
    rows.map(async ({ id, reference, createdAt, submittedAt }) => ({
      ...{ reference, startedAt: createdAt.toISOString(), submittedAt: submittedAt?.toISOString() ?? null },
      answers: Object.fromEntries(
        (await listAnswers(ctx.reader, id)).map(({ questionId, value }) => [questionId, value]),
      ),
      documents: (await listDocuments(ctx.reader, id)).map((document) => ({
        ...{ round: document.round, edition: document.edition, digest: document.digest, people: document.people },
        signed: { name: document.signerName, title: document.signerTitle, at: document.signedAt.toISOString() },
        content: JSON.parse(document.content) as unknown,
      })),
      history: publicEvents(events.get(id) ?? []).map(({ at, title, by, text }) => ({
        ...{ at: at.toISOString(), what: title, by: by === 'team' ? 'AppSec team' : by, text },
      })),
    })),
  )
}

async function clientsOf(ctx: Context, appId: string) {
  const clients = await listClientsOfApp(ctx.reader, appId)
  const events = await listClientEvents(
    ctx.reader,
    clients.map(({ id }) => id),
  )
  return Promise.all(
    clients.map(async ({ id, environment, name, type, redirectUris, scopes, jwks, jwksUri, createdAt }) => ({
      ...{ clientId: id, environment, name, type, redirectUris, scopes, jwks, jwksUri },
      createdAt: createdAt.toISOString(),
      secrets: (await listClientSecrets(ctx.reader, id)).map((secret) => ({
        ...{ label: secret.label, hint: secret.hint, createdAt: secret.createdAt.toISOString() },
        expiresAt: secret.expiresAt?.toISOString() ?? null,
        revokedAt: secret.revokedAt?.toISOString() ?? null,
      })),
      history: events
        .filter(({ clientId }) => clientId === id)
        .map(({ kind, at, actorKind, criterion, publicReason }) => ({
          ...{ at: at.toISOString(), what: kind, by: TEAM[actorKind], criterion, reason: publicReason },
        })),
    })),
  )
}

/** As far as the organization knows of them: what staff still look at is not told here either. */
async function casesOf(ctx: Context, organizationId: string) {
  const episodes = await listEpisodesOfOrganization(ctx.reader, organizationId)
  const known = await Promise.all(
    episodes.map(async (episode) => ({ episode, events: await episodeEvents(ctx.reader, episode.id) })),
  )
  return known
    .filter(({ episode, events }) => isKnownToDeveloper(episode, events))
    .map(({ episode: { reference, kind, clientId, openedAt }, events }) => ({
      ...{ reference, kind, clientId, openedAt: openedAt.toISOString() },
      history: publicEpisodeEvents(events).map(({ at, kind: what, actorKind, publicText }) => ({
        ...{ at: at.toISOString(), what, by: TEAM[actorKind], text: publicText },
      })),
    }))
}
