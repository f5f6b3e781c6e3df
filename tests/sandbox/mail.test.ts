/** The mail catcher over real SMTP and HTTP: what it is given it keeps, shows and never sends on. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import nodemailer, { type SendMailOptions } from 'nodemailer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSettings, type Settings } from '../../lib/platform/env.ts'
import { createLog } from '../../lib/platform/log.ts'
import { readMail } from '../../lib/platform/mail-reader.ts'
import { verifiedMessage } from '../../lib/platform/signature.ts'
import { startMail } from '../../sandbox/mail.ts'
import type { CaughtMail } from '../../sandbox/mail-box.ts'
import { freePort } from '../../sandbox/postgres.ts'
import { readJson } from '../support/json-request.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'candor-mail-'))
let settings: Settings
let authserver: { close: () => void; url: string }
const taken: { path: string; body: Buffer; headers: IncomingHttpHeaders }[] = []
let catcher: { close: () => Promise<void> }

const start = () => startMail(settings, createLog('silent', 'mail'))
beforeAll(async () => {
  authserver = await listener()
  const production = { port: 0, url: authserver.url }
  const given = readSettings({})
  settings = {
    ...given,
    authserver: { ...given.authserver, production },
    smtpPort: await freePort(),
    mailPort: await freePort(),
    dataDir,
  }
  catcher = await start()
})
afterAll(async () => {
  await catcher.close()
  authserver.close()
  rmSync(dataDir, { recursive: true, force: true })
})

/** Stands where the portal's entrance for mail is. */
async function listener() {
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part)
    taken.push({ path: request.url ?? '', body: Buffer.concat(parts), headers: request.headers })
    response.end(JSON.stringify({ outcome: 'paused' }))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return { close: () => server.close(), url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

const url = (path: string) => `http://localhost:${settings.mailPort}${path}`
const messages = async () => (await readJson(url('/api/messages'))) as CaughtMail[]

function send(mail: SendMailOptions) {
  const transport = nodemailer.createTransport({ host: 'localhost', port: settings.smtpPort, ignoreTLS: true })
  return transport.sendMail({ from: 'AppSec <appsec@payer.example>', text: 'Hello', ...mail })
}

describe('the mail catcher', () => {
  it('gives every mail as JSON, newest first, with its envelope and headers', async () => {
    await send({ to: 'dana@sunny.example', subject: 'First' })
    await send({
      to: 'dana@sunny.example',
      bcc: 'hidden@sunny.example',
      subject: 'Ärger: second',
      html: '<p>Hi <b>there</b></p>',
      inReplyTo: '<root@mail.example>',
      references: ['<root@mail.example>', '<next@mail.example>'],
      messageId: '<third@mail.example>',
    })
    const [second, first] = await messages()
    expect(first).toMatchObject({ subject: 'First', to: 'dana@sunny.example', text: 'Hello\n', html: '' })
    expect(second).toMatchObject({
      subject: 'Ärger: second',
      from: '"AppSec" <appsec@payer.example>',
      to: 'dana@sunny.example, hidden@sunny.example',
      html: '<p>Hi <b>there</b></p>',
    })
    expect(second?.headers).toMatchObject({
      'message-id': '<third@mail.example>',
      'in-reply-to': '<root@mail.example>',
      references: '<root@mail.example> <next@mail.example>',
    })
    expect(Object.keys(second ?? {}).sort()).toEqual(
      ['date', 'from', 'headers', 'html', 'id', 'subject', 'text', 'to'].sort(),
    )
    expect(new Date(second?.date ?? '').toISOString()).toBe(second?.date)
  })

  it('shows a mail without running anything that is in it', async () => {
    await send({ to: 'x@sunny.example', subject: '<script>alert(1)</script>', html: '<script>alert(2)</script>Text' })
    const [newest] = await messages()
    const list = await fetch(url('/'))
    const page = await fetch(url(`/messages/${newest?.id}`))
    for (const answer of [list, page]) {
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(await answer.text()).not.toMatch(/<script/)
    }
    expect((await fetch(url(`/api/messages/${newest?.id}`))).status).toBe(200)
    expect((await fetch(url('/messages/00000000-0000-4000-8000-000000000000'))).status).toBe(404)
  })

  it('changes nothing by a web request', async () => {
    for (const method of ['POST', 'DELETE', 'PUT']) {
      expect((await fetch(url('/api/messages'), { method })).status).toBe(405)
    }
  })

  it('hands an answer to the portal, signed, as the answer of whoever is named; only from its own page', async () => {
    const replyTo = 'appsec+tag@payer.example'
    await send({ to: 'dana@sunny.example', subject: 'Is it in use?', messageId: '<a@mail.example>', replyTo })
    const [mail] = await messages()
    const body = new URLSearchParams({ from: 'x@y.example\r\nBcc: z@y.example', text: 'Sí, it is.' })
    const post = (origin: string) =>
      fetch(url(`/messages/${mail?.id}/reply`), { method: 'POST', body, headers: { origin }, redirect: 'manual' })
    for (const origin of ['http://evil.example', 'null']) expect((await post(origin)).status).toBe(403)
    expect(taken).toEqual([])
    const answer = await post(`http://localhost:${settings.mailPort}`)
    expect(answer.headers.get('location')).toBe(`/messages/${mail?.id}?said=paused`)
    const page = await (await fetch(url(`/messages/${mail?.id}?said=paused`))).text()
    expect(page).toContain('It pauses the ladder until AppSec has looked')
    const [sent] = taken
    const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature } = sent?.headers ?? {}
    const signed = { id: String(id), timestamp: String(timestamp), signature: String(signature) }
    expect(verifiedMessage(signed, sent?.body ?? '', settings.intake.mail, new Date())).not.toBeNull()
    expect(sent?.path).toBe('/v1/mail')
    const read = await readMail(sent?.body ?? Buffer.alloc(0))
    expect(read).toMatchObject({ recipients: [replyTo], subject: 'Re: Is it in use?' })
    expect(read.headers['in-reply-to']).toEqual(['<a@mail.example>'])
    expect(read.text).toMatch(/^Sí, it is\.\n\nOn .* wrote:\n> Hello/)
    expect(read.from.join()).not.toContain('z@y.example\r\n')
  })

  it('refuses and puts off where a test asks for it', async () => {
    await expect(send({ to: 'a@refused.test' })).rejects.toMatchObject({ responseCode: 550 })
    await expect(send({ to: 'a@deferred.test' })).rejects.toMatchObject({ responseCode: 451 })
    await expect(send({ to: 'a@sunny.example', text: 'x'.repeat(6_000_000) })).rejects.toMatchObject({
      responseCode: 552,
    })
  })

  it('has what it accepted on disk, and reads it again after a restart; a half file is no mail', async () => {
    const before = await messages()
    expect(readdirSync(join(dataDir, 'mail'))).toHaveLength(before.length)
    await catcher.close()
    catcher = await start()
    expect(await messages()).toEqual(before)
    await send({ to: 'dana@sunny.example', subject: 'After the restart' })
    expect((await messages()).map(({ subject }) => subject)[0]).toBe('After the restart')
  })

  it('takes many at once and loses none', async () => {
    const before = (await messages()).length
    await Promise.all(Array.from({ length: 40 }, (_, n) => send({ to: `n${n}@sunny.example`, subject: `Nr ${n}` })))
    const now = await messages()
    expect(now).toHaveLength(before + 40)
    expect(new Set(now.map(({ id }) => id)).size).toBe(now.length)
  })
})
