/** Password guesses of members, limited per name and per address; counted before the password is looked at. */
import { countGuess } from '../../db/queries/member-guess.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Context } from './context.ts'

/** Assumption: ten tries a name and sixty an address in fifteen minutes. */
const WINDOW_MS = 15 * 60_000
const PER_NAME = 10
const PER_ADDRESS = 60

/** Counts one try. Refuses `too_many_guesses` with `details.minutes` to wait; a refused try counts too. */
export async function allowGuess(ctx: Context, username: string): Promise<void> {
  const start = new Date(Math.floor(ctx.now.getTime() / WINDOW_MS) * WINDOW_MS)
  const name = `member:name:${ctx.keyedDigest(username.trim().toLowerCase())}`
  const [byName, byAddress] = await ctx.transaction(async (tx) => [
    await countGuess(tx, name, start),
    await countGuess(tx, `member:ip:${ctx.origin.ip}`, start),
  ])
  if ((byName ?? 0) <= PER_NAME && (byAddress ?? 0) <= PER_ADDRESS) return
  const minutes = Math.ceil((start.getTime() + WINDOW_MS - ctx.now.getTime()) / 60_000)
  throw new Refusal('too_many_guesses', `Too many tries. Wait ${minutes} minutes.`, { details: { minutes } })
}
