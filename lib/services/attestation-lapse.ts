/** Answers that nobody gave anew for a year: their label says so from that day on, without anybody's act. A job's daily round. */
import { findCurrentAttestation, listLapsing } from '../../db/queries/attestation.ts'
import { lockAppOfSubmissions } from '../../db/queries/submission.ts'
import type { Answers } from '../domain/answers.ts'
import { ANSWERS_LAST, lapsedNotices } from '../domain/label.ts'
import { editionOf } from '../domain/questionnaire.ts'
import { notFound } from '../domain/refusal.ts'
import { type AttestationContent, addAttestationNotices } from './attestation.ts'
import type { Context } from './context.ts'
import { recordAudit } from './record.ts'

const PAGE = 100

/** Jobs only. Each app in a transaction of its own; a second round finds nothing. @returns how many labels were drawn again */
export async function lapseAnswers(ctx: Context): Promise<number> {
  if (ctx.actor.kind !== 'system') throw notFound('page')
  const signedBy = new Date(ctx.now.getTime() - ANSWERS_LAST)
  let drawn = 0
  for (;;) {
    const page = await listLapsing(ctx.reader, signedBy, PAGE)
    let lapsed = 0
    for (const one of page) lapsed += (await lapse(ctx, one, signedBy)) ? 1 : 0
    drawn += lapsed
    // A whole page that others were faster with is theirs to finish.
    if (page.length < PAGE || lapsed === 0) return drawn
  }
}

function lapse(ctx: Context, of: { appId: string; attestationId: string }, signedBy: Date): Promise<boolean> {
  return ctx.transaction(async (tx) => {
    await lockAppOfSubmissions(tx, of.appId)
    const still = (await listLapsing(tx, signedBy, 1, of.attestationId)).length > 0
    const row = still ? await findCurrentAttestation(tx, of.appId) : undefined
    if (!row) return false
    const { edition: id, answers, signedAt } = JSON.parse(row.content) as AttestationContent
    const edition = editionOf(id)
    if (!edition) throw new Error(`edition ${id} is not known`)
    await addAttestationNotices(tx, ctx, row, lapsedNotices(edition, answers as Answers, new Date(signedAt)))
    const data = { appId: row.appId, version: row.version }
    await recordAudit(tx, ctx, { act: 'attestation.lapsed', noun: 'attestation', nounId: row.id, data })
    return true
  })
}
