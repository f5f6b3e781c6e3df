/** Where to go after signing in: only ever a page of this portal. */

const MAX_LENGTH = 500

/** Pages that lead nowhere after a sign-in. */
const DEAD_ENDS = /^\/(?:api|sign-in|sign-out|staff\/sign-in)(?:[/?#]|$)/

/**
 * The local path in a text that came with a request, or '' when it is none: no other origin, no `//host`, no backslash
 * (browsers read it as a slash), no control character, nothing that resolves to elsewhere.
 */
export function localPath(text: unknown): string {
  if (typeof text !== 'string' || text.length > MAX_LENGTH) return ''
  if (!/^\/(?![/\\])[!-~]*$/.test(text) || text.includes('\\')) return ''
  const url = new URL(text, 'http://portal.invalid')
  // Dot segments are gone now, so what looked local may begin with two slashes.
  const path = `${url.pathname}${url.search}${url.hash}`
  if (url.origin !== 'http://portal.invalid' || path.startsWith('//')) return ''
  return DEAD_ENDS.test(path) ? '' : path
}

const isStaffPath = (path: string) => /^\/staff(?:[/?#]|$)/.test(path)

/** Where a developer goes: the page asked for, else their apps. */
export function developerPath(next: unknown): string {
  const path = localPath(next)
  return path === '' || path === '/' || isStaffPath(path) ? '/developer' : path
}

/** Where payer staff go: the staff page asked for, else the queue. */
export function staffPath(next: unknown): string {
  const path = localPath(next)
  return isStaffPath(path) && path !== '/staff' ? path : '/staff/queue'
}

/** The address of a sign-in page that comes back to a path. */
export function signInUrl(page: '/sign-in' | '/staff/sign-in', next: unknown): string {
  const path = localPath(next)
  return path === '' ? page : `${page}?next=${encodeURIComponent(path)}`
}
