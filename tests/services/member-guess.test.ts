/** Guesses of members' passwords: ten a name and sixty an address in a quarter of an hour; a right one takes its try back. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { allowGuess, rightGuess } from '../../lib/services/member-guess.ts'
import { MONDAY_MORNING, testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'

let database: TestDatabase
const refused = { code: 'too_many_guesses', details: { minutes: 10 } }
const minutes = (count: number) => new Date(MONDAY_MORNING.getTime() + count * 60_000)
const context = (at: Date, ip = '203.0.113.7') => ({
  ...testContext(database.db, { kind: 'anonymous' }, at),
  origin: { ip, userAgent: 'test', requestId: 'test' },
})

beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())

it('ten a name, whatever its spelling and from wherever, and anew in the next window', async () => {
  for (let tries = 0; tries < 9; tries += 1) await allowGuess(context(minutes(5), `203.0.113.${tries}`), 'maria')
  await allowGuess(context(minutes(5)), ' MARIA ')
  await expect(allowGuess(context(minutes(5)), 'maria')).rejects.toMatchObject(refused)
  await allowGuess(context(minutes(5)), 'omar')
  await allowGuess(context(minutes(15)), 'maria')
})

it('right ones do not count, the wrong ones before still do', async () => {
  for (let tries = 0; tries < 9; tries += 1) await allowGuess(context(minutes(5)), 'james')
  for (let tries = 0; tries < 20; tries += 1) {
    await allowGuess(context(minutes(5)), 'james')
    await rightGuess(context(minutes(5)), 'james')
  }
  await allowGuess(context(minutes(5)), 'james')
  await expect(allowGuess(context(minutes(5)), 'james')).rejects.toMatchObject(refused)
})

it('sixty an address, whoever is guessed at', async () => {
  const from = () => context(minutes(5), '198.51.100.9')
  for (let tries = 0; tries < 60; tries += 1) await allowGuess(from(), `member-${tries}`)
  await expect(allowGuess(from(), 'member-61')).rejects.toMatchObject(refused)
})
