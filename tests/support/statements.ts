/** The published statements of a client as the payer's systems fetch them. */
import { publishedAttestation } from '../../lib/services/attestation-public.ts'
import type { Context } from '../../lib/services/context.ts'

export async function publishedStatements(ctx: Context, clientId: string) {
  const { etag, body } = await publishedAttestation(ctx, 'production', clientId)
  return { etag, ...JSON.parse(String(await body())) }
}
