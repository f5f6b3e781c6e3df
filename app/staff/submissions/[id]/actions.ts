'use server'
/** What a reviewer does on the page of a submission. Inputs carry names of their own, since many forms share the page. */
import { z } from 'zod'
import { action } from '../../../../lib/platform/web/action.ts'
import { approve } from '../../../../lib/services/review-approve.ts'
import { requestChanges } from '../../../../lib/services/review-changes.ts'
import { claim, release } from '../../../../lib/services/review-claim.ts'
import { closeUnanswered, deny } from '../../../../lib/services/review-deny.ts'
import { liftFinding, recordFinding } from '../../../../lib/services/review-finding.ts'
import { addNote, noReplyNeeded, writeMessage } from '../../../../lib/services/review-message.ts'
import { recordException } from '../../../../lib/services/review-record.ts'

const done =
  (what: string, anchor = 'history') =>
  ({ submissionId }: { submissionId: string }) =>
    `/staff/submissions/${submissionId}?done=${what}#${anchor}`

const id = { submissionId: z.string() }
const form = { ...id, once: z.string() }
const chosen = z.string().default('')

export const claimAction = action(z.strictObject({ ...id, over: z.string().optional() }), claim, done('claim', 'main'))
export const releaseAction = action(z.strictObject(id), release, done('release', 'main'))
export const noReplyAction = action(z.strictObject({ ...id, seen: z.string() }), noReplyNeeded, done('no-reply'))

const message = z
  .strictObject({ ...form, message: z.string(), closeNotice: z.string().optional() })
  .transform(({ message: text, closeNotice, ...rest }) => ({ ...rest, text, closeNotice: closeNotice === 'yes' }))
export const messageAction = action(message, writeMessage, done('message'))

const note = z.strictObject({ ...form, note: z.string() }).transform(({ note: text, ...rest }) => ({ ...rest, text }))
export const noteAction = action(note, addNote, done('note'))

/** `ground.<question>` and `change.<question>` for each question that was ticked. */
const changes = z.record(z.string(), z.string()).transform((input) => ({
  submissionId: input.submissionId ?? '',
  once: input.once ?? '',
  documentId: input.documentId ?? '',
  text: input.changesText ?? '',
  changes: Object.entries(input)
    .filter(([name]) => name.startsWith('change.'))
    .map(([name, text]) => {
      const questionId = name.slice('change.'.length)
      return { questionId, ground: input[`ground.${questionId}`] ?? '', text }
    }),
}))
export const changesAction = action(changes, requestChanges, done('changes'))

/** `reason.<expectation>`: each exception is a form of its own. */
const exception = z.record(z.string(), z.string()).transform((input) => {
  const expectationId = input.expectationId ?? ''
  const reason = input[`reason.${expectationId}`] ?? ''
  const { submissionId = '', once = '', documentId = '' } = input
  return { submissionId, once, documentId, expectationId, reason }
})
export const exceptionAction = action(exception, recordException, done('exception', 'main'))

const finding = z
  .strictObject({ ...form, documentId: z.string(), finding: chosen, findingQuestion: chosen, findingText: z.string() })
  .transform(({ findingQuestion: questionId, findingText: text, ...rest }) => ({ ...rest, questionId, text }))
export const findingAction = action(finding, recordFinding, done('finding'))

/** `lift` names a finding by its kind and its question. */
const lifting = z
  .strictObject({ ...form, lift: chosen, liftReason: z.string(), liftNote: z.string() })
  .transform(({ lift, liftReason: publicReason, liftNote: internalText, ...rest }) => {
    const [finding = '', questionId = ''] = lift.split(' ')
    return { ...rest, finding, questionId, publicReason, internalText }
  })
export const liftAction = action(lifting, liftFinding, done('lift'))

const approval = z
  .strictObject({ ...form, documentId: z.string(), approvalReason: z.string(), approvalNote: z.string() })
  .transform(({ approvalReason, approvalNote, ...rest }) => ({
    ...rest,
    publicReason: approvalReason,
    internalText: approvalNote,
  }))
export const approveAction = action(approval, approve, done('approve'))

const denial = z
  .strictObject({
    ...form,
    documentId: z.string(),
    criterion: chosen,
    publicReason: z.string(),
    denialNote: z.string(),
  })
  .transform(({ denialNote: internalText, ...rest }) => ({ ...rest, internalText }))
export const denyAction = action(denial, deny, done('deny'))

export const closeAction = action(z.strictObject(form), closeUnanswered, done('close'))
