'use server'
/** Stopping a whole organization, all approvals or all new consents, and lifting it. */
import { z } from 'zod'
import { STOP_SCOPES } from '../../../lib/domain/stop.ts'
import { action } from '../../../lib/platform/web/action.ts'
import { beginStop, liftStop } from '../../../lib/services/stop.ts'

const fields = {
  scope: z.enum(STOP_SCOPES),
  organizationId: z.string().optional(),
  publicReason: z.string(),
  internalText: z.string().default(''),
}

export const stopAction = action(
  z.strictObject({ ...fields, criterion: z.string().optional() }),
  beginStop,
  () => '/staff/stops?done=stop',
)

export const liftAction = action(z.strictObject(fields), liftStop, () => '/staff/stops?done=lift')
