/** Browser sessions of developers and payer staff, by the digest of their token. */
import { and, desc, eq, isNull, lt, or } from 'drizzle-orm'
import { person, session, staff } from '../schema/person.ts'
import type { Reader, Tx } from '../transaction.ts'

export type SessionRow = typeof session.$inferSelect

/** A session with whoever it belongs to; exactly one of person and staff is there. */
export async function findSession(reader: Reader, tokenDigest: string) {
  const [row] = await reader
    .select({ session, person, staff })
    .from(session)
    .leftJoin(person, eq(person.id, session.personId))
    .leftJoin(staff, eq(staff.id, session.staffId))
    .where(eq(session.tokenDigest, tokenDigest))
  return row
}

export async function insertSession(tx: Tx, row: SessionRow): Promise<void> {
  await tx.insert(session).values(row)
}

/** Sessions that nobody ended, the one used last first; some may be idle or over. */
export function listSessionsOfPerson(reader: Reader, personId: string): Promise<SessionRow[]> {
  return reader
    .select()
    .from(session)
    .where(and(eq(session.personId, personId), isNull(session.revokedAt)))
    .orderBy(desc(session.lastSeenAt))
}

/** The same for payer staff. */
export function listSessionsOfStaff(reader: Reader, staffId: string): Promise<SessionRow[]> {
  return reader
    .select()
    .from(session)
    .where(and(eq(session.staffId, staffId), isNull(session.revokedAt)))
    .orderBy(desc(session.lastSeenAt))
}

/** Notes that a session was used; never turns time back. */
export async function touchSession(tx: Tx, tokenDigest: string, at: Date): Promise<void> {
  await tx
    .update(session)
    .set({ lastSeenAt: at })
    .where(and(eq(session.tokenDigest, tokenDigest), lt(session.lastSeenAt, at)))
}

/** @returns the session that ended now; nothing when it had ended before or never was */
export async function revokeSession(tx: Tx, tokenDigest: string, at: Date): Promise<SessionRow | undefined> {
  const [row] = await tx
    .update(session)
    .set({ revokedAt: at })
    .where(and(eq(session.tokenDigest, tokenDigest), isNull(session.revokedAt)))
    .returning()
  return row
}

/** @returns how many sessions ended */
export async function revokeSessionsOfPerson(tx: Tx, personId: string, at: Date): Promise<number> {
  const rows = await tx
    .update(session)
    .set({ revokedAt: at })
    .where(and(eq(session.personId, personId), isNull(session.revokedAt)))
    .returning({ tokenDigest: session.tokenDigest })
  return rows.length
}

/** @returns how many sessions ended */
export async function revokeSessionsOfStaff(tx: Tx, staffId: string, at: Date): Promise<number> {
  const rows = await tx
    .update(session)
    .set({ revokedAt: at })
    .where(and(eq(session.staffId, staffId), isNull(session.revokedAt)))
    .returning({ tokenDigest: session.tokenDigest })
  return rows.length
}

/** Forgets sessions that ran out or were ended before an instant. */
export async function deleteSessionsBefore(tx: Tx, before: Date): Promise<void> {
  await tx.delete(session).where(or(lt(session.expiresAt, before), lt(session.revokedAt, before)))
}
