/**
 * One call to the payer's own authorization server (RFC 7591, 7592). The operator names that server, so it may stand on an
 * inner network; no redirect is followed, and neither time nor size has no end.
 */
import http from 'node:http'
import https from 'node:https'
import type { ProvisionReply } from '../domain/provision-answer.ts'

export type RegistrationCall = {
  method: 'POST' | 'GET' | 'PUT' | 'DELETE'
  url: string
  /** Initial or registration access token; null for a server that asks for none. */
  token: string | null
  /** The same at every repeat, for servers that know the Idempotency-Key header. */
  key?: string
  body: Record<string, unknown> | null
}

/** Most bytes of an answer that are read. */
const MAX_BYTES = 64 * 1024

/** @param patience longest time (ms) for the whole exchange */
export function callRegistration(call: RegistrationCall, patience: number): Promise<ProvisionReply> {
  return new Promise((resolve) => {
    const secure = call.url.startsWith('https:')
    const text = call.body === null ? undefined : JSON.stringify(call.body)
    const signal = AbortSignal.timeout(patience)
    let connected = false
    const failed = (error: Error) => {
      const detail = signal.aborted ? `No answer within ${patience / 1000} seconds.` : error.message.slice(0, 200)
      resolve({ kind: connected ? 'unanswered' : 'unreachable', detail })
    }
    const headers = headersOf(call, text)
    const options = { method: call.method, headers, agent: false, signal }
    const sent = (secure ? https : http).request(call.url, options, (response) => {
      const chunks: Buffer[] = []
      let size = 0
      const answer = (body: Record<string, unknown> | null) =>
        resolve({ kind: 'answered', status: response.statusCode ?? 0, body })
      response.on('data', (chunk: Buffer) => {
        size += chunk.length
        chunks.push(chunk)
        if (size <= MAX_BYTES) return
        answer(null)
        response.destroy()
      })
      response.on('error', failed)
      response.on('end', () => answer(jsonObject(Buffer.concat(chunks).toString('utf8'))))
    })
    sent.on('socket', (socket) => {
      socket.once(secure ? 'secureConnect' : 'connect', () => {
        connected = true
      })
    })
    sent.on('error', failed)
    sent.end(text)
  })
}

function headersOf({ token, key }: RegistrationCall, text: string | undefined): Record<string, string> {
  return {
    accept: 'application/json',
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    ...(key === undefined ? {} : { 'idempotency-key': key }),
    ...(text === undefined
      ? {}
      : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) }),
  }
}

function jsonObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null
  } catch {
    return null
  }
}
