/** Requests to addresses that others named: nothing private is ever reached, nothing is endless, nothing redirects. */
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { callOutside, whyNotCall } from '../../lib/platform/outbound.ts'

let hits: string[] = []
let base = ''
let port = 0
const server = http.createServer((request, response) => {
  hits.push(request.url ?? '')
  if (request.url === '/redirect') response.writeHead(302, { location: '/inside' }).end()
  else if (request.url === '/long') response.end('x'.repeat(5000))
  else if (request.url === '/echo') request.pipe(response)
  else if (request.url !== '/never') response.end('hello')
})

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
  base = `http://127.0.0.1:${port}`
})
beforeEach(() => {
  hits = []
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const get = (url: string, loopback = false, patience = 2000) =>
  callOutside({ url, method: 'GET', patience, maxBytes: 1000 }, loopback)

describe('without leave for this machine', () => {
  test.each([
    'http://127.0.0.1:PORT/',
    'https://127.0.0.1:PORT/',
    'https://localhost:PORT/',
    'https://[::1]:PORT/',
    'https://[::ffff:7f00:1]:PORT/',
    'https://2130706433:PORT/',
    'https://0x7f.1:PORT/',
    'https://0177.0.0.1:PORT/',
    'https://0.0.0.0:PORT/',
    'https://169.254.169.254/latest/meta-data',
    'https://10.0.0.1/',
    'https://user:pass@example.org/',
    'https://example.org/#part',
    'file:///etc/passwd',
    'gopher://127.0.0.1/',
    'no address',
  ])('%s is refused and never reached', async (text) => {
    const answer = await get(text.replace('PORT', String(port)))
    expect(answer.outcome).toBe('refused')
    expect(hits).toEqual([])
  })
})

describe('with leave for this machine', () => {
  test('an answer comes with status and body', async () => {
    expect(await get(`${base}/`, true)).toEqual({
      outcome: 'answered',
      status: 200,
      body: 'hello',
      retryAfter: null,
    })
  })

  test('a body is sent as it is', async () => {
    const request = { url: `${base}/echo`, method: 'POST' as const, body: '{"a":"é"}', patience: 2000, maxBytes: 1000 }
    expect(await callOutside(request, true)).toMatchObject({ body: '{"a":"é"}' })
  })

  test('a redirect is told, not followed', async () => {
    expect(await get(`${base}/redirect`, true)).toMatchObject({ status: 302 })
    expect(hits).toEqual(['/redirect'])
  })

  test('too long an answer is given up', async () => {
    expect(await get(`${base}/long`, true)).toMatchObject({
      outcome: 'unreachable',
      detail: expect.stringMatching(/longer than 1000/),
    })
  })

  test('too long an answer is cut when its status is all that matters', async () => {
    const request = {
      url: `${base}/long`,
      method: 'POST' as const,
      patience: 2000,
      maxBytes: 1000,
      longer: 'cut' as const,
    }
    const answer = await callOutside(request, true)
    expect(answer).toMatchObject({ outcome: 'answered', status: 200, body: 'x'.repeat(1000) })
  })

  test('an answer that never comes is given up', async () => {
    expect(await get(`${base}/never`, true, 100)).toMatchObject({ outcome: 'unreachable' })
  })

  test('other private addresses stay refused', async () => {
    expect(await get('https://10.0.0.1/', true)).toMatchObject({ outcome: 'refused' })
  })
})

test('an address is judged before anything is resolved', () => {
  expect(whyNotCall('https://example.org/jwks.json', false)).toBeNull()
  expect(whyNotCall('http://example.org/jwks.json', false)).toMatch(/https/)
  expect(whyNotCall('http://example.org/jwks.json', true)).toBeNull()
})
