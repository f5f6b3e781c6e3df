/** An app whose answers were sent in and published, with its production client, as an approval leaves it behind. */
import { eq } from 'drizzle-orm'
import type { Database } from '../../db/client.ts'
import { insertAnswer } from '../../db/queries/answer.ts'
import { listDocuments } from '../../db/queries/document.ts'
import { answer } from '../../db/schema/submission.ts'
import type { AnswerValue } from '../../lib/domain/edition.ts'
import { currentEdition } from '../../lib/domain/questionnaire.ts'
import { publishAttestation } from '../../lib/services/attestation.ts'
import { createProductionClient } from '../../lib/services/client.ts'
import { statementsOf } from '../../lib/services/submission-problems.ts'
import { submit } from '../../lib/services/submission-send.ts'
import { startSubmission } from '../../lib/services/submission-start.ts'
import { testContext } from './context.ts'
import { filledAnswers } from './filled-answers.ts'
import type { TestOrganization } from './organization.ts'

const statements = statementsOf(currentEdition()).map(({ input }) => input)
const signature = { name: 'Dana Diaz', title: 'Director', authority: true, statements }

/** @param optional whether the privacy questions that may stay blank are answered */
export async function approvedApp(db: Database, organization: TestOrganization, optional = true) {
  const owner = testContext(db, organization.owner)
  const { appId, appName } = organization
  const { submissionId } = await startSubmission(owner, { appId })
  const filled = filledAnswers(optional)
  const identity = { ...(filled['app.identity'] as Record<string, unknown>), name: appName }
  const company = { ...(filled['org.identity'] as Record<string, unknown>), legalName: `${appName} Incorporated` }
  const answers: Record<string, AnswerValue> = { ...filled, 'app.identity': identity, 'org.identity': company }
  await db.delete(answer).where(eq(answer.submissionId, submissionId))
  for (const [questionId, value] of Object.entries(answers)) {
    const row = { submissionId, questionId, value, version: 1, updatedAt: owner.now, updatedBy: null }
    await owner.transaction((tx) => insertAnswer(tx, row))
  }
  await submit(owner, { submissionId, ...signature })
  const [document] = await listDocuments(db, submissionId)
  if (!document) throw new Error('the submission was not taken')
  const system = testContext(db, { kind: 'system', job: 'test' })
  const facts = { appId, submissionId, documentId: document.id }
  return system.transaction(async (tx) => {
    await publishAttestation(tx, system, facts)
    return createProductionClient(tx, system, facts)
  })
}
