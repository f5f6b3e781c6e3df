/** The signed link of a ladder mail. It names a case and proves that we wrote it; opening it changes nothing. */
import type { Context } from './context.ts'
import { isKey } from './submission-access.ts'

const SIGNATURE_LENGTH = 32

const signature = (ctx: Context, episodeId: string) =>
  ctx.keyedDigest(`still-in-use:${episodeId}`).slice(0, SIGNATURE_LENGTH)

export const stillInUseToken = (ctx: Context, episodeId: string): string => `${episodeId}.${signature(ctx, episodeId)}`

export const stillInUseUrl = (ctx: Context, episodeId: string): string =>
  `${ctx.settings.portalUrl}/still-in-use/${stillInUseToken(ctx, episodeId)}`

/** @returns the case that a token names, or null for anything that we did not write */
export function episodeOfToken(ctx: Context, token: string): string | null {
  const [episodeId = '', given = '', ...more] = token.slice(0, 200).split('.')
  if (more.length > 0 || !isKey(episodeId)) return null
  // Digests of both, so that the time of the comparison says nothing about the signature.
  return ctx.digest(given) === ctx.digest(signature(ctx, episodeId)) ? episodeId : null
}
