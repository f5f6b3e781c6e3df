/** Password guesses of members, limited per name and per address; counted before the password is looked at. */
import { countGuess, uncountGuess } from '../../db/queries/member-guess.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Context } from './context.ts'

/** Assumption: ten wrong tries a name and sixty an address in fifteen minutes. */
const WINDOW_MS = 15 * 60_000
const PER_NAME = 10
const PER_ADDRESS = 60

const windowOf = (ctx: Context) => new Date(Math.floor(ctx.now.getTime() / WINDOW_MS) * WINDOW_MS)

function keysOf(ctx: Context, username: string): [name: string, address: string] {
  return [`member:name:${ctx.keyedDigest(username.trim().toLowerCase())}`, `member:ip:${ctx.origin.ip}`]
}

/** Counts one try. Refuses `too_many_guesses` with `details.minutes` to wait; a refused try counts too. */
export async function allowGuess(ctx: Context, username: string): Promise<void> {
  const start = windowOf(ctx)
  const [name, address] = keysOf(ctx, username)
  const [byName, byAddress] = await ctx.transaction(async (tx) => [
    await countGuess(tx, name, start),
    await countGuess(tx, address, start),
  ])
  if ((byName ?? 0) <= PER_NAME && (byAddress ?? 0) <= PER_ADDRESS) return
  const minutes = Math.ceil((start.getTime() + WINDOW_MS - ctx.now.getTime()) / 60_000)
  throw new Refusal('too_many_guesses', `Too many tries. Wait ${minutes} minutes.`, { details: { minutes } })
}

/** The try was right, so it counts no longer; the wrong ones before it still do. */
export async function rightGuess(ctx: Context, username: string): Promise<void> {
  const start = windowOf(ctx)
  await ctx.transaction(async (tx) => {
    for (const key of keysOf(ctx, username)) await uncountGuess(tx, key, start)
  })
}
