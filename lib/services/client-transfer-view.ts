/** What the people of the other organization see of an offer, answered or not, and of apps that come to them. */
import { findClient } from '../../db/queries/client.ts'
import { findClientChange, listComingTo, listOffersTo } from '../../db/queries/client-change.ts'
import { findOwnerOfApp } from '../../db/queries/review.ts'
import { findAcceptance, listOrganizationsOfPerson } from '../../db/queries/terms.ts'
import type { Reader } from '../../db/transaction.ts'
import { type ChangeState, oldestOffer } from '../domain/client-change.ts'
import { mailboxKey } from '../domain/email-address.ts'
import { notFound, Refusal } from '../domain/refusal.ts'
import { receiverOf, withEvents } from './client-change-step.ts'
import { type ChangeView, changeView } from './client-change-view.ts'
import type { Context } from './context.ts'
import { isKey } from './submission-access.ts'
import { termsInForce } from './terms.ts'

/** Organizations that a person owns, without the one that gives the app away; a step for the acts, too. */
export async function ownedBy(reader: Reader, personId: string, from: string) {
  const all = await listOrganizationsOfPerson(reader, personId)
  return all.filter(({ role, organizationId }) => role === 'owner' && organizationId !== from)
}

/**
 * An offer with its client, for a person to whose address it was made and who could take it; `not_found` for everybody
 * else. A step for the acts, too.
 */
export async function offerTo(reader: Reader, ctx: Context, changeId: string) {
  const { actor } = ctx
  if (actor.kind !== 'developer' || !isKey(changeId)) throw notFound('transfer')
  const row = await findClientChange(reader, changeId)
  if (row?.kind !== 'owner' || row.offeredTo !== mailboxKey(actor.email)) throw notFound('transfer')
  const [change] = await withEvents(reader, ctx, [row])
  const client = await findClient(reader, row.clientId)
  const owner = client && (await findOwnerOfApp(reader, client.appId))
  const from = { id: String(row.before.organizationId), legalName: String(row.before.organization) }
  const organizations = await ownedBy(reader, actor.personId, from.id)
  if (!change || !client || !owner || organizations.length === 0) throw notFound('transfer')
  return { ...change, client, app: owner.app, from, organizations }
}

export type TransferView = {
  changeId: string
  app: string
  /** The organization that gives it away. */
  from: string
  reason: string
  state: ChangeState
  /** Until when it can be answered; null once it was. */
  answerBy: string | null
  /** Until when AppSec decides, once it can. */
  due: string | null
  /** How it ended; null while it goes on. */
  end: ChangeView['end']
  /** Those that can take it, with whether each has accepted the terms in force. */
  organizations: { organizationId: string; name: string; termsAccepted: boolean }[]
}

/** An offer, answered or not, for an owner with the address it was made to. Refuses `not_found`. */
export async function transferView(ctx: Context, changeId: string): Promise<TransferView> {
  const { row, events, state, app, from, organizations } = await offerTo(ctx.reader, ctx, changeId)
  const { due, answerBy, end, reason } = changeView(ctx, { row, events, state })
  const terms = await termsInForce(ctx.reader, ctx.now)
  const views: TransferView['organizations'] = []
  for (const { organizationId, organization } of organizations) {
    const accepted = await findAcceptance(ctx.reader, organizationId, terms.version)
    views.push({ organizationId, name: organization, termsAccepted: accepted !== undefined })
  }
  return {
    changeId: row.id,
    app: app.name,
    from: from.legalName,
    reason,
    state,
    answerBy,
    due,
    end,
    organizations: views,
  }
}

/** Offers that wait for this developer; none for somebody who could not take them. */
export async function myTransfers(ctx: Context): Promise<TransferView[]> {
  const { actor } = ctx
  if (actor.kind !== 'developer') throw notFound('page')
  const offers = await listOffersTo(ctx.reader, mailboxKey(actor.email), oldestOffer(ctx.now))
  const views = await Promise.all(
    offers.map(({ id }) =>
      transferView(ctx, id).catch((error: unknown) => {
        if (error instanceof Refusal) return null
        throw error
      }),
    ),
  )
  return views.filter((view) => view !== null)
}

export type ComingApp = {
  changeId: string
  app: string
  from: string
  to: string
  /** Until when AppSec decides. */
  due: string
  /** AppSec cannot approve before. */
  termsAccepted: boolean
}

/** Apps that an organization of this developer agreed to take, while AppSec looks at them. */
export async function comingApps(ctx: Context): Promise<ComingApp[]> {
  const { actor } = ctx
  if (actor.kind !== 'developer') throw notFound('page')
  const places = await listOrganizationsOfPerson(ctx.reader, actor.personId)
  const ids = places.map(({ organizationId }) => organizationId)
  const known = await withEvents(ctx.reader, ctx, await listComingTo(ctx.reader, ids))
  const { version } = await termsInForce(ctx.reader, ctx.now)
  const views: ComingApp[] = []
  for (const change of known) {
    const to = places.find(({ organizationId }) => organizationId === receiverOf(change))
    const client = await findClient(ctx.reader, change.row.clientId)
    const owner = client && (await findOwnerOfApp(ctx.reader, client.appId))
    if (!to || !owner) continue
    views.push({
      changeId: change.row.id,
      app: owner.app.name,
      from: String(change.row.before.organization),
      to: to.organization,
      due: changeView(ctx, change).due ?? '',
      termsAccepted: (await findAcceptance(ctx.reader, to.organizationId, version)) !== undefined,
    })
  }
  return views
}
