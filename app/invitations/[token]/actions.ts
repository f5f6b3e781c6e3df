'use server'
/** Accepting an invitation. */
import { z } from 'zod'
import { action } from '../../../lib/platform/web/action.ts'
import { acceptInvitation } from '../../../lib/services/invitation.ts'

export const acceptInvitationAction = action(
  z.strictObject({ token: z.string().max(200) }),
  acceptInvitation,
  ({ organizationId }) => `/developer/organization?of=${organizationId}`,
)
