'use server'
/** Accepting the terms by a link. */
import { z } from 'zod'
import { acceptanceInput } from '../../../lib/domain/terms.ts'
import { action } from '../../../lib/platform/web/action.ts'
import { acceptByLink } from '../../../lib/services/terms-link.ts'

export const acceptByLinkAction = action(
  acceptanceInput.extend({ token: z.string().max(200) }),
  acceptByLink,
  (_, { token }) => `/terms-link/${encodeURIComponent(token)}`,
)
