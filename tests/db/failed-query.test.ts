/** A statement that fails names itself and its cause; the values that it carried stand nowhere. */
import { inspect } from 'node:util'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { connect } from '../../db/client.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())

const SECRET = 'a code that nobody may read'

async function failureOf(work: Promise<unknown>): Promise<Error> {
  return work.then(
    () => new Error('it did not fail'),
    (error: unknown) => error as Error,
  )
}

it('keeps values out of message, stack and everything a log prints', async () => {
  const away = connect('postgres://app@127.0.0.1:9/candor', 1)
  const failures = [
    await failureOf(Promise.resolve(database.db.execute(sql`select ${SECRET}::text from nowhere`))),
    await failureOf(Promise.resolve(away.db.execute(sql`select ${SECRET}::text`))),
    await failureOf(database.db.transaction((tx) => tx.execute(sql`select ${SECRET}::text from nowhere`))),
  ]
  await away.close()
  for (const failure of failures) {
    expect(failure.message).toContain('Failed query: select $1::text')
    expect(failure.cause).toBeInstanceOf(Error)
    for (const shown of [failure.message, failure.stack, inspect(failure, { depth: 9 }), JSON.stringify(failure)]) {
      expect(shown).not.toContain(SECRET)
    }
  }
})
