/** What happened to an app, put together from the rows of its submissions, clients, hand-overs and stops. */
import type { AppRow } from '../../db/queries/app.ts'
import { listClientEvents } from '../../db/queries/client.ts'
import { listHandovers } from '../../db/queries/client-change.ts'
import { listStopEvents } from '../../db/queries/stop.ts'
import { type AppHistoryFacts, type AppMoment, appHistory } from '../domain/app-history.ts'
import type { Environment } from '../domain/client.ts'
import { liveAt, wentLive } from '../domain/provisioning.ts'
import type { Context } from './context.ts'
import { askedForOf } from './provisioning-facts.ts'

/** Oldest first. A step for the page of the app: who asks is known there. */
export async function historyOfApp(
  ctx: Context,
  app: AppRow,
  submissions: AppHistoryFacts['submissions'],
  clients: readonly { clientId: string; name: string; environment: Environment }[],
): Promise<AppMoment[]> {
  const ids = clients.map(({ clientId }) => clientId)
  const [happened, handovers, stops] = await Promise.all([
    listClientEvents(ctx.reader, ids),
    listHandovers(ctx.reader, ids),
    listStopEvents(ctx.reader, app.organizationId),
  ])
  const production = clients.find(({ environment }) => environment === 'production')?.clientId
  const asked = await askedForOf(ctx, production)
  return appHistory({
    registeredAt: app.createdAt,
    submissions,
    clients: clients.map(({ clientId: id, name, environment }) => ({
      ...{ id, name, environment },
      events: happened.filter((event) => event.clientId === id),
      confirmed: id === production ? (asked ?? []).filter(wentLive).map(({ confirmedAt }) => confirmedAt) : [],
    })),
    ...(asked ? { liveAt: (at: Date) => liveAt(at, asked) } : {}),
    ...{ handovers, stops },
  })
}
