/**
 * Sandbox clients that nobody uses expire: quietly, without a mail or a ladder, because nobody's data is behind them.
 * Whoever wants to try again makes another one.
 */
import { listClientEvents, listUnusedSandboxClients, lockClient } from '../../db/queries/client.ts'
import { clientStatus } from '../domain/client.ts'
import { notFound } from '../domain/refusal.ts'
import { recordClientEvent } from './client-event.ts'
import type { Context } from './context.ts'
import { recordAudit } from './record.ts'

const DAY = 24 * 60 * 60 * 1000
const PAGE = 500

/** Jobs only; running it twice, or in two workers, expires each once. @returns the clients that expired */
export async function expireSandboxClients(ctx: Context): Promise<string[]> {
  if (ctx.actor.kind !== 'system') throw notFound('page')
  const unused = new Date(ctx.now.getTime() - ctx.settings.sandboxClientDays * DAY)
  const expired: string[] = []
  for (let after = ''; ; ) {
    const page = await listUnusedSandboxClients(ctx.reader, unused, { after, limit: PAGE })
    for (const { id } of page) if (await expire(ctx, id, unused)) expired.push(id)
    const last = page.at(-1)
    if (!last || page.length < PAGE) return expired
    after = last.id
  }
}

function expire(ctx: Context, clientId: string, unused: Date): Promise<boolean> {
  return ctx.transaction(async (tx) => {
    await lockClient(tx, clientId)
    // Under the lock it is looked up once more: it may have been used, or removed, meanwhile.
    const [found] = await listUnusedSandboxClients(tx, unused, { only: clientId, after: '', limit: 1 })
    if (!found || clientStatus(await listClientEvents(tx, [clientId])) !== 'live') return false
    const publicReason = `Nobody used it for ${ctx.settings.sandboxClientDays} days. Make another one whenever you like.`
    await recordClientEvent(tx, ctx, clientId, 'removed', { publicReason })
    const { organizationId } = found
    await recordAudit(tx, ctx, {
      ...{ act: 'client.expired', noun: 'client', nounId: clientId, organizationId, data: { environment: 'sandbox' } },
    })
    return true
  })
}
