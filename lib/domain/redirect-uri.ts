/**
 * Redirect URIs: parsed once, stored as one canonical string, compared exactly for ever.
 *
 * The raw text is judged before any URL parser sees it, because a WHATWG parser silently repairs what an attacker
 * writes (backslashes, tabs, dot segments, decimal IPs, capital letters). Whatever would be repaired is refused. The one
 * thing that is translated is a host in another alphabet, which is stored and shown as punycode.
 * Sources: RFC 6749 3.1.2, RFC 8252 7 and 8.4, RFC 9700 2.1.
 */
import { normalForm } from './normal-form.ts'
import { Refusal } from './refusal.ts'
import { urlOf } from './url.ts'

export type RedirectRules = {
  environment: 'sandbox' | 'production'
  /** Whether the app runs on the person's own device. */
  native: boolean
  /** Name of the form field a refusal belongs to. */
  field?: string
}

const REDIRECT_URI_MAX_LENGTH = 1024

/** What is wrong with the shape of a text as a whole, worst first. */
const SHAPES: readonly [code: string, wrong: RegExp, message: string][] = [
  ['redirect_characters', /[\s\p{C}\\"<>^`{|}]/u, 'Remove spaces, backslashes and other special characters.'],
  ['redirect_wildcard', /\*/, 'Write each address in full. A * is not allowed.'],
  ['redirect_fragment', /#/, 'Remove the # and what follows it.'],
  ['redirect_userinfo', /@/, 'Remove the @. An address must not carry a user name.'],
  ['redirect_encoding', /%(?![0-9A-Fa-f]{2})/, 'A % must be followed by two hexadecimal digits.'],
  // Encoded letters, digits, dots, slashes, backslashes and control characters mean one thing here and another there.
  [
    'redirect_encoding',
    /%(?:[01][0-9a-f]|2[def]|3[0-9]|4[1-9a-f]|5[0-9acf]|6[1-9a-f]|7[0-9aef])/i,
    'Write letters, numbers, dots and slashes as they are, not as % codes.',
  ],
]

const PATH = /^\/[A-Za-z0-9\-._~!$&'()+,;=:/%]*$/
const QUERY = /^[A-Za-z0-9\-._~!$&'()+,;=:/?%]+$/
/** Names the authorization server adds itself; a fixed one of the same name could shadow the real answer. */
const ANSWER_PARAMETERS = /(?:^|[&;])(?:code|state|error|error_description|iss|session_state|id_token|access_token)=/i

function refuser(field: string) {
  return (code: string, message: string): never => {
    throw new Refusal(code, message, { field })
  }
}

type Refuse = ReturnType<typeof refuser>

function checkPath(path: string, refuse: Refuse): void {
  if (path === '') refuse('redirect_path', 'Write the path too, at least a / at the end.')
  if (!PATH.test(path)) refuse('redirect_path', 'The path has characters that are not allowed.')
  if (/\/\.{1,2}(?:\/|$)/.test(path)) refuse('redirect_dot_segments', 'Remove the . or .. parts of the path.')
  if (path.includes('//')) refuse('redirect_path', 'Remove the double slash from the path.')
}

function checkQuery(query: string | undefined, refuse: Refuse): void {
  if (query === undefined) return
  if (!QUERY.test(query))
    refuse('redirect_query', 'The part after the ? is empty or has characters that are not allowed.')
  if (ANSWER_PARAMETERS.test(query)) refuse('redirect_query', 'Remove code, state, error and the like after the ?.')
}

function checkPort(port: string | undefined, refuse: Refuse, standard: string): void {
  if (port === undefined) return
  if (!/^[1-9][0-9]{0,4}$/.test(port) || Number(port) > 65535) refuse('redirect_port', 'The port is not a port number.')
  if (port === standard) refuse('redirect_port', `Remove :${standard}. It is the standard port.`)
}

/** A host in any alphabet → its ASCII form. Refuses addresses by number and names only one machine knows. */
function parseHost(host: string, refuse: Refuse): string {
  const labels = host.split('.')
  const last = labels.at(-1) ?? ''
  if (host.startsWith('[') || /^(?:[0-9]+|0x[0-9a-f]*)$/i.test(last)) {
    refuse('redirect_ip', 'Use a domain name. An IP address is not allowed.')
  }
  if (last.toLowerCase() === 'localhost') {
    refuse('redirect_localhost', 'localhost is not allowed. For an app on a device or in the sandbox use 127.0.0.1.')
  }
  if (host !== normalForm(host, 'NFKC') || host !== host.toLowerCase()) {
    refuse('redirect_host', 'Write the host in small letters.')
  }
  if (labels.length < 2 || !labels.every((label) => /^(?!-)[\p{L}\p{M}\p{Nd}-]{1,63}(?<!-)$/u.test(label))) {
    refuse('redirect_host', 'Use a full domain name, like app.example.com.')
  }
  const ascii = urlOf(`https://${host}/`)?.hostname ?? ''
  const asciiLabels = ascii.split('.')
  const kept = labels.every((label, index) =>
    /^[a-z0-9-]+$/.test(label) ? asciiLabels[index] === label : asciiLabels[index]?.startsWith('xn--'),
  )
  if (!kept || asciiLabels.length !== labels.length || ascii.length > 253) {
    refuse('redirect_host', 'Use a full domain name, like app.example.com.')
  }
  return ascii
}

function parseLoopback(text: string, rules: RedirectRules, refuse: Refuse): string {
  const [, host, port, path = '', query] =
    /^http:\/\/(127\.0\.0\.1|\[::1\])(?::([^/?]*))?([^?]*)(?:\?(.*))?$/.exec(text) ?? []
  if (host === undefined) refuse('redirect_scheme', 'Use https://. Only 127.0.0.1 and [::1] can be reached by http://.')
  if (!rules.native && rules.environment === 'production') {
    refuse('redirect_loopback', 'Only an app that runs on a device can use 127.0.0.1 or [::1]. Use an https address.')
  }
  checkPort(port, refuse, '80')
  checkPath(path, refuse)
  checkQuery(query, refuse)
  return text
}

function parsePrivateUse(text: string, rules: RedirectRules, refuse: Refuse): string {
  const [, scheme = '', path = '', query] = /^([^:/?]*):([^?]*)(?:\?(.*))?$/.exec(text) ?? []
  if (!/^[a-z]{2,63}(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/.test(scheme)) {
    refuse('redirect_scheme', 'Use https://, or your own domain backwards as a scheme, like com.example.app:/callback.')
  }
  if (!rules.native && rules.environment === 'production') {
    refuse('redirect_private_scheme', 'Only an app that runs on a device can use a scheme of its own.')
  }
  if (path.startsWith('//')) refuse('redirect_path', `Use one slash after the scheme: ${scheme}:/callback.`)
  checkPath(path, refuse)
  checkQuery(query, refuse)
  return text
}

/**
 * The canonical redirect URI. https everywhere; http on 127.0.0.1 and [::1] for native apps and for any app in the
 * sandbox; a reverse-domain scheme for the same. Refuses `redirect_…` codes, each with what to change.
 */
export function parseRedirectUri(text: string, rules: RedirectRules): string {
  const refuse = refuser(rules.field ?? 'redirectUri')
  if (text === '') refuse('redirect_empty', 'Enter a redirect address.')
  if (text.length > REDIRECT_URI_MAX_LENGTH) {
    refuse('redirect_too_long', `Enter an address of ${REDIRECT_URI_MAX_LENGTH} characters or less.`)
  }
  for (const [code, wrong, message] of SHAPES) if (wrong.test(text)) refuse(code, message)
  if (text.startsWith('http:')) return parseLoopback(text, rules, refuse)
  if (!text.startsWith('https:')) return parsePrivateUse(text, rules, refuse)
  const [, host, port, path = '', query] =
    /^https:\/\/(\[[^\]/?]*\]|[^/?:[\]]+)(?::([^/?]*))?([^?]*)(?:\?(.*))?$/.exec(text) ?? []
  if (host === undefined) return refuse('redirect_host', 'Use a full address, like https://app.example.com/callback.')
  const ascii = parseHost(host, refuse)
  checkPort(port, refuse, '443')
  checkPath(path, refuse)
  checkQuery(query, refuse)
  const canonical = text.replace(host, ascii)
  // Last line of defence: the parser every client uses must read exactly what is stored.
  if (new URL(canonical).href !== canonical) refuse('redirect_not_canonical', 'Write the address in its plain form.')
  return canonical
}

const LOOPBACK = /^http:\/\/(127\.0\.0\.1|\[::1\])(?::([1-9][0-9]{0,4}))?(\/.*)$/s

function withoutPort(uri: string): string | undefined {
  const [, host, port, rest] = LOOPBACK.exec(uri) ?? []
  return host === undefined || Number(port ?? 1) > 65535 ? undefined : `${host}${rest}`
}

/** Whether a presented URI is a registered one: the same string, save that the port of a loopback may vary (RFC 8252). */
export function redirectMatches(registered: readonly string[], presented: string): boolean {
  if (registered.includes(presented)) return true
  const loopback = withoutPort(presented)
  return loopback !== undefined && registered.some((uri) => withoutPort(uri) === loopback)
}
