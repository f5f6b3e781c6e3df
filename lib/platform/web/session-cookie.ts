/** The cookies of the portal's sign-in: their names and rules, and how a browser gets and loses its session. */
import { cookies } from 'next/headers'
import { runtime } from '../runtime.ts'

/** Whether the portal is reached by HTTPS; only then browsers take `__Host-` names and the Secure mark. */
export const isSecure = (portalUrl: string): boolean => portalUrl.startsWith('https:')

/**
 * Name and rules of a cookie. The `__Host-` prefix binds it to exactly this host and to HTTPS. Cookies ignore ports, so
 * the names differ from those of the authorization servers and the identity provider.
 * @param maxAge seconds; without it the cookie ends with the browser
 */
export function portalCookie(name: string, secure: boolean, maxAge?: number) {
  const options = { httpOnly: true, sameSite: 'lax' as const, secure, path: '/' }
  return {
    name: `${secure ? '__Host-' : ''}candor-portal-${name}`,
    options: maxAge === undefined ? options : { ...options, maxAge },
  }
}

const sessionCookie = () => portalCookie('session', isSecure(runtime().settings.portal.url))

/** The session token of this request; null when the browser sent none. */
export async function currentToken(): Promise<string | null> {
  return (await cookies()).get(sessionCookie().name)?.value || null
}

/** Gives the browser its session. Only in a server action or a route handler. */
export async function giveSession({ token, expiresAt }: { token: string; expiresAt: Date }): Promise<void> {
  const { name, options } = sessionCookie()
  ;(await cookies()).set(name, token, { ...options, expires: expiresAt })
}

/** Takes the session's cookie from the browser; ending the session itself is a service's work. */
export async function takeSession(): Promise<void> {
  const { name, options } = sessionCookie()
  ;(await cookies()).set(name, '', { ...options, maxAge: 0 })
}
