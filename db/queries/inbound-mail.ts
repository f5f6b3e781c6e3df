/** Mail that came in, each taken once. */
import { and, desc, eq, inArray, isNull, lt, or } from 'drizzle-orm'
import { inboundMail } from '../schema/signal.ts'
import type { Reader, Tx } from '../transaction.ts'

export type InboundMailRow = typeof inboundMail.$inferSelect

/** @returns false when a mail of that Message-ID was taken before */
export async function insertInboundMail(tx: Tx, row: InboundMailRow): Promise<boolean> {
  const rows = await tx.insert(inboundMail).values(row).onConflictDoNothing().returning({ id: inboundMail.id })
  return rows.length > 0
}

export function listInboundMails(reader: Reader, ids: string[]): Promise<InboundMailRow[]> {
  if (ids.length === 0) return Promise.resolve([])
  return reader.select().from(inboundMail).where(inArray(inboundMail.id, ids))
}

/** Newest first. */
export function listInboundOfEpisode(reader: Reader, episodeId: string, limit: number): Promise<InboundMailRow[]> {
  return reader
    .select()
    .from(inboundMail)
    .where(eq(inboundMail.episodeId, episodeId))
    .orderBy(desc(inboundMail.receivedAt), desc(inboundMail.id))
    .limit(limit)
}

const unplaced = and(eq(inboundMail.automatic, false), isNull(inboundMail.episodeId), isNull(inboundMail.submissionId))

/** Mail of persons that belongs to nothing here, newest first. */
export function listUnplacedMail(reader: Reader, limit: number): Promise<InboundMailRow[]> {
  return reader
    .select()
    .from(inboundMail)
    .where(unplaced)
    .orderBy(desc(inboundMail.receivedAt), desc(inboundMail.id))
    .limit(limit)
}

/** Forgets what belongs to nothing, and automatic mail, from before an instant. */
export async function deleteStrayMailBefore(tx: Tx, before: Date): Promise<void> {
  const stray = or(unplaced, eq(inboundMail.automatic, true))
  await tx.delete(inboundMail).where(and(stray, lt(inboundMail.receivedAt, before)))
}
