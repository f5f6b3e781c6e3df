/** Reading the audit: a page of it for payer staff, and the check of both hash chains. */
import {
  type AuditRow,
  type AuditSubject,
  type Chain,
  findAuditHead,
  listAudit,
  listAuditChain,
} from '../../db/queries/audit.ts'
import { findEpisodeByReference } from '../../db/queries/episode.ts'
import { listPeople } from '../../db/queries/person.ts'
import { listStaff } from '../../db/queries/staff.ts'
import { findSubmissionByReference } from '../../db/queries/submission.ts'
import type { Reader } from '../../db/transaction.ts'
import { CHAIN_START, type ChainFault, type ChainPosition, chainVerdict, headFault } from '../domain/audit.ts'
import { notFound } from '../domain/refusal.ts'
import type { Context } from './context.ts'
import { isKey } from './submission-access.ts'

export type AuditView = {
  seq: number
  at: Date
  actorKind: string
  actorId: string
  /** The actor in words: a name as it is known today, never part of the sealed row. */
  who: string
  act: string
  noun: string
  nounId: string
  data: Record<string, unknown>
}

export type AuditPage = {
  chain: Chain
  /** What was asked for; empty for all. */
  about: string
  rows: AuditView[]
  /** Pass as `before` for the next page; null at the end. */
  next: number | null
}

const PAGE = 50

const STAFF: readonly string[] = ['reviewer', 'lead', 'auditor']

/** Names of the actors of these rows, by their id. */
async function namesOf(ctx: Context, rows: readonly AuditRow[]): Promise<Map<string, string>> {
  const developers = rows.filter(({ actorKind }) => actorKind === 'developer').map((row) => row.actorId)
  const [people, staff] = await Promise.all([listPeople(ctx.reader, [...new Set(developers)]), listStaff(ctx.reader)])
  const known = people.map(({ id, name, email }) => [id, name || email] as const)
  return new Map([...known, ...staff.map(({ id, name }) => [id, name] as const)])
}

function whoIs({ actorKind, actorId }: AuditRow, names: Map<string, string>): string {
  if (actorKind === 'anonymous') return 'Nobody signed in'
  if (actorKind === 'system') return `The portal (${actorId})`
  if (actorKind === 'member') return `Member ${actorId}`
  const name = names.get(actorId) || 'A former person'
  return STAFF.includes(actorKind) ? `${name}, ${actorKind}` : name
}

function viewOf(row: AuditRow, names: Map<string, string>): AuditView {
  const { seq, at, actorKind, actorId, act, noun, nounId, data } = row
  return { seq, at, actorKind, actorId, who: whoIs(row, names), act, noun, nounId, data }
}

/** What one can ask for by its id. */
const ABOUT = ['organization', 'app', 'client', 'submission', 'episode'] as const

const ABOUT_MAX = 200

/** @param text an id, or the reference of a submission or an episode; what is no known reference is taken for an id */
async function subjectOf(reader: Reader, text: string): Promise<AuditSubject> {
  const reference = text.toUpperCase()
  if (reference.startsWith('C-') || reference.startsWith('E-')) {
    const submission = await findSubmissionByReference(reader, reference)
    if (submission) return { nouns: ['submission'], nounId: submission.id }
    const episode = await findEpisodeByReference(reader, reference)
    if (episode) return { nouns: ['episode'], nounId: episode.id }
  }
  const key = text.toLowerCase()
  return { nouns: ABOUT, nounId: isKey(key) ? key : text }
}

/**
 * Newest first. Refuses everybody but payer staff (`not_found`, so that a stranger does not learn it exists).
 * @param filter.about the id of an organization, app, client, submission or episode, or a reference
 */
export async function auditPage(
  ctx: Context,
  filter: { chain: Chain; about?: string; before?: number },
): Promise<AuditPage> {
  const { kind } = ctx.actor
  if (kind !== 'reviewer' && kind !== 'lead' && kind !== 'auditor') throw notFound('page')
  const { chain, before } = filter
  // A database keeps no such sign in a text.
  const about = (filter.about ?? '').replaceAll('\0', '').trim().slice(0, ABOUT_MAX)
  const subject = about === '' ? undefined : await subjectOf(ctx.reader, about)
  const rows = await listAudit(ctx.reader, { chain, subject, before }, PAGE + 1)
  const shown = rows.slice(0, PAGE)
  const names = await namesOf(ctx, shown)
  const next = rows.length > PAGE ? (shown.at(-1)?.seq ?? null) : null
  return { chain, about, rows: shown.map((row) => viewOf(row, names)), next }
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
