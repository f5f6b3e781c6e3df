/**
 * The two requests of a staff sign-in, answered by next-auth: the way out to the identity provider and the way back.
 * Whoever was signed in in that browser is not looked at, so nothing can be linked; their session ends.
 */
import { createHash, randomBytes } from 'node:crypto'
import { cookies } from 'next/headers'
import { NextRequest } from 'next/server'
import NextAuth, { type AuthOptions } from 'next-auth'
import type { Adapter } from 'next-auth/adapters'
import { Refusal } from '../../domain/refusal.ts'
import type { Context } from '../../services/context.ts'
import { signOut } from '../../services/session.ts'
import { type StaffSignInResult, signInStaff } from '../../services/staff-sign-in.ts'
import type { Settings } from '../env.ts'
import type { Log } from '../log.ts'
import { runtime } from '../runtime.ts'
import { authOptions, sessionAdapter } from './next-auth.ts'
import { localPath, staffPath } from './next-path.ts'
import { pageContext } from './request.ts'
import { currentToken, isSecure, portalCookie } from './session-cookie.ts'
import { STAFF_PROVIDER, staffClaims, staffProvider } from './staff-oidc.ts'

type RouteContext = { params: Promise<{ nextauth: string[] }> }

/** What the sign-in page says about a problem; the sentences stand there. */
export type StaffProblem = 'no_role' | 'disabled' | 'claims' | 'unfinished'

const problemUrl = (problem: StaffProblem, next: string) =>
  `/staff/sign-in?problem=${problem}${next === '' ? '' : `&next=${encodeURIComponent(next)}`}`

/** The path in a whole address of the portal, as next-auth writes them; '' for anything else. */
export function pathIn(address: unknown, portalUrl: string): string {
  return typeof address === 'string' && address.startsWith(`${portalUrl}/`)
    ? localPath(address.slice(portalUrl.length))
    : ''
}

/** Sends the browser to the identity provider. @param next where to come back to, as posted */
export async function leaveForStaffSignIn(next: unknown, route: RouteContext): Promise<Response> {
  const { settings, log } = runtime()
  const options = staffOptions(settings, log, staffFlow(settings, await pageContext()))
  const csrfToken = await csrfPair(settings)
  const url = `${settings.portal.url}/api/auth/signin/${STAFF_PROVIDER}`
  // A fresh request with nothing of the caller's: next-auth would hand its query on to the identity provider.
  const request = new NextRequest(url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ csrfToken, callbackUrl: staffPath(next) }).toString(),
  })
  return NextAuth(request, route, options)
}

/**
 * next-auth wants its double-submit token with a post. The page cannot set the cookie while it is drawn, so both halves
 * are made here; posts from elsewhere were refused before, by their Origin (proxy.ts).
 */
async function csrfPair(settings: Settings): Promise<string> {
  const token = randomBytes(32).toString('hex')
  const seal = createHash('sha256').update(`${token}${settings.secrets.cookieKeys[0]}`).digest('hex')
  const { name, options } = portalCookie('auth-csrf', isSecure(settings.portal.url))
  ;(await cookies()).set(name, `${token}|${seal}`, options)
  return token
}

/** The browser comes back from the identity provider. Ends the session that this browser had before. */
export async function returnFromStaffSignIn(request: NextRequest, route: RouteContext): Promise<Response> {
  const { settings, log } = runtime()
  const kept = (await cookies()).get(portalCookie('auth-callback', isSecure(settings.portal.url)).name)?.value
  const browser = { before: await currentToken(), next: pathIn(kept, settings.portal.url) }
  return NextAuth(request, route, staffOptions(settings, log, staffFlow(settings, await pageContext(), browser)))
}

function staffOptions(settings: Settings, log: Log, flow: StaffFlow): AuthOptions {
  const options = authOptions(settings, log, flow.adapter)
  return {
    ...options,
    providers: [staffProvider(settings)],
    callbacks: {
      ...options.callbacks,
      signIn: ({ profile }) => flow.signIn({ ...profile }),
      redirect: ({ url, baseUrl }) =>
        `${baseUrl}${staffPath(url.startsWith(baseUrl) ? url.slice(baseUrl.length) : url)}`,
    },
  }
}

/**
 * One sign-in: our service makes the session, and the adapter hands exactly that one to next-auth. Sessions of this
 * browser are invisible in it, so next-auth has nothing to link to.
 * @param browser the token of the session it had, and the page it wanted
 */
export function staffFlow(
  settings: Pick<Settings, 'staffOidc'>,
  ctx: Context,
  browser: { before: string | null; next: string } = { before: null, next: '' },
) {
  const { before, next } = browser
  let result: StaffSignInResult | null = null
  const adapter: Adapter = {
    ...sessionAdapter(() => ctx),
    getSessionAndUser: () => null,
    getUserByAccount: () => result && { id: result.staffId, email: '', emailVerified: null },
    createSession() {
      if (!result) throw new Error('no session was begun')
      return { sessionToken: result.token, userId: result.staffId, expires: result.expiresAt }
    },
  }
  /** @returns true, or the address of the page that says why not */
  async function signIn(profile: Record<string, unknown>): Promise<true | string> {
    const claims = staffClaims(profile, settings)
    if (!claims) return problemUrl('claims', next)
    try {
      result = await signInStaff(ctx, claims, settings.staffOidc.groups)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return problemUrl(PROBLEMS[error.code] ?? 'claims', next)
    }
    if (before) await signOut(ctx, { token: before, why: 'replaced' })
    return true
  }
  return { adapter, signIn }
}

type StaffFlow = ReturnType<typeof staffFlow>

const PROBLEMS: Readonly<Record<string, StaffProblem>> = { staff_no_role: 'no_role', staff_disabled: 'disabled' }
