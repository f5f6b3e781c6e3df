/** Signing in at the payer's own provider: there, and back to the page the member came from. */
import type Koa from 'koa'
import { z } from 'zod'
import { NoRecords, pendingSignIn } from '../../lib/platform/member-oidc.ts'
import { showError } from './error-page.tsx'
import { ANEW, contextOf, goOn, langOf, type MemberSide, query, withLang } from './side.ts'

/** How long (ms) a member may take at the payer's provider. */
const PATIENCE = 15 * 60_000

const kept = pendingSignIn.extend({ back: z.string(), lang: z.enum(['en', 'es']) })

/** Only pages of ours that wait for a member; anything else would make an open redirect. */
export function backPath(wanted: string | undefined): string {
  return /^\/(?:interaction\/[A-Za-z0-9_-]{1,64}|grants(?:\/[0-9a-f-]{36})?)$/.test(wanted ?? '')
    ? (wanted ?? '')
    : '/grants'
}

/** One a sign-in, so that two tabs do not end each other's; nothing for a state that we never made. */
const cookieName = (side: MemberSide, state: string | undefined) =>
  /^[\w-]{16,100}$/.test(state ?? '') ? `candor_sign_in_${side.environment}_${state}` : null

const cookieOptions = (side: MemberSide) =>
  ({
    httpOnly: true,
    sameSite: 'lax',
    secure: side.provider.issuer.startsWith('https:'),
    signed: true,
    path: '/sign-in',
    overwrite: true,
  }) as const

/** GET /sign-in: off to the payer's provider. */
export async function startSignIn(side: MemberSide, ctx: Koa.Context): Promise<void> {
  const lang = langOf(ctx)
  if (side.signIn.kind !== 'oidc') return goOn(ctx, withLang('/grants', lang))
  try {
    const { url, pending } = await side.signIn.oidc.start(lang, query(ctx, ANEW) !== undefined)
    const value = Buffer.from(JSON.stringify({ ...pending, back: backPath(query(ctx, 'to')), lang })).toString(
      'base64url',
    )
    const name = cookieName(side, pending.state)
    if (name) ctx.cookies.set(name, value, { ...cookieOptions(side), maxAge: PATIENCE })
    goOn(ctx, url)
  } catch (error) {
    side.log.error({ err: error }, "the members' provider cannot be reached")
    showError(side, ctx, { status: 503, sentence: 'signIn.away' })
  }
}

/** GET /sign-in/callback: back from there. */
export async function finishSignIn(side: MemberSide, ctx: Koa.Context): Promise<void> {
  const name = cookieName(side, query(ctx, 'state'))
  const pending = readPending(name ? ctx.cookies.get(name, { signed: true }) : undefined)
  if (name) ctx.cookies.set(name, null, cookieOptions(side))
  if (side.signIn.kind !== 'oidc' || !pending) return showError(side, ctx, { status: 400, sentence: 'error.expired' })
  const back = withLang(pending.back, pending.lang)
  // Somebody who went away from the sign-in page there is back where they came from.
  if (query(ctx, 'error') === 'access_denied' && query(ctx, 'state') === pending.state) return goOn(ctx, back)
  try {
    const callback = new URL(ctx.originalUrl, side.provider.issuer)
    const person = await side.signIn.oidc.finish(callback, pending)
    await side.sessions.start(ctx, person, contextOf(side, ctx).now)
    goOn(ctx, back)
  } catch (error) {
    const unknown = error instanceof NoRecords
    if (!unknown) side.log.error({ err: error }, 'a member could not be signed in')
    const sentence = unknown ? 'signIn.unknown' : 'signIn.away'
    showError(side, ctx, { status: unknown ? 403 : 502, sentence }, pending.lang)
  }
}

function readPending(cookie: string | undefined) {
  if (!cookie) return null
  try {
    return kept.parse(JSON.parse(Buffer.from(cookie, 'base64url').toString('utf8')))
  } catch {
    return null
  }
}
