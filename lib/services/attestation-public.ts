/** The published statements of an app as anybody may fetch them: ready text with a tag that changes when they do. */
import { findAttestation, findPublishedHead } from '../../db/queries/attestation.ts'
import type { Environment } from '../domain/client.ts'
import { standingNotices } from '../domain/label.ts'
import { notFound } from '../domain/refusal.ts'
import type { Context } from './context.ts'

export type PublishedAttestation = {
  /** Strong entity tag, quotes included. */
  etag: string
  /** JSON in UTF-8; made only when it is asked for. @throws when the text is not the one that was signed: fails closed */
  body(): Promise<Buffer>
}

type Head = NonNullable<Awaited<ReturnType<typeof findPublishedHead>>>

/** Answers that were checked and made before, by all that they are made of; the newest are kept. */
const madeBefore = new Map<string, Buffer>()
const MOST_KEPT = 500

/**
 * The current statements of the app behind a client, with the dated notices that stand beside them. Which ones these are
 * is asked at every call; a text is fetched and checked when its digest or its row is another one than before. Refuses `not_found` for a client of another
 * environment, of none, of an app that was never approved, or of one that changed hands and whose new company's answers are not
 * approved yet.
 */
export async function publishedAttestation(
  ctx: Context,
  environment: Environment,
  clientId: string,
): Promise<PublishedAttestation> {
  const head = await findPublishedHead(ctx.reader, { environment, clientId })
  if (!head?.ofOwner) throw notFound('attestation')
  const { digest, version, notices } = head
  const last = notices.at(-1)?.at ?? ''
  return {
    etag: `"${digest.slice(0, 32)}-${version}-${notices.length}${last.replace(/\D/g, '')}"`,
    body: () => bodyOf(ctx, head),
  }
}

async function bodyOf(ctx: Context, head: Head): Promise<Buffer> {
  const name = JSON.stringify([head.clientId, head.attestationId, head.digest, head.rows, head.notices])
  const known = madeBefore.get(name)
  if (known) return known
  const row = await findAttestation(ctx.reader, head.attestationId)
  if (row?.digest !== head.digest || ctx.digest(row.content) !== row.digest) {
    throw new Error('the attestation does not match its digest')
  }
  const { clientId } = head
  const notices = standingNotices(head.notices).map(({ kind, questionId, at }) => ({ kind, questionId, at }))
  const { version, digest, jws } = row
  const around = { clientId, version, digest, jws, publishedAt: row.publishedAt.toISOString(), notices }
  // The content is canonical JSON already.
  const body = Buffer.from(`${JSON.stringify(around).slice(0, -1)},${row.content.slice(1)}`)
  madeBefore.set(name, body)
  const [oldest] = madeBefore.keys()
  if (madeBefore.size > MOST_KEPT && oldest !== undefined) madeBefore.delete(oldest)
  return body
}
