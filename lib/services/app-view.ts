/** What a developer sees of the apps: state, whose turn, by when, what to do next, and what happened. */
import { type AppRow, findApp, listAppsOfPerson, listClientsByApp, listSubmissionsByApp } from '../../db/queries/app.ts'
import { isAnsweredByOwner } from '../../db/queries/attestation.ts'
import { type ClientRow, listSecretsOfClients } from '../../db/queries/client.ts'
import { findPersonZone, listSubmissionsOfApp, type SubmissionRow } from '../../db/queries/submission.ts'
import { findAcceptance, findTermsAt, listOrganizationsOfPerson } from '../../db/queries/terms.ts'
import { type AppFacts, type NextStep, nextSteps } from '../domain/app.ts'
import type { AppMoment } from '../domain/app-history.ts'
import { datedText, dueSentence, isZone } from '../domain/calendar.ts'
import type { ClientStatus, Environment } from '../domain/client.ts'
import { secretIsLive } from '../domain/client-secret.ts'
import { waitsForOwnAnswers } from '../domain/client-transfer.ts'
import { may, type Role } from '../domain/organization.ts'
import { isNotYetLive } from '../domain/provisioning.ts'
import { notFound } from '../domain/refusal.ts'
import { isOpen, openDue, type ReviewStatus, reviewStatus, type Turn, turn } from '../domain/review.ts'
import { openChanges } from '../domain/submission-timeline.ts'
import { type AppCase, casesOfApps } from './app-case.ts'
import { historyOfApp } from './app-history.ts'
import { appOf } from './client.ts'
import type { Context } from './context.ts'
import type { DeveloperProvisionView } from './provisioning-facts.ts'
import { developerProvisioning } from './provisioning-view.ts'
import { clientStatuses } from './stop-step.ts'
import { eventsOfSubmissions, type SubmissionEvent, submissionFacts } from './submission-facts.ts'

export type SubmissionSummary = {
  submissionId: string
  reference: string
  status: ReviewStatus
  turn: Turn
  createdAt: Date
  submittedAt: Date | null
  /** By when AppSec does something; null while no clock runs. */
  due: { at: Date; sentence: string } | null
}

export type ClientSummary = {
  clientId: string
  appId: string
  name: string
  environment: Environment
  status: ClientStatus
  /** It proves itself by a secret, and has none that works. */
  secretMissing: boolean
  /** It proves itself by keys, and none are known. */
  keysMissing: boolean
  /** In the payer's own authorization server; null for clients that live in no other. */
  there: DeveloperProvisionView | null
  /** Live, and no member can connect it: what was approved are the answers of the company that had the app before. */
  waitsForOwnAnswers: boolean
}

export type AppSummary = {
  appId: string
  name: string
  /** The newest one; null before the first. */
  submission: SubmissionSummary | null
  clients: ClientSummary[]
  /** Open at-risk cases about it or the organization, the most pressing first. */
  cases: AppCase[]
  /** The first of the steps. */
  next: NextStep
  steps: NextStep[]
}

export type AppsOfOrganization = {
  organizationId: string
  organization: string
  role: Role
  mayRegister: boolean
  apps: AppSummary[]
}

/** Everything the developer's organizations have, by name. Refuses `not_found` for anybody but a developer. */
export async function myApps(ctx: Context): Promise<AppsOfOrganization[]> {
  const { actor } = ctx
  if (actor.kind !== 'developer') throw notFound('page')
  const zone = await findPersonZone(ctx.reader, actor.personId)
  const organizations = await listOrganizationsOfPerson(ctx.reader, actor.personId)
  const apps = await listAppsOfPerson(ctx.reader, actor.personId)
  return Promise.all(
    organizations.map(async (place) => ({
      ...place,
      mayRegister: may(place.role, 'register_app'),
      apps: await summariesOf(
        ctx,
        place.organizationId,
        apps.filter((row) => row.organizationId === place.organizationId),
        zone,
      ),
    })),
  )
}

/** The apps of one organization with the newest submission of each. */
async function summariesOf(
  ctx: Context,
  organizationId: string,
  apps: readonly AppRow[],
  zone: string | null,
): Promise<AppSummary[]> {
  const submissions = await listSubmissionsByApp(ctx.reader, organizationId)
  const newest = new Map(submissions.map((row) => [row.appId, row]))
  const events = await eventsOfSubmissions(
    ctx.reader,
    [...newest.values()].map((row) => row.id),
  )
  const clients = await clientSummaries(ctx, await listClientsByApp(ctx.reader, organizationId))
  const termsAccepted = await termsAreAccepted(ctx, organizationId)
  const known = await casesOfApps(ctx, organizationId, clients)
  return Promise.all(
    apps.map(async ({ id: appId, name }) => {
      const row = newest.get(appId)
      const happened = (row && events.get(row.id)) ?? []
      const own = clients.filter((client) => client.appId === appId)
      const cases = known.filter(
        ({ clientId: about }) => about === null || own.some(({ clientId }) => clientId === about),
      )
      const steps = nextSteps(await stepFacts(ctx, { row, happened, own, termsAccepted, cases }))
      return {
        appId,
        name,
        submission: row ? submissionSummary(ctx, row, happened, zone) : null,
        clients: own,
        cases,
        next: steps[0],
        steps,
      }
    }),
  )
}

type StepParts = {
  row: SubmissionRow | undefined
  happened: readonly SubmissionEvent[]
  own: readonly ClientSummary[]
  termsAccepted: boolean
  cases: readonly AppCase[]
}

async function stepFacts(ctx: Context, { row, happened, own, termsAccepted, cases }: StepParts): Promise<AppFacts> {
  const production = own.find((client) => client.environment === 'production')
  const status = reviewStatus(happened)
  return {
    submission: row ? { status, turn: turn(happened), changes: openChanges(happened).length } : null,
    production: production?.status ?? null,
    secretMissing: production?.secretMissing ?? false,
    keysMissing: production?.keysMissing ?? false,
    answersOfAnother: production?.waitsForOwnAnswers ?? false,
    notYetLive: isNotYetLive(production?.there?.standing),
    termsAccepted,
    addressConfirmed: row && isOpen(status) ? await addressIsConfirmed(ctx, row.id) : true,
    asking: cases.flatMap(({ asks, kind }) => (asks ? kind : [])),
  }
}

async function addressIsConfirmed(ctx: Context, submissionId: string): Promise<boolean> {
  const { primary } = await submissionFacts(ctx.reader, submissionId, ctx.now)
  return primary?.confirmedAt != null
}

async function termsAreAccepted(ctx: Context, organizationId: string): Promise<boolean> {
  const terms = await findTermsAt(ctx.reader, ctx.now)
  return terms === undefined || (await findAcceptance(ctx.reader, organizationId, terms.version)) !== undefined
}

function submissionSummary(
  ctx: Context,
  row: SubmissionRow,
  events: readonly SubmissionEvent[],
  zone: string | null,
): SubmissionSummary {
  const { calendar } = ctx.settings
  const at = openDue(events, row.submittedAt, calendar)
  return {
    submissionId: row.id,
    reference: row.reference,
    status: reviewStatus(events),
    turn: turn(events),
    createdAt: row.createdAt,
    submittedAt: row.submittedAt,
    due: at && { at, sentence: dueSentence(ctx.now, at, calendar, zone ?? undefined) },
  }
}

async function clientSummaries(ctx: Context, clients: readonly ClientRow[]): Promise<ClientSummary[]> {
  const ids = clients.map((row) => row.id)
  const statuses = await clientStatuses(ctx.reader, ids)
  const secrets = await listSecretsOfClients(ctx.reader, ids)
  const elsewhere = await developerProvisioning(ctx, clients)
  const answered = new Map<string, boolean>()
  for (const { appId, environment } of clients) {
    if (environment === 'production') answered.set(appId, await isAnsweredByOwner(ctx.reader, appId))
  }
  return clients.map(({ id, appId, name, environment, type, jwks }) => {
    const live = secrets.some((secret) => secret.clientId === id && secretIsLive(secret, ctx.now))
    const there = elsewhere.get(id) ?? null
    return {
      clientId: id,
      appId,
      name,
      environment,
      status: statuses.get(id) ?? 'live',
      // The payer's own authorization server gives its clients their secrets.
      secretMissing: there ? there.secret === 'waits' : type === 'confidential-symmetric' && !live,
      there,
      keysMissing: type === 'confidential-asymmetric' && jwks === null,
      waitsForOwnAnswers: waitsForOwnAnswers(environment, answered.get(appId) ?? true),
    }
  })
}

export type AppView = AppSummary & {
  organizationId: string
  company: string
  /** Newest first. */
  submissions: SubmissionSummary[]
  /** Oldest first, each with its instant in words. */
  history: (AppMoment & { when: string })[]
  may: { edit: boolean; manageClients: boolean; transfer: boolean; delete: boolean }
}

/** The page of one app. Refuses `not_found` for anybody outside its organization. */
export async function appView(ctx: Context, appId: string): Promise<AppView> {
  const place = await appOf(ctx.reader, ctx, appId, 'read')
  const row = await findApp(ctx.reader, appId)
  if (!row || ctx.actor.kind !== 'developer') throw notFound('app')
  const zone = await findPersonZone(ctx.reader, ctx.actor.personId)
  const [summary] = await summariesOf(ctx, place.organizationId, [row], zone)
  if (!summary) throw notFound('app')
  const all = await listSubmissionsOfApp(ctx.reader, appId)
  const submissions = all.filter(({ organizationId }) => organizationId === place.organizationId)
  const events = await eventsOfSubmissions(
    ctx.reader,
    submissions.map(({ id }) => id),
  )
  const own = (id: string) => events.get(id) ?? []
  const sent = submissions.map(({ id, reference, createdAt }) => ({ id, reference, createdAt, events: own(id) }))
  const history = await historyOfApp(ctx, row, sent, summary.clients)
  const shown = zone && isZone(zone) ? zone : ctx.settings.calendar.zone
  return {
    ...summary,
    organizationId: place.organizationId,
    company: place.company,
    submissions: submissions.map((submission) => submissionSummary(ctx, submission, own(submission.id), zone)),
    history: history.map((moment) => ({ ...moment, when: datedText(moment.at, shown) })),
    may: {
      edit: may(place.role, 'edit_submission'),
      manageClients: may(place.role, 'manage_client'),
      transfer: may(place.role, 'transfer_app'),
      delete: may(place.role, 'delete_app'),
    },
  }
}
