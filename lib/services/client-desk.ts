/** One client as payer staff see it: how it stands, its open cases, its history and what stands against each act. */

import { findCurrentAttestation, isAnsweredByOwner } from '../../db/queries/attestation.ts'
import { type ClientEventRow, findClient, listClientEvents } from '../../db/queries/client.ts'
import { listHandovers } from '../../db/queries/client-change.ts'
import { findOwnerOfApp } from '../../db/queries/review.ts'
import { listStaff } from '../../db/queries/staff.ts'
import { listStopEvents, type StopRow } from '../../db/queries/stop.ts'
import { datedText } from '../domain/calendar.ts'
import {
  type ClientEvent,
  type ClientStatus,
  type ClientType,
  clientStatus,
  type Environment,
} from '../domain/client.ts'
import { whyNotReinstate, whyNotSuspend } from '../domain/client-stop.ts'
import { waitsForOwnAnswers } from '../domain/client-transfer.ts'
import { notFound } from '../domain/refusal.ts'
import { groundOf } from '../domain/security-criteria.ts'
import { isStopped, stopsSince } from '../domain/stop.ts'
import { lastActivityOf } from './activity-feed.ts'
import { type ContactDesk, contactsOf } from './contact-desk.ts'
import type { Context } from './context.ts'
import { type EpisodeListRow, type Moment, moment, openCases } from './episode-list.ts'
import { mayAct, staffOf } from './review-access.ts'
import { conflictWith } from './review-facts.ts'
import { clientStatuses } from './stop-step.ts'

export type ClientDeskView = {
  clientId: string
  name: string
  app: string
  organization: string
  organizationId: string
  environment: Environment
  type: ClientType
  /** Its own state, which the acts on it look at. */
  status: ClientStatus
  /** What it can do now, under a stop of its whole organization. */
  statusNow: ClientStatus
  redirectUris: string[]
  scopes: string[]
  created: string
  /** Submission and version of the statements that members read now. */
  attestation: { submissionId: string; version: number; published: string } | null
  /** Whether members cannot connect it because what was approved are the answers of the company that had the app before. */
  waitsForOwnAnswers: boolean
  /** What nobody closed: its own cases, and those of its organization as a whole, newest first. */
  cases: EpisodeListRow[]
  /** When it last signed in and last called an API with success; null when that was never seen. */
  lastSeen: { signIn: Moment | null; call: Moment | null }
  contacts: ContactDesk[]
  /** Oldest first; stops of its whole organization, while it is with that one, are among them. */
  events: {
    id: string
    kind: ClientEvent['kind'] | `organization_${StopRow['kind']}`
    at: Date
    when: string
    by: string
    criterion: string
    publicReason: string
    internalText: string
  }[]
  whyNot: { suspend: string[]; reinstate: string[] }
  mayAct: boolean
  organizationStopped: boolean
  /** Whether the reader may stop the whole organization. */
  mayStop: boolean
}

/** Refuses everybody but payer staff, and an unknown client, with `not_found`. */
export async function clientDesk(ctx: Context, clientId: string): Promise<ClientDeskView> {
  const staff = staffOf(ctx)
  const client = await findClient(ctx.reader, clientId)
  const owner = client && (await findOwnerOfApp(ctx.reader, client.appId))
  if (!client || !owner) throw notFound('client')
  const { zone } = ctx.settings.calendar
  const organizationId = owner.organization.id
  const [rows, people, current, conflict, statuses, stops, handovers, seen] = await Promise.all([
    listClientEvents(ctx.reader, [clientId]),
    listStaff(ctx.reader),
    findCurrentAttestation(ctx.reader, client.appId),
    conflictWith(ctx.reader, staff, organizationId),
    clientStatuses(ctx.reader, [clientId]),
    listStopEvents(ctx.reader, organizationId),
    listHandovers(ctx.reader, [clientId]),
    lastActivityOf(ctx.reader, [clientId]),
  ])
  const names = new Map(people.map((row) => [row.id, row.name]))
  const momentOf = (at: Date | null | undefined) => (at ? moment(ctx, at) : null)
  const organizationStopped = isStopped(stops.slice(-1), 'organization')
  const facts = { events: rows, conflict, organizationStopped }
  return {
    clientId,
    name: client.name,
    app: owner.app.name,
    organization: owner.organization.legalName,
    organizationId,
    environment: client.environment,
    type: client.type,
    status: clientStatus(rows),
    statusNow: statuses.get(clientId) ?? 'live',
    waitsForOwnAnswers: waitsForOwnAnswers(client.environment, await isAnsweredByOwner(ctx.reader, client.appId)),
    redirectUris: client.redirectUris,
    scopes: client.scopes,
    created: datedText(client.createdAt, zone),
    attestation: current
      ? {
          submissionId: current.submissionId,
          version: current.version,
          published: datedText(current.publishedAt, zone),
        }
      : null,
    cases: await openCases(ctx, { clientIds: [clientId], organizationId }),
    lastSeen: { signIn: momentOf(seen.get(clientId)?.signInAt), call: momentOf(seen.get(clientId)?.callAt) },
    contacts: await contactsOf(ctx.reader, organizationId),
    events: [
      ...rows.map((row) => ownEvent(ctx, row, names)),
      ...stopsSince(stops, handovers.at(-1)?.at ?? client.createdAt).map((row) => stopOfWhole(ctx, row, names)),
    ].toSorted((a, b) => a.at.getTime() - b.at.getTime()),
    whyNot: { suspend: whyNotSuspend(facts), reinstate: whyNotReinstate(facts, staff.staffId) },
    mayAct: mayAct(staff),
    organizationStopped,
    mayStop: staff.kind === 'lead',
  }
}

type Names = ReadonlyMap<string, string>
type DeskEvent = ClientDeskView['events'][number]

const words = ({ id, publicReason, internalText }: Pick<DeskEvent, 'id' | 'publicReason' | 'internalText'>) => ({
  ...{ id, publicReason, internalText },
})

function ownEvent(ctx: Context, row: ClientEventRow, names: Names): DeskEvent {
  const { kind, actorKind, actorId } = row
  const by =
    actorKind === 'staff'
      ? (names.get(actorId ?? '') ?? 'a colleague')
      : `the ${actorKind === 'system' ? 'portal' : 'developer'}`
  const criterion = row.criterion ? (groundOf(row.criterion)?.title ?? row.criterion) : ''
  return { ...words(row), ...moment(ctx, row.at), kind, by, criterion }
}

function stopOfWhole(ctx: Context, row: StopRow, names: Names): DeskEvent {
  const by = names.get(row.staffId) ?? 'a colleague'
  return { ...words(row), ...moment(ctx, row.at), kind: `organization_${row.kind}`, by, criterion: '' }
}
