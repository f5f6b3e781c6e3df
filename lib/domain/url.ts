/**
 * Reading a web address. `URL.canParse` is not used anywhere: in Node 20, once it has run often enough to be compiled, it
 * says no to every address with letters beyond Latin-1, so that a server would refuse tomorrow what it took today.
 */

/** @returns the address as the URL standard (WHATWG) reads it, or null when it is none */
export function urlOf(text: string): URL | null {
  try {
    return new URL(text)
  } catch {
    return null
  }
}
