/**
 * Requests to addresses that a developer named: JWKS URLs and webhooks. Guarded against server-side request forgery:
 * https only, the address that was resolved is the one that is connected to and must be a public one, no redirect is
 * followed, and neither time nor size has no end.
 */
import http from 'node:http'
import https from 'node:https'
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent'
import { urlOf } from '../domain/url.ts'

export type OutboundRequest = {
  url: string
  method: 'GET' | 'POST'
  headers?: Record<string, string>
  body?: string
  /** Longest time (ms) for the whole exchange. */
  patience: number
  /** Most bytes of the answer that are read. */
  maxBytes: number
  /** What becomes of a longer answer: refused, or cut off there. */
  longer?: 'refuse' | 'cut'
}

export type OutboundAnswer =
  | {
      outcome: 'answered'
      status: number
      body: string
      /** The header of that name, as it came. */
      retryAfter: string | null
    }
  /** The address itself may not be called. */
  | { outcome: 'refused'; detail: string }
  /** Nothing came, or not in time, or too much. */
  | { outcome: 'unreachable'; detail: string }

const LOOPBACK = ['127.0.0.1', '::1']

/** @returns why an address may not be called at all, whatever it resolves to; null when it may be tried */
export function whyNotCall(url: string, loopback: boolean): string | null {
  const parsed = urlOf(url)
  if (!parsed) return 'This is not a web address.'
  const { protocol, username, password, hash } = parsed
  if (protocol !== 'https:' && !(loopback && protocol === 'http:')) return 'The address must start with https://.'
  if (username !== '' || password !== '') return 'The address must not hold a user name or password.'
  if (hash !== '') return 'The address must not have a part after #.'
  return null
}

/** @param loopback lets addresses of this machine through, for trying things out on one */
export async function callOutside(request: OutboundRequest, loopback: boolean): Promise<OutboundAnswer> {
  const why = whyNotCall(request.url, loopback)
  if (why) return { outcome: 'refused', detail: why }
  try {
    return await exchange(request, loopback)
  } catch (error) {
    const { message } = error as Error
    // The guard names the address it refused; that is for our log, not for whoever typed it.
    if (/is not allowed/.test(message)) return { outcome: 'refused', detail: 'The address is not a public one.' }
    return { outcome: 'unreachable', detail: message.slice(0, 200) }
  }
}

function exchange(request: OutboundRequest, loopback: boolean): Promise<OutboundAnswer> {
  const secure = request.url.startsWith('https:')
  const options = loopback ? { allowIPAddressList: LOOPBACK } : {}
  const agent = secure ? new RequestFilteringHttpsAgent(options) : new RequestFilteringHttpAgent(options)
  const { method, headers = {}, body, patience } = request
  return new Promise<OutboundAnswer>((resolve, reject) => {
    const signal = AbortSignal.timeout(patience)
    const sent = (secure ? https : http).request(request.url, { method, headers, agent, signal }, (response) => {
      const chunks: Buffer[] = []
      let size = 0
      const answer = () => {
        const body = Buffer.concat(chunks).subarray(0, request.maxBytes).toString('utf8')
        const { 'retry-after': retryAfter = null } = response.headers
        resolve({ outcome: 'answered', status: response.statusCode ?? 0, body, retryAfter })
      }
      response.on('data', (chunk: Buffer) => {
        size += chunk.length
        chunks.push(chunk)
        if (size <= request.maxBytes) return
        if (request.longer === 'cut') answer()
        response.destroy(new Error(`the answer is longer than ${request.maxBytes} bytes`))
      })
      response.on('error', reject)
      response.on('end', answer)
    })
    sent.on('error', (error) => reject(signal.aborted ? new Error(`no answer within ${patience} ms`) : error))
    sent.end(body)
  }).finally(() => agent.destroy())
}
