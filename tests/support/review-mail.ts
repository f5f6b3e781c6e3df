/** A submission under review with one mail on its way, put straight into a test's database. */
import { randomUUID } from 'node:crypto'
import { appendReviewEvent, insertSubmission } from '../../db/queries/submission.ts'
import { firstContactDue } from '../../lib/domain/calendar.ts'
import { currentEdition } from '../../lib/domain/questionnaire.ts'
import type { Context } from '../../lib/services/context.ts'
import { recordMail } from '../../lib/services/record.ts'
import { MAIL_SAMPLES } from './mail-samples.ts'
import type { TestOrganization } from './organization.ts'

/** @param kind `message`: a reviewer wrote it; `submitted`: the automatic mail that answers have arrived */
export async function testReviewMail(
  ctx: Context,
  organization: TestOrganization,
  kind: 'message' | 'submitted' = 'message',
): Promise<{ submissionId: string; mailId: string }> {
  const submissionId = randomUUID()
  const reference = `C-${submissionId.slice(0, 6).toUpperCase()}`
  const { appId, organizationId, owner } = organization
  const mailId = await ctx.transaction(async (tx) => {
    await insertSubmission(tx, {
      id: submissionId,
      appId,
      organizationId,
      edition: currentEdition().id,
      reference,
      createdAt: ctx.now,
      createdBy: owner.personId,
      submittedAt: ctx.now,
      dueAt: firstContactDue(ctx.now, ctx.settings.calendar),
      openTurn: 'appsec',
    })
    const mailKind = kind === 'message' ? 'review_message' : 'submission_received'
    const props = { ...MAIL_SAMPLES[mailKind], reference }
    const id = await recordMail(tx, ctx, { kind: mailKind, to: owner.email, submissionId, props })
    const event = { submissionId, at: ctx.now, human: true, publicText: '', internalText: '', data: {} }
    const developer = { actorKind: 'developer', actorId: owner.personId } as const
    const arrived = { ...event, ...developer, id: randomUUID(), kind: 'submitted' }
    await appendReviewEvent(tx, { ...arrived, mailId: kind === 'submitted' ? id : null })
    if (kind === 'message') {
      const staff = { actorKind: 'staff', actorId: randomUUID() } as const
      await appendReviewEvent(tx, { ...event, ...staff, id: randomUUID(), kind: 'message', mailId: id })
    }
    return id
  })
  return { submissionId, mailId }
}
