/** The security headers of the portal, in one place: pure functions of the settings and the request's path. */

export type HeaderSettings = {
  /** The portal's own origin, for example `https://developer.example.org`. */
  portalOrigin: string
  /** Where the sign-in page of payer staff may send its form on to. */
  staffIssuerOrigin: string
  /** Next's dev server needs eval and inline styles; production never does. */
  development: boolean
}

/** Pages whose form is answered by a redirect to the staff identity provider; browsers apply form-action to it. */
const staffSignInPaths = ['/staff/sign-in', '/api/auth']

/** @returns the Content-Security-Policy for one answer */
export function contentSecurityPolicy(nonce: string, path: string, settings: HeaderSettings): string {
  const { development } = settings
  const leaves = staffSignInPaths.some((start) => path === start || path.startsWith(`${start}/`))
  const policy = [
    `default-src 'self'`,
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${development ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    // React writes style="" attributes on the server; they cannot load or run anything.
    `style-src-attr 'unsafe-inline'`,
    `img-src 'self' data:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `object-src 'none'`,
    `base-uri 'self'`,
    `frame-ancestors 'none'`,
    `form-action 'self'${leaves ? ` ${settings.staffIssuerOrigin}` : ''}`,
  ]
  return policy.join('; ')
}

/** @returns the headers that every answer carries, whatever its path */
export function securityHeaders(settings: HeaderSettings): [name: string, value: string][] {
  const headers: [string, string][] = [
    ['x-content-type-options', 'nosniff'],
    ['referrer-policy', 'same-origin'],
    ['permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()'],
    ['cross-origin-opener-policy', 'same-origin'],
    ['cross-origin-resource-policy', 'same-origin'],
    ['x-frame-options', 'DENY'],
  ]
  if (settings.portalOrigin.startsWith('https:')) {
    headers.push(['strict-transport-security', 'max-age=63072000; includeSubDomains'])
  }
  return headers
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Whether a request may change something, as far as its origin goes.
 * Origin must be the portal's own; a request without one passes only when the browser says it comes from the same origin.
 */
export function mayChangeState(method: string, headers: Pick<Headers, 'get'>, portalOrigin: string): boolean {
  if (safeMethods.has(method)) return true
  const origin = headers.get('origin')
  if (origin === null) return headers.get('sec-fetch-site') === 'same-origin'
  return origin === portalOrigin
}

/** Names that only our own server may write; whatever a caller sends under them is dropped. */
export function isInternalHeader(name: string): boolean {
  return /^(x-middleware-|x-invoke-|x-matched-path$|x-now-route-matches$|x-nonce$|x-path$|x-real-ip$|x-request-id$|x-page-lang$)/.test(
    name,
  )
}
