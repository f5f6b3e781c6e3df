/** Changes of approved clients as AppSec sees them: the open ones with their due times, and one side by side. */
import { findClient } from '../../db/queries/client.ts'
import { findClientChange, listOpenClientChanges } from '../../db/queries/client-change.ts'
import { findOrganization } from '../../db/queries/organization.ts'
import { listPeople } from '../../db/queries/person.ts'
import { findOwnerOfApp } from '../../db/queries/review.ts'
import { dueText } from '../domain/calendar.ts'
import type { ClientStatus } from '../domain/client.ts'
import { changeDue, changeInShort, isOpenChange, oldestOffer } from '../domain/client-change.ts'
import { notFound } from '../domain/refusal.ts'
import { CONFLICT_SENTENCE } from '../domain/review-verdict.ts'
import { conflictOf, whyNotOf } from './client-change-decide.ts'
import { type KnownChange, receiverOf, withEvents } from './client-change-step.ts'
import { type ChangeView, changeView } from './client-change-view.ts'
import type { Context } from './context.ts'
import { livesElsewhere } from './provisioning-facts.ts'
import { mayAct, staffOf } from './review-access.ts'
import { staffName } from './review-facts.ts'
import { clientStatuses } from './stop-step.ts'
import { isKey } from './submission-access.ts'

/** More than this are shown once some are decided. */
const SHOWN = 200

export type ChangeRow = {
  changeId: string
  /** What it is about, on one line. */
  inShort: string
  app: string
  organization: string
  /** null while the other organization has not accepted. */
  due: { at: Date; when: string; overdue: boolean } | null
}

/** Open changes, earliest due first; what waits for another organization comes last. Refuses all but payer staff. */
export async function openChanges(ctx: Context): Promise<ChangeRow[]> {
  staffOf(ctx)
  const known = await withEvents(ctx.reader, ctx, await listOpenClientChanges(ctx.reader, oldestOffer(ctx.now), SHOWN))
  const rows: ChangeRow[] = []
  for (const change of known) {
    const owner = await ownerOf(ctx, change)
    if (owner) rows.push(listRow(ctx, change, owner))
  }
  const last = Number.MAX_SAFE_INTEGER
  return rows.toSorted((a, b) => (a.due?.at.getTime() ?? last) - (b.due?.at.getTime() ?? last))
}

/** How many changes are open, for a link to them; one more than can be shown stands for more. Refuses all but payer staff. */
export async function countOpenChanges(ctx: Context): Promise<number> {
  staffOf(ctx)
  return (await listOpenClientChanges(ctx.reader, oldestOffer(ctx.now), SHOWN + 1)).length
}

async function ownerOf(ctx: Context, { row }: KnownChange) {
  const client = await findClient(ctx.reader, row.clientId)
  const owner = client && (await findOwnerOfApp(ctx.reader, client.appId))
  return client && owner ? { client, ...owner } : null
}

type Owner = NonNullable<Awaited<ReturnType<typeof ownerOf>>>

function listRow(ctx: Context, change: KnownChange, { app, organization }: Owner): ChangeRow {
  const { calendar } = ctx.settings
  const at = changeDue(change.row, change.events, calendar)
  const { kind, was, shall } = changeView(ctx, change)
  return {
    changeId: change.row.id,
    inShort: changeInShort(kind, was, shall),
    app: app.name,
    organization: organization.legalName,
    due: at && { at, when: dueText(at, calendar.zone), overdue: at < ctx.now },
  }
}

export type ChangeDeskView = ChangeView & {
  /** `status` counts what stops its organization, too. */
  client: { clientId: string; name: string; status: ClientStatus }
  app: string
  organization: string
  /** Whether it lives in the payer's own authorization server, which has to confirm what changes. */
  elsewhere: boolean
  /** The person who asked, or words for the worker. */
  by: string
  decidedBy: string | null
  /** What only staff wrote for themselves. */
  internalText: string
  whyNot: { approve: string[]; decide: string[] }
  mayAct: boolean
}

/** One change. Refuses everybody but payer staff, and an unknown one, with `not_found`. */
export async function changeDesk(ctx: Context, changeId: string): Promise<ChangeDeskView> {
  const staff = staffOf(ctx)
  const found = isKey(changeId) ? await findClientChange(ctx.reader, changeId) : undefined
  const [change] = found ? await withEvents(ctx.reader, ctx, [found]) : []
  const owner = change && (await ownerOf(ctx, change))
  if (!change || !owner) throw notFound('change')
  const { client, app, organization } = owner
  const conflict = await conflictOf(ctx.reader, staff, { ...change, owner })
  const [person] = await listPeople(ctx.reader, change.row.requestedBy ? [change.row.requestedBy] : [])
  const end = change.events.find(({ kind }) => kind === change.state)
  const receiver = receiverOf(change)
  const taker = receiver ? await findOrganization(ctx.reader, receiver) : undefined
  const view = changeView(ctx, change)
  const statuses = await clientStatuses(ctx.reader, [client.id])
  return {
    ...view,
    shall: taker ? [taker.legalName] : view.shall,
    client: { clientId: client.id, name: client.name, status: statuses.get(client.id) ?? 'live' },
    app: app.name,
    organization: organization.legalName,
    elsewhere: livesElsewhere(ctx, client),
    by: change.row.requestedBy
      ? person?.name || person?.email || 'a developer'
      : 'the portal, at the client’s JWKS address',
    decidedBy: end?.actorKind === 'staff' ? await staffName(ctx.reader, end.actorId) : null,
    internalText: end?.internalText ?? '',
    whyNot: {
      approve: isOpenChange(change.state) ? await whyNotOf(ctx.reader, ctx, { ...change, client, owner }) : [],
      decide: conflict ? [CONFLICT_SENTENCE] : [],
    },
    mayAct: mayAct(staff),
  }
}
