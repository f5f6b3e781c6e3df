'use server'
/** Signs and sends. */
import { z } from 'zod'
import { SIGNATURE_QUESTION } from '../../../../../lib/domain/submission.ts'
import { action } from '../../../../../lib/platform/web/action.ts'
import { submit } from '../../../../../lib/services/submission-send.ts'

const signed = z
  .object({
    submissionId: z.string(),
    read: z.string(),
    name: z.string(),
    title: z.string(),
    authority: z.union([z.literal('yes'), z.undefined()]),
  })
  .catchall(z.string())
  .transform(({ submissionId, read, name, title, authority, ...rest }) => ({
    submissionId,
    read,
    name,
    title,
    authority: authority === 'yes',
    statements: Object.keys(rest).filter(
      (input) => input.startsWith(`${SIGNATURE_QUESTION}.`) && rest[input] === 'yes',
    ),
  }))

export const submitAction = action(
  signed,
  submit,
  ({ submissionId }) => `/developer/submissions/${submissionId}/receipt`,
)
