'use server'
/** Deciding a change of an approved client. */
import { z } from 'zod'
import { action } from '../../../../lib/platform/web/action.ts'
import { decideChange } from '../../../../lib/services/client-change-decide.ts'

export const decideAction = action(
  z.strictObject({
    changeId: z.string(),
    decision: z.enum(['approved', 'refused'], { error: 'Choose what you decide.' }),
    publicReason: z.string(),
    internalText: z.string(),
  }),
  decideChange,
  ({ changeId }, { decision }) => `/staff/changes/${changeId}?done=${decision}`,
)
