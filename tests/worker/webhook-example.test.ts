/** The receiver that the documentation shows runs as it stands, and takes what we send and nothing else. */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { WEBHOOK_EVENTS, webhookBody, webhookSecretText } from '../../lib/domain/webhook.ts'
import { WEBHOOK_EXAMPLE } from '../../lib/domain/webhook-example.ts'
import { callOutside } from '../../lib/platform/outbound.ts'
import { signedHeaders } from '../../lib/platform/signature.ts'
import { freePort } from '../../sandbox/postgres.ts'

let child: ChildProcess
let url: string
let said = ''
const newSecret = () => webhookSecretText(randomBytes(24).toString('base64url'))
const secret = newSecret()
const body = webhookBody('client.suspended', new Date(), WEBHOOK_EVENTS['client.suspended'].data)

async function post(by: string[], text = body) {
  const { id, timestamp, signature } = signedHeaders('msg_1', new Date(), body, by)
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature }
  const answer = await callOutside({ url, method: 'POST', headers, body: text, patience: 5000, maxBytes: 1000 }, true)
  return answer.outcome === 'answered' ? answer.status : answer.outcome
}

beforeAll(async () => {
  const port = await freePort()
  url = `http://127.0.0.1:${port}/`
  const env = { ...process.env, WEBHOOK_SECRET: secret, PORT: String(port) }
  child = spawn(process.execPath, ['--input-type=module', '-'], { env, stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdout?.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8')
  })
  child.stdin?.end(WEBHOOK_EXAMPLE)
  await vi.waitFor(async () => expect(await post([])).toBe(401), { timeout: 45_000, interval: 50 })
})
afterAll(() => {
  child.kill()
})

it('takes what is signed, alone or beside another secret', async () => {
  expect(await post([secret])).toBe(204)
  expect(await post([newSecret(), secret])).toBe(204)
  await expect.poll(() => said).toMatch(/msg_1 client\.suspended/)
})

it('refuses another body and another secret', async () => {
  expect(await post([secret], `${body} `)).toBe(401)
  expect(await post([newSecret()])).toBe(401)
})
