/** Reading the audit: a page of it for payer staff, and the check of both hash chains. */
import { type AuditRow, type Chain, findAuditHead, listAudit, listAuditChain } from '../../db/queries/audit.ts'
import { CHAIN_START, type ChainFault, type ChainPosition, chainVerdict, headFault } from '../domain/audit.ts'
import { notFound } from '../domain/refusal.ts'
import type { Context } from './context.ts'

export type AuditView = {
  seq: number
  at: Date
  actorKind: string
  actorId: string
  act: string
  noun: string
  nounId: string
  data: Record<string, unknown>
}

export type AuditPage = {
  chain: Chain
  rows: AuditView[] /** Pass as `before` for the next page; null at the end. */
  next: number | null
}

const PAGE = 50

const viewOf = ({ seq, at, actorKind, actorId, act, noun, nounId, data }: AuditRow): AuditView => ({
  seq,
  at,
  actorKind,
  actorId,
  act,
  noun,
  nounId,
  data,
})

/** Newest first. Refuses everybody but payer staff (`not_found`, so that a stranger does not learn it exists). */
export async function auditPage(
  ctx: Context,
  filter: { chain: Chain; nounId?: string; before?: number },
): Promise<AuditPage> {
  const { kind } = ctx.actor
  if (kind !== 'reviewer' && kind !== 'lead' && kind !== 'auditor') throw notFound('page')
  const rows = await listAudit(ctx.reader, filter, PAGE + 1)
  const shown = rows.slice(0, PAGE)
  return { chain: filter.chain, rows: shown.map(viewOf), next: rows.length > PAGE ? (shown.at(-1)?.seq ?? null) : null }
}

export type ChainCheck = { chain: Chain; rows: number; fault: ChainFault | null }

/** Walks both chains from the first row to the kept head. For auditors, leads and the operator's command. */
export async function verifyAudit(ctx: Context): Promise<ChainCheck[]> {
  const { kind } = ctx.actor
  if (kind !== 'auditor' && kind !== 'lead' && kind !== 'system') throw notFound('page')
  return [await verifyChain(ctx, 'portal'), await verifyChain(ctx, 'member')]
}

async function verifyChain(ctx: Context, chain: Chain): Promise<ChainCheck> {
  // The head is read first: rows that are appended while we walk are simply not part of this check.
  const head = await findAuditHead(ctx.reader, chain)
  if (!head) return { chain, rows: 0, fault: { seq: 1, fault: 'head' } }
  let position: ChainPosition = CHAIN_START
  while (position.seq < head.seq) {
    const rows = (await listAuditChain(ctx.reader, chain, position.seq)).filter((row) => row.seq <= head.seq)
    if (rows.length === 0) return { chain, rows: position.seq, fault: { seq: position.seq + 1, fault: 'gap' } }
    const verdict = chainVerdict(position, rows, ctx.digest)
    if ('fault' in verdict) return { chain, rows: position.seq, fault: verdict }
    position = verdict
  }
  return { chain, rows: position.seq, fault: headFault(position, head) }
}
