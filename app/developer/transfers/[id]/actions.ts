'use server'
/** The answer to an offer of an app. */
import { z } from 'zod'
import { action } from '../../../../lib/platform/web/action.ts'
import { answerTransfer } from '../../../../lib/services/client-transfer.ts'

export const answerTransferAction = action(
  z.strictObject({
    changeId: z.string(),
    answer: z.enum(['accepted', 'refused'], { error: 'Choose whether you take it.' }),
    organizationId: z.string().default(''),
  }),
  answerTransfer,
  (_, { answer }) => `/developer?done=transfer_${answer}`,
)
