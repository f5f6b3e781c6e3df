/** Reads that travel together: everybody gets their own row, none gets an old one, and a fault reaches all who asked. */
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { gathered } from '../../db/gathered.ts'
import { findProviderState, upsertProviderState } from '../../db/queries/provider-state.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())

const key = (n: number) => ({
  environment: 'production' as const,
  model: n % 2 ? 'Odd' : 'Even',
  idDigest: `digest ${n}`,
})

async function keep(n: number, value: string): Promise<void> {
  const row = { ...key(n), payload: { value }, grantId: null, uid: null, userCode: null, expiresAt: null }
  await database.db.transaction((tx) => upsertProviderState(tx, row))
}

const read = async (n: number) => (await findProviderState(database.db, key(n)))?.payload.value

describe('reads that travel together', () => {
  it('give each caller the row of its key, however many ask at once', async () => {
    for (let n = 0; n < 12; n += 1) await keep(n, `value ${n}`)
    for (const many of [1, 2, 5, 12]) {
      const found = await Promise.all(Array.from({ length: many }, (_, n) => read(n)))
      expect(found).toEqual(Array.from({ length: many }, (_, n) => `value ${n}`))
    }
    expect(await Promise.all([read(3), read(99), read(3)])).toEqual(['value 3', undefined, 'value 3'])
  })

  it('give what the database says after the question, never what it said before', async () => {
    for (let round = 0; round < 5; round += 1) {
      await keep(1, `round ${round}`)
      expect(await read(1)).toBe(`round ${round}`)
    }
  })

  it('work inside a transaction, on what it has written', async () => {
    await database.db.transaction(async (tx) => {
      const row = {
        ...key(50),
        payload: { value: 'not yet' },
        grantId: null,
        uid: null,
        userCode: null,
        expiresAt: null,
      }
      await upsertProviderState(tx, row)
      expect((await findProviderState(tx, key(50)))?.payload.value).toBe('not yet')
      expect(await read(50)).toBeUndefined()
    })
  })

  it('tell a fault to everybody who asked', async () => {
    const failing = gathered(
      async (reader) => reader.execute(sql`select 1 / 0`) as never,
      (one: string) => one,
      () => '',
    )
    const ends = await Promise.allSettled([failing(database.db, 'a'), failing(database.db, 'b')])
    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  })
})
