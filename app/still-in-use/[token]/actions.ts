'use server'
/** "Still in use", by the signed link of a mail. */
import { z } from 'zod'
import { action } from '../../../lib/platform/web/action.ts'
import { stillInUseByLink } from '../../../lib/services/still-in-use.ts'

export const stillInUseByLinkAction = action(
  z.strictObject({ token: z.string().max(200) }),
  stillInUseByLink,
  (_, { token }) => `/still-in-use/${encodeURIComponent(token)}`,
)
