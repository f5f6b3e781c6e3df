/** Reads and appends the audit chains. */
import { and, asc, desc, eq, gt, inArray, lt, type SQL } from 'drizzle-orm'
import { audit, auditHead } from '../schema/audit.ts'
import type { Reader, Tx } from '../transaction.ts'

export type AuditRow = typeof audit.$inferSelect
export type Chain = AuditRow['chain']

/** Locks the head of a chain until the transaction ends. Always the last lock taken. */
export async function lockAuditHead(tx: Tx, chain: Chain) {
  const [head] = await tx.select().from(auditHead).where(eq(auditHead.chain, chain)).for('update')
  if (!head) throw new Error(`audit chain ${chain} has no head`)
  return head
}

export async function appendAudit(tx: Tx, row: AuditRow): Promise<void> {
  await tx.insert(audit).values(row)
  await tx.update(auditHead).set({ seq: row.seq, digest: row.digest }).where(eq(auditHead.chain, row.chain))
}

export async function findAuditHead(reader: Reader, chain: Chain) {
  const [head] = await reader.select().from(auditHead).where(eq(auditHead.chain, chain))
  return head
}

/** Rows of a chain in order, after `seq`. */
export function listAuditChain(reader: Reader, chain: Chain, afterSeq: number, limit = 1000) {
  return reader
    .select()
    .from(audit)
    .where(and(eq(audit.chain, chain), gt(audit.seq, afterSeq)))
    .orderBy(asc(audit.seq))
    .limit(limit)
}

/** What rows are on: one id, under any of these nouns (an index has both). */
export type AuditSubject = { nouns: readonly string[]; nounId: string }

/** Newest first, by keyset: pass the last seq seen as `before`. */
export function listAudit(
  reader: Reader,
  filter: { chain: Chain; subject?: AuditSubject; before?: number },
  limit = 50,
) {
  const conditions: SQL[] = [eq(audit.chain, filter.chain)]
  const { subject } = filter
  if (subject) conditions.push(inArray(audit.noun, [...subject.nouns]), eq(audit.nounId, subject.nounId))
  if (filter.before !== undefined) conditions.push(lt(audit.seq, filter.before))
  return reader
    .select()
    .from(audit)
    .where(and(...conditions))
    .orderBy(desc(audit.seq))
    .limit(limit)
}
