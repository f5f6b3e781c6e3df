'use server'
/** What a developer can do on a submission's page: reply, stand by an answer, withdraw. */
import { z } from 'zod'
import { action } from '../../../../lib/platform/web/action.ts'
import { askPrimaryAgain } from '../../../../lib/services/contact.ts'
import { replyToReview } from '../../../../lib/services/developer-reply.ts'
import { answerStands, withdraw } from '../../../../lib/services/submission-turn.ts'

const page = ({ submissionId }: { submissionId: string }) => `/developer/submissions/${submissionId}`
const written = z.strictObject({ submissionId: z.string(), once: z.string(), text: z.string() })

export const replyAction = action(written, replyToReview, page)

const stands = z
  .strictObject({ submissionId: z.string(), stands: z.string() })
  .transform(({ submissionId, stands: text }) => ({ submissionId, text }))

export const answerStandsAction = action(stands, answerStands, page)

export const withdrawAction = action(z.strictObject({ submissionId: z.string() }), withdraw, page)

export const askPrimaryAgainAction = action(
  z.strictObject({ submissionId: z.string() }),
  askPrimaryAgain,
  ({ email }) => ({ notice: `We sent a new mail to ${email}.` }),
)
