/** The worker as a process of its own: killed between the mail server's yes and our note of it, and stopped politely. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { listMailAttempts } from '../../db/queries/mail.ts'
import type { Context } from '../../lib/services/context.ts'
import { mailTrouble } from '../../lib/services/mail-trouble.ts'
import { recordMail } from '../../lib/services/record.ts'
import { testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { MAIL_SAMPLES } from '../support/mail-samples.ts'
import { type TestSmtp, testSmtp } from '../support/smtp.ts'

let database: TestDatabase
let smtp: TestSmtp
let ctx: Context
const started: ChildProcess[] = []

beforeAll(async () => {
  database = await testDatabase()
  smtp = await testSmtp()
  ctx = testContext(database.db, { kind: 'system', job: 'test' })
})
afterAll(async () => {
  for (const child of started) child.kill('SIGKILL')
  await smtp.close()
  await database.close()
})

/** @returns once its log says that it is ready */
async function workerProcess(env: Record<string, string> = {}): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--import=tsx', resolve('worker/main.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, DATABASE_URL: database.url, SMTP_URL: smtp.url, NODE_ENV: 'production', ...env },
  })
  started.push(child)
  const lines = createInterface({ input: child.stdout })
  for await (const line of lines) {
    const { msg, name } = JSON.parse(line) as { msg: string; name: string }
    expect(name).toBe('worker')
    if (msg === 'worker ready') break
  }
  child.stdout.resume()
  return child
}

const send = () =>
  ctx.transaction((tx) =>
    recordMail(tx, ctx, { kind: 'invitation', to: 'dana@sunny.example.com', props: MAIL_SAMPLES.invitation }),
  )
const outcomes = async (mailId: string) => (await listMailAttempts(database.db, [mailId])).map(({ outcome }) => outcome)

it('a kill before the note of a sent mail makes one double, known as one; SIGTERM ends it cleanly', async () => {
  const first = await workerProcess()
  smtp.behaviour = {
    kind: 'wait',
    meanwhile: async () => {
      first.kill('SIGKILL')
      await once(first, 'exit')
      smtp.behaviour = { kind: 'accept' }
    },
  }
  const mailId = await send()
  await smtp.count(1)
  const second = await workerProcess({ STOP_WITH_PARENT: '1' })
  await smtp.count(2)
  await expect.poll(() => outcomes(mailId)).toEqual(['started', 'started', 'accepted'])
  expect(new Set(smtp.arrived.map(({ parsed }) => parsed.messageId))).toEqual(
    new Set([`<${mailId}@mail.candor.localhost>`]),
  )
  expect((await mailTrouble(ctx)).possibleDoubles).toBe(1)
  // The launcher's end of this pipe closes when the launcher dies; that is the same as SIGTERM.
  second.stdin?.end()
  expect(await once(second, 'exit')).toEqual([0, null])
})
