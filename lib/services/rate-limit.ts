/** A step for services that limit how often something may be tried: counters in the database, so that every process counts together. */
import { countUp } from '../../db/queries/rate-limit.ts'
import type { Tx } from '../../db/transaction.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Limit } from '../domain/sign-in.ts'
import type { Context } from './context.ts'

/** The start of the window an instant falls in: windows lie side by side from 1970 on. */
const windowStart = (now: Date, window: number): Date => new Date(Math.floor(now.getTime() / window) * window)

/**
 * Counts one try. @returns whether it is still within the limit
 * @param key what is counted, for example `code:ip:203.0.113.7`; pass digests instead of addresses of people
 */
export async function withinLimit(tx: Tx, ctx: Context, key: string, limit: Limit): Promise<boolean> {
  return (await countUp(tx, key, windowStart(ctx.now, limit.window))) <= limit.count
}

/** Counts one try and refuses `too_many_requests` when it is over the limit. */
export async function countTry(tx: Tx, ctx: Context, key: string, limit: Limit): Promise<void> {
  if (!(await withinLimit(tx, ctx, key, limit))) throw tooManyRequests(ctx, limit)
}

/** The refusal of whoever is over a limit, with the minutes until the next window. */
export function tooManyRequests(ctx: Context, limit: Limit): Refusal {
  const minutes = Math.ceil((windowStart(ctx.now, limit.window).getTime() + limit.window - ctx.now.getTime()) / 60_000)
  return new Refusal(
    'too_many_requests',
    `That was asked for too often. Wait ${minutes === 1 ? 'a minute' : `${minutes} minutes`} and try again.`,
    { details: { minutes } },
  )
}
