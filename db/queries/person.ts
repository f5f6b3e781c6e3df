/** Developers as people. */
import { and, eq, inArray, isNull } from 'drizzle-orm'
import { person } from '../schema/person.ts'
import type { Reader, Tx } from '../transaction.ts'

export type PersonRow = typeof person.$inferSelect

export async function findPerson(reader: Reader, personId: string): Promise<PersonRow | undefined> {
  const [row] = await reader.select().from(person).where(eq(person.id, personId))
  return row
}

/** @param email in small letters, as kept */
export async function findPersonByEmail(reader: Reader, email: string): Promise<PersonRow | undefined> {
  const [row] = await reader
    .select()
    .from(person)
    .where(and(eq(person.email, email), isNull(person.erasedAt)))
  return row
}

/** Holds the person's row until the transaction ends. */
export async function lockPerson(tx: Tx, personId: string): Promise<PersonRow | undefined> {
  const [row] = await tx.select().from(person).where(eq(person.id, personId)).for('update')
  return row
}

export function listPeople(reader: Reader, personIds: string[]): Promise<PersonRow[]> {
  if (personIds.length === 0) return Promise.resolve([])
  return reader.select().from(person).where(inArray(person.id, personIds))
}

/** @returns false when somebody with that address is there already */
export async function insertPerson(tx: Tx, row: PersonRow): Promise<boolean> {
  const rows = await tx.insert(person).values(row).onConflictDoNothing().returning({ id: person.id })
  return rows.length > 0
}

export async function updatePersonName(tx: Tx, personId: string, name: string): Promise<void> {
  await tx.update(person).set({ name }).where(eq(person.id, personId))
}

export async function updatePersonZone(tx: Tx, personId: string, zone: string | null): Promise<void> {
  await tx.update(person).set({ zone }).where(eq(person.id, personId))
}
