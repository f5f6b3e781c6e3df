/** The published statements of an app as anybody may fetch them: ready text with a tag that changes when they do. */
import { findPublished } from '../../db/queries/attestation.ts'
import type { Environment } from '../domain/client.ts'
import { notFound } from '../domain/refusal.ts'
import type { Context } from './context.ts'

export type PublishedAttestation = {
  /** Strong entity tag, quotes included. */
  etag: string
  /** JSON; made only when it is asked for. @throws when the kept text is not the one that was signed: fails closed */
  body(): string
}

/**
 * The current statements of the app behind a client, with the dated notices that stand beside them.
 * Refuses `not_found` for a client of another environment, of none, or of an app that was never approved.
 */
export async function publishedAttestation(
  ctx: Context,
  environment: Environment,
  clientId: string,
): Promise<PublishedAttestation> {
  const found = await findPublished(ctx.reader, { environment, clientId })
  if (!found) throw notFound('attestation')
  const { attestation: row, notices } = found
  const last = notices.at(-1)?.at ?? ''
  return {
    etag: `"${row.digest.slice(0, 32)}-${row.version}-${notices.length}${last.replace(/\D/g, '')}"`,
    body() {
      if (ctx.digest(row.content) !== row.digest) throw new Error('the attestation does not match its digest')
      const { version, digest, jws } = row
      const around = { clientId, version, digest, jws, publishedAt: row.publishedAt.toISOString(), notices }
      // The content is canonical JSON already; parsing it only to write it again would be the dearest part of the answer.
      return `${JSON.stringify(around).slice(0, -1)},${row.content.slice(1)}`
    },
  }
}
