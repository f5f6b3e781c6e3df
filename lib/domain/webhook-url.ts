/**
 * Addresses of webhooks: https, by a public name, with a port if need be. Whether the name leads to a public address is
 * asked again at every call (lib/platform/outbound); here stands only what can be seen in the text.
 */
import { Refusal } from './refusal.ts'
import { urlOf } from './url.ts'

const WEBHOOK_URL_MAX_LENGTH = 500

/** Names that never lead out of a network (RFC 6761, RFC 8375, ICANN's .internal). */
const INSIDE = /(?:^|\.)(?:localhost|local|internal|lan|home\.arpa|test|invalid|onion)$/
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

const refuse = (code: string, message: string): never => {
  throw new Refusal(code, message, { field: 'url' })
}

/** @returns the address as every URL parser reads it. Refuses `webhook_url_…`, each with what to change */
export function parseWebhookUrl(typed: string, { loopback }: { loopback: boolean }): string {
  const text = typed.trim()
  if (text === '') refuse('webhook_url_empty', 'Enter the address, like https://hooks.example.com/candor.')
  if (text.length > WEBHOOK_URL_MAX_LENGTH) {
    refuse('webhook_url_too_long', `Enter an address of ${WEBHOOK_URL_MAX_LENGTH} characters or less.`)
  }
  if (/[\s\p{C}\\"<>^`{|}*]/u.test(text)) {
    refuse('webhook_url_characters', 'Remove spaces, backslashes and other special characters.')
  }
  if (text.includes('#')) refuse('webhook_url_fragment', 'Remove the # and what follows it.')
  if (/^[a-z]+:\/\/[^/?]*@/i.test(text)) {
    refuse('webhook_url_userinfo', 'Remove the user name and password. The signature proves that it is us.')
  }
  const plain = /^http:\/\//i.test(text)
  if (!/^https:\/\/[^/]/i.test(text) && !(plain && loopback)) {
    refuse('webhook_url_scheme', 'The address must start with https://.')
  }
  const url = urlOf(text)
  if (!url) return refuse('webhook_url_host', 'Use a full address, like https://hooks.example.com/candor.')
  if (loopback && LOOPBACK.includes(url.hostname)) return url.href
  if (plain) refuse('webhook_url_scheme', 'The address must start with https://.')
  checkHost(url.hostname)
  return url.href
}

function checkHost(host: string): void {
  // A parser writes every way to spell an IPv4 address (decimal, octal, hexadecimal) with four numbers.
  if (host.startsWith('[') || /^\d+(?:\.\d+){3}$/.test(host)) {
    refuse('webhook_url_ip', 'Use a domain name. An IP address is not allowed.')
  }
  if (INSIDE.test(host)) refuse('webhook_url_inside', 'Use a name that can be reached from the internet.')
  if (!/^(?!-)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+$/.test(host) || host.length > 253) {
    refuse('webhook_url_host', 'Use a full domain name, like hooks.example.com.')
  }
}
