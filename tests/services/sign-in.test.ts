/** Signing in with a typed code: one session for one code, the same answer for everybody, and every limit. */
import { randomUUID } from 'node:crypto'
import { and, desc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { audit } from '../../db/schema/audit.ts'
import { mail } from '../../db/schema/mail.ts'
import { person, session, signInCode } from '../../db/schema/person.ts'
import { CODE_LIFETIME, CODE_LIMITS, CODE_SENTENCE, CODE_TRIES, SESSION_LIFE } from '../../lib/domain/sign-in.ts'
import { contextOn } from '../../lib/platform/context.ts'
import { readSettings } from '../../lib/platform/env.ts'
import type { Context } from '../../lib/services/context.ts'
import { beginAttempt, recordOutcome } from '../../lib/services/mail-delivery.ts'
import { recordMail } from '../../lib/services/record.ts'
import { codeMailState, requestSignInCode, verifySignInCode } from '../../lib/services/sign-in.ts'
import { MONDAY_MORNING, testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { MAIL_SAMPLES } from '../support/mail-samples.ts'
import { testPerson } from '../support/organization.ts'

let database: TestDatabase
let lastIp = 0
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())

const later = (milliseconds: number) => new Date(MONDAY_MORNING.getTime() + milliseconds)
/** Each from an address of its own unless told, so that the limits of one test do not reach the next. */
function context(now = MONDAY_MORNING, ip = `198.51.100.${++lastIp}`): Context {
  const origin = { ip, userAgent: 'Mozilla/5.0 (Windows NT 10.0) Firefox/140.0', requestId: 'test' }
  return contextOn(database.db, readSettings({}), { kind: 'anonymous' }, origin, now)
}

async function newestCode(to: string): Promise<string> {
  const [row] = await database.db
    .select()
    .from(mail)
    .where(and(eq(mail.kind, 'sign_in_code'), eq(mail.toAddress, to)))
    .orderBy(desc(mail.createdAt))
    .limit(1)
  return String(row?.props.code)
}
async function codeFor(email: string, now = MONDAY_MORNING): Promise<string> {
  await requestSignInCode(context(now), { email })
  return newestCode(email)
}
const sessionsOf = async (email: string) =>
  database.db.select().from(session).innerJoin(person, eq(person.id, session.personId)).where(eq(person.email, email))
const wrongOf = (code: string) => (code === '000000' ? '000001' : '000000')
const refused = { code: 'code_wrong', message: CODE_SENTENCE, field: 'code' }

describe('requestSignInCode', () => {
  it('mails six digits and keeps only a digest of them', async () => {
    const code = await codeFor('ada@one.example.com')
    expect(code).toMatch(/^\d{6}$/)
    const [row] = await database.db.select().from(signInCode).where(eq(signInCode.email, 'ada@one.example.com'))
    expect(row?.codeDigest).toMatch(/^[0-9a-f]{64}$/)
    expect(row?.codeDigest).not.toBe(context().digest(code))
    expect(row?.expiresAt).toEqual(later(CODE_LIFETIME))
  })

  it('tells the browser that asked what became of its mail, and nobody of any other mail', async () => {
    const { mailId } = await requestSignInCode(context(), { email: 'late@one.example.com' })
    expect(await codeMailState(context(), { mailId })).toBe('waiting')
    const job = testContext(database.db, { kind: 'system', job: 'mail' })
    await beginAttempt(job, { mailId })
    await recordOutcome(job, { mailId, outcome: 'deferred', detail: '451 later' })
    expect(await codeMailState(context(), { mailId })).toBe('deferred')
    const invitation = { kind: 'invitation', to: 'late@one.example.com', props: MAIL_SAMPLES.invitation } as const
    const other = await job.transaction((tx) => recordMail(tx, job, invitation))
    expect(await codeMailState(context(), { mailId: other })).toBeNull()
    expect(await codeMailState(context(), { mailId: randomUUID() })).toBeNull()
  })

  it('answers known and unknown addresses alike, with the same rows written', async () => {
    await testPerson(database.db, 'known@alike.example.com')
    const written = async (email: string) => {
      const before = await database.db.$count(audit)
      const answer = await requestSignInCode(context(), { email })
      const mails = await database.db.select().from(mail).where(eq(mail.toAddress, email))
      const rows = (await database.db.$count(audit)) - before
      return {
        minutes: answer.minutes,
        kinds: mails.map(({ kind }) => kind),
        props: Object.keys(mails[0]?.props ?? {}),
        rows,
      }
    }
    const known = await written('known@alike.example.com')
    const unknown = await written('unknown@alike.example.com')
    expect(known).toEqual(unknown)
    expect(await database.db.select().from(person).where(eq(person.email, 'unknown@alike.example.com'))).toEqual([])
  })

  it('ends earlier codes of the address', async () => {
    const first = await codeFor('twice@one.example.com')
    const second = await codeFor('twice@one.example.com', later(1000))
    if (first !== second) {
      const input = { email: 'twice@one.example.com', code: first }
      await expect(verifySignInCode(context(later(2000)), input)).rejects.toMatchObject(refused)
    }
    await verifySignInCode(context(later(2000)), { email: 'twice@one.example.com', code: second })
  })

  it.each([
    'ada\uff20one.example.com',
    '\u0430da@one.example.com',
    'ada@one\u3002example.com',
    'ad\u200ba@one.example.com',
    'ada@one.example.com, eve@evil.example',
    '"ada"@one.example.com',
  ])('refuses %j and sends nothing', async (email) => {
    const before = await database.db.$count(mail)
    await expect(requestSignInCode(context(), { email })).rejects.toMatchObject({
      code: 'email_invalid',
      field: 'email',
    })
    expect(await database.db.$count(mail)).toBe(before)
  })

  it('sends five codes an hour to an address, from wherever they are asked for', async () => {
    const email = 'limit@one.example.com'
    for (let n = 0; n < CODE_LIMITS.address.count; n += 1) await requestSignInCode(context(), { email })
    // Capital letters make no other mailbox.
    for (const again of [email, 'LIMIT@one.example.com']) {
      await expect(requestSignInCode(context(), { email: again })).rejects.toMatchObject({
        code: 'too_many_requests',
        details: { minutes: 60 },
      })
    }
    expect(await database.db.select().from(mail).where(eq(mail.toAddress, email))).toHaveLength(
      CODE_LIMITS.address.count,
    )
    await requestSignInCode(context(later(CODE_LIMITS.address.window)), { email })
  })

  it('sends no more codes an hour for an IP address than its limit, also when all are asked for at once', async () => {
    const ask = (n: number) =>
      requestSignInCode(context(MONDAY_MORNING, '192.0.2.1'), { email: `n${n}@ip.example.com` })
    const answers = await Promise.allSettled(Array.from({ length: CODE_LIMITS.ip.count + 5 }, (_, n) => ask(n)))
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(CODE_LIMITS.ip.count)
  })

  it('leaves no address and no code in the audit', async () => {
    const code = await codeFor('quiet@one.example.com')
    await verifySignInCode(context(), { email: 'quiet@one.example.com', code })
    const text = JSON.stringify(await database.db.select().from(audit))
    expect(text).not.toContain('quiet')
    expect(text).not.toContain('one.example.com')
    expect(text).not.toContain(`"${code}"`)
  })
})

describe('verifySignInCode', () => {
  it('makes the account at the first sign-in and finds it at the second', async () => {
    const email = 'first@two.example.com'
    const one = await verifySignInCode(context(), { email, code: await codeFor(email), zone: 'America/Denver' })
    const code = await codeFor(email, later(1000))
    const two = await verifySignInCode(context(later(1000)), {
      email: 'First@two.example.com',
      code,
      zone: 'Europe/Rome',
    })
    expect([one.first, two.first]).toEqual([true, false])
    expect(two.personId).toBe(one.personId)
    expect(two.token).not.toBe(one.token)
    const [row] = await database.db.select().from(person).where(eq(person.email, email))
    expect(row).toMatchObject({ id: one.personId, zone: 'America/Denver' })
  })

  it('keeps the digest of a fresh token, and the absolute end', async () => {
    const email = 'token@two.example.com'
    const { token, expiresAt } = await verifySignInCode(context(), { email, code: await codeFor(email) })
    const [row] = await sessionsOf(email)
    expect(row?.session.tokenDigest).toBe(context().digest(token))
    expect(expiresAt).toEqual(later(SESSION_LIFE.developer.absolute))
  })

  it('takes spaces and full-width digits as they were meant', async () => {
    const email = 'spaces@two.example.com'
    const code = await codeFor(email)
    const typed = ` ${code.slice(0, 3)} ${code.slice(3)} `.replace(/\d/g, (d) =>
      String.fromCodePoint(0xff10 + Number(d)),
    )
    await verifySignInCode(context(), { email, code: typed })
  })

  it('takes a code once, and gives two browsers at once one session', async () => {
    const email = 'once@two.example.com'
    const code = await codeFor(email)
    const tries = Array.from({ length: 6 }, () => verifySignInCode(context(), { email, code }))
    const answers = await Promise.allSettled(tries)
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await sessionsOf(email)).toHaveLength(1)
    await expect(verifySignInCode(context(), { email, code })).rejects.toMatchObject(refused)
  })

  it('makes one account when two codes of a new address are used at once', async () => {
    const email = 'race@two.example.com'
    const code = await codeFor(email)
    const [one] = await Promise.allSettled([
      verifySignInCode(context(), { email, code }),
      codeFor(email, later(1000)).then((next) => verifySignInCode(context(later(1000)), { email, code: next })),
    ])
    expect(one).toBeDefined()
    expect(await database.db.select().from(person).where(eq(person.email, email))).toHaveLength(1)
  })

  it('ends after ten minutes', async () => {
    const email = 'late@two.example.com'
    const code = await codeFor(email)
    await expect(verifySignInCode(context(later(CODE_LIFETIME)), { email, code })).rejects.toMatchObject(refused)
    await verifySignInCode(context(later(CODE_LIFETIME - 1)), { email, code })
  })

  it('ends after five wrong tries, tried one after another or at once', async () => {
    for (const email of ['slow@tries.example.com', 'fast@tries.example.com']) {
      const code = await codeFor(email)
      const guess = () => verifySignInCode(context(), { email, code: wrongOf(code) })
      if (email.startsWith('slow')) {
        for (let n = 0; n < CODE_TRIES; n += 1) await expect(guess()).rejects.toMatchObject(refused)
      } else {
        await Promise.allSettled(Array.from({ length: CODE_TRIES }, guess))
      }
      await expect(verifySignInCode(context(), { email, code })).rejects.toMatchObject(refused)
      expect(await sessionsOf(email)).toEqual([])
    }
  })

  it('takes the right code after four wrong ones', async () => {
    const email = 'fifth@tries.example.com'
    const code = await codeFor(email)
    for (let n = 1; n < CODE_TRIES; n += 1) {
      await expect(verifySignInCode(context(), { email, code: wrongOf(code) })).rejects.toMatchObject(refused)
    }
    await verifySignInCode(context(), { email, code })
  })

  it('says the same of an address that never asked, and asks for six digits before it looks', async () => {
    const input = { email: 'nobody@three.example.com', code: '123456' }
    await expect(verifySignInCode(context(), input)).rejects.toMatchObject(refused)
    await expect(verifySignInCode(context(), { ...input, code: '12345' })).rejects.toMatchObject({
      code: 'code_wrong',
      message: 'Enter the 6 digits from the mail.',
    })
  })

  it('does not take the code of one address for another', async () => {
    const code = await codeFor('mine@three.example.com')
    const other = await codeFor('yours@three.example.com')
    if (code === other) return
    await expect(verifySignInCode(context(), { email: 'yours@three.example.com', code })).rejects.toMatchObject(refused)
  })

  it('limits what one IP address may try', async () => {
    const from = () => context(MONDAY_MORNING, '192.0.2.2')
    const guess = () => verifySignInCode(from(), { email: 'many@three.example.com', code: '123456' })
    const tries = await Promise.allSettled(Array.from({ length: CODE_LIMITS.verify.count }, guess))
    for (const one of tries) expect(one).toMatchObject({ status: 'rejected', reason: refused })
    await expect(guess()).rejects.toMatchObject({ code: 'too_many_requests' })
  })
})
