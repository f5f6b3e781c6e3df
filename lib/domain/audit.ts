/** The hash chain of the audit: what a row's digest covers and how a chain is checked. */
import { canonicalJson } from './canonical-json.ts'

export type AuditFacts = {
  chain: string
  seq: number
  at: Date
  actorKind: string
  actorId: string
  act: string
  noun: string
  nounId: string
  organizationId: string | null
  data: Record<string, unknown>
  previousDigest: string
}

/** The text whose SHA-256 is the row's digest: every column but the digest itself, the previous digest included. */
export function auditPayload(row: AuditFacts): string {
  return canonicalJson({
    chain: row.chain,
    seq: row.seq,
    at: row.at.toISOString(),
    actorKind: row.actorKind,
    actorId: row.actorId,
    act: row.act,
    noun: row.noun,
    nounId: row.nounId,
    organizationId: row.organizationId,
    data: row.data,
    previousDigest: row.previousDigest,
  })
}

export type ChainFault = { seq: number; fault: 'gap' | 'link' | 'digest' | 'head' }

/** Where a walk along a chain stands: the last row that was right. */
export type ChainPosition = { seq: number; digest: string }

export const CHAIN_START: ChainPosition = { seq: 0, digest: '' }

/**
 * Checks the next rows of a chain against where the walk stands.
 * @param rows in order of seq @param digest SHA-256 as the writer used it
 * @returns the new position, or the first fault: a missing row, a broken link, a row that was changed
 */
export function chainVerdict(
  from: ChainPosition,
  rows: readonly (AuditFacts & { digest: string })[],
  digest: (text: string) => string,
): ChainPosition | ChainFault {
  let position = from
  for (const row of rows) {
    if (row.seq !== position.seq + 1) return { seq: position.seq + 1, fault: 'gap' }
    if (row.previousDigest !== position.digest) return { seq: row.seq, fault: 'link' }
    if (digest(auditPayload(row)) !== row.digest) return { seq: row.seq, fault: 'digest' }
    position = { seq: row.seq, digest: row.digest }
  }
  return position
}

/** Compares the end of a walk with the kept head: rows cut off at the end show here. */
export function headFault(end: ChainPosition, head: ChainPosition): ChainFault | null {
  return end.seq === head.seq && end.digest === head.digest
    ? null
    : { seq: Math.min(end.seq, head.seq) + 1, fault: 'head' }
}
