/** Freezes the signed answers as a document: canonical text with its digest, the names of people beside it. */
import { type DocumentRow, insertDocument } from '../../db/queries/document.ts'
import type { Tx } from '../../db/transaction.ts'
import { canonicalJson } from '../domain/canonical-json.ts'
import { documentOf } from '../domain/document.ts'
import type { Answers } from '../domain/questionnaire.ts'
import type { Context } from './context.ts'
import { editionOfSubmission } from './submission-draft.ts'
import type { SubmissionFacts } from './submission-facts.ts'

export type FreezeInput = {
  facts: SubmissionFacts
  answers: Answers
  round: number
  signer: { name: string; title: string }
  signedBy: string
}

/** Appends the document of a round. The digest is of exactly the text that is kept. */
export async function freezeDocument(tx: Tx, ctx: Context, input: FreezeInput): Promise<DocumentRow> {
  const { submission } = input.facts
  const edition = editionOfSubmission(submission.edition)
  const { content, people } = documentOf(edition, input.answers)
  const text = canonicalJson(content)
  const row: DocumentRow = {
    id: ctx.randomId(),
    submissionId: submission.id,
    round: input.round,
    edition: edition.id,
    content: text,
    digest: ctx.digest(text),
    people,
    signerName: input.signer.name,
    signerTitle: input.signer.title,
    signedBy: input.signedBy,
    signedAt: ctx.now,
    origin: ctx.origin.ip,
  }
  await insertDocument(tx, row)
  return row
}
