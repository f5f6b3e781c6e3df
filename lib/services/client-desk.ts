/** Clients as payer staff see them: a list to find one, and one with its state, history and what stands against each act. */

import { findCurrentAttestation, isAnsweredByOwner } from '../../db/queries/attestation.ts'
import { findClient, listClientEvents } from '../../db/queries/client.ts'
import { listClientsForStaff } from '../../db/queries/client-list.ts'
import { findOwnerOfApp } from '../../db/queries/review.ts'
import { listStaff } from '../../db/queries/staff.ts'
import { listStopsOfClient } from '../../db/queries/stop.ts'
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
import { normalForm } from '../domain/normal-form.ts'
import { notFound } from '../domain/refusal.ts'
import { cursorText, parseCursor } from '../domain/review-queue.ts'
import { groundOf } from '../domain/security-criteria.ts'
import { isStopped } from '../domain/stop.ts'
import type { Context } from './context.ts'
import { mayAct, staffOf } from './review-access.ts'
import { conflictWith } from './review-facts.ts'
import { clientStatuses } from './stop-step.ts'

const PAGE = 25
const SEARCH_MAX = 100

export type ClientListRow = {
  clientId: string
  name: string
  organization: string
  status: ClientStatus
  created: { at: Date; when: string }
}

export type ClientListView = {
  environment: Environment
  text: string
  rows: ClientListRow[]
  /** Pass as `after` for the next page; null at the end. */
  next: string | null
}

export type ClientListInput = { environment: Environment; text?: string; after?: string }

/** Newest first. Refuses everybody but payer staff (`not_found`). */
export async function clientList(ctx: Context, input: ClientListInput): Promise<ClientListView> {
  staffOf(ctx)
  const text = normalForm(input.text ?? '', 'NFKC')
    .replace(/\p{C}/gu, '')
    .trim()
    .slice(0, SEARCH_MAX)
  const cursor = parseCursor(input.after)
  const after = cursor?.at ? { at: cursor.at, id: cursor.id } : null
  const query = { environment: input.environment, text, after, limit: PAGE + 1 }
  const found = await listClientsForStaff(ctx.reader, query)
  const shown = found.slice(0, PAGE)
  const statuses = await clientStatuses(
    ctx.reader,
    shown.map((row) => row.client.id),
  )
  const last = shown.at(-1)?.client
  return {
    environment: input.environment,
    text,
    rows: shown.map(({ client, organization }) => ({
      clientId: client.id,
      name: client.name,
      organization: organization.legalName,
      status: statuses.get(client.id) ?? 'live',
      created: { at: client.createdAt, when: datedText(client.createdAt, ctx.settings.calendar.zone) },
    })),
    next: last && found.length > PAGE ? cursorText({ at: last.createdAt, id: last.id }) : null,
  }
}

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
  /** Oldest first. */
  events: {
    id: string
    kind: ClientEvent['kind']
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
  const [rows, people, current, conflict, statuses, stops] = await Promise.all([
    listClientEvents(ctx.reader, [clientId]),
    listStaff(ctx.reader),
    findCurrentAttestation(ctx.reader, client.appId),
    conflictWith(ctx.reader, staff, owner.organization.id),
    clientStatuses(ctx.reader, [clientId]),
    listStopsOfClient(ctx.reader, clientId),
  ])
  const names = new Map(people.map((row) => [row.id, row.name]))
  const byOf = (row: (typeof rows)[number]) =>
    row.actorKind === 'staff'
      ? (names.get(row.actorId ?? '') ?? 'a colleague')
      : `the ${row.actorKind === 'system' ? 'portal' : 'developer'}`
  const organizationStopped = isStopped(stops, 'organization')
  const facts = { events: rows, conflict, organizationStopped }
  return {
    clientId,
    name: client.name,
    app: owner.app.name,
    organization: owner.organization.legalName,
    organizationId: owner.organization.id,
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
    events: rows.map((row) => ({
      id: row.id,
      kind: row.kind,
      at: row.at,
      when: datedText(row.at, zone),
      by: byOf(row),
      criterion: row.criterion ? (groundOf(row.criterion)?.title ?? row.criterion) : '',
      publicReason: row.publicReason,
      internalText: row.internalText,
    })),
    whyNot: { suspend: whyNotSuspend(facts), reinstate: whyNotReinstate(facts, staff.staffId) },
    mayAct: mayAct(staff),
    organizationStopped,
    mayStop: staff.kind === 'lead',
  }
}
