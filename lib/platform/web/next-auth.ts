/**
 * next-auth, kept behind lib/platform/web: it reads our database sessions and speaks OpenID Connect with the payer's
 * identity provider. Its own tables are not used: sessions are inserted by our services, tokens are known by digest
 * alone, no token of the identity provider is kept, and there is nothing that could link two accounts.
 */
import type { AuthOptions, DefaultSession } from 'next-auth'
import type { Adapter, AdapterUser } from 'next-auth/adapters'
import type { Context } from '../../services/context.ts'
import { type SignedIn, sessionOf, signOut } from '../../services/session.ts'
import type { Settings } from '../env.ts'
import type { Log } from '../log.ts'
import { isSecure, portalCookie } from './session-cookie.ts'

/** What next-auth hands back to us: its own session and our actor. */
export type ActorSession = DefaultSession & { actor?: SignedIn }
type ActorUser = AdapterUser & { actor: SignedIn }

function never(): never {
  throw new Error('accounts are neither made nor linked here')
}

/**
 * The half of an adapter that reads sessions, over our services. @param context an anonymous context of this request
 * @param failed told of an error that next-auth would take for "no session"
 */
export function sessionAdapter(context: () => Context, failed: (error: unknown) => void = () => {}): Adapter {
  return {
    async getSessionAndUser(token) {
      const live = await sessionOf(context(), token).catch((error: unknown) => {
        failed(error)
        throw error
      })
      if (!live) return null
      const { actor, expiresAt } = live
      const id = actor.kind === 'developer' ? actor.personId : actor.staffId
      const user: ActorUser = { id, email: actor.email, emailVerified: null, name: actor.name, actor }
      return { session: { sessionToken: token, userId: id, expires: expiresAt }, user }
    },
    async deleteSession(token) {
      await signOut(context(), { token })
    },
    // The absolute end of a session never moves; its last use is noted by the service.
    updateSession: () => null,
    createSession: never,
    createUser: never,
    updateUser: never,
    linkAccount: never,
    getUser: never,
    getUserByEmail: never,
    getUserByAccount: never,
  }
}

const MINUTES = 60

function cookiesFor(secure: boolean): AuthOptions['cookies'] {
  return {
    sessionToken: portalCookie('session', secure),
    callbackUrl: portalCookie('auth-callback', secure),
    csrfToken: portalCookie('auth-csrf', secure),
    pkceCodeVerifier: portalCookie('auth-pkce', secure, 15 * MINUTES),
    state: portalCookie('auth-state', secure, 15 * MINUTES),
    nonce: portalCookie('auth-nonce', secure, 15 * MINUTES),
  }
}

/** Options that reading a session and signing in by OpenID Connect share. */
export function authOptions(settings: Settings, log: Log, adapter: Adapter): AuthOptions {
  // next-auth takes its own address from this variable alone; a Host header must not move it.
  process.env.NEXTAUTH_URL = settings.portal.url
  return {
    adapter,
    providers: [],
    secret: settings.secrets.cookieKeys[0],
    session: { strategy: 'database' },
    useSecureCookies: isSecure(settings.portal.url),
    cookies: cookiesFor(isSecure(settings.portal.url)),
    pages: { signIn: '/staff/sign-in', error: '/staff/sign-in', signOut: '/' },
    logger: {
      error: (code, metadata) =>
        log.warn({ code, reason: reasonOf(metadata) }, 'session or staff sign-in did not work'),
      warn: (code) => log.debug({ code }, 'next-auth'),
      debug: () => {},
    },
    callbacks: {
      session: ({ session, user }) => ({ ...session, actor: (user as ActorUser).actor }),
    },
  }
}

/** The sentence of an error and nothing around it: next-auth's metadata may hold codes and tokens. */
function reasonOf(metadata: unknown): string {
  if (metadata instanceof Error) return metadata.message
  const { error } = (metadata ?? {}) as { error?: unknown }
  return error instanceof Error ? error.message : 'unknown'
}
