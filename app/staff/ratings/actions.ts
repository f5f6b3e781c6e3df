'use server'
/** What staff do with alerts of the security-rating service: upload a file, match by hand, dismiss. */
import { z } from 'zod'
import type { FormState } from '../../../components/ui/form-state.ts'
import { checkRatingFile, parseRatingFile, RATING_ROWS_MAX } from '../../../lib/domain/rating-file.ts'
import { readCsv, utf8Text } from '../../../lib/platform/csv.ts'
import { action } from '../../../lib/platform/web/action.ts'
import type { Context } from '../../../lib/services/context.ts'
import { uploadRatings } from '../../../lib/services/rating.ts'
import { dismissAlerts, matchAlerts } from '../../../lib/services/rating-desk.ts'
import { reviewerOf } from '../../../lib/services/review-access.ts'

async function upload(ctx: Context, file: FormDataEntryValue | null) {
  // Before the work of reading it.
  reviewerOf(ctx)
  const chosen = file instanceof File ? file : null
  checkRatingFile(chosen)
  const text = utf8Text(new Uint8Array((await chosen?.arrayBuffer()) ?? []))
  // One row more for the header, and one that tells that there are too many.
  const rows = parseRatingFile(await readCsv(text, RATING_ROWS_MAX + 1))
  return uploadRatings(ctx, { ...rows, name: chosen?.name ?? '', digest: ctx.digest(text) })
}

export async function uploadAction(state: FormState, form: FormData): Promise<FormState> {
  const run = action(
    z.strictObject({}),
    (ctx) => upload(ctx, form.get('file')),
    ({ batchId }) => `/staff/ratings/uploads/${batchId}`,
  )
  return run(state, form)
}

const id = { alertId: z.string() }

export const matchAction = action(
  z.strictObject({ ...id, organizationId: z.string().default(''), note: z.string() }),
  matchAlerts,
  ({ alertId }) => `/staff/ratings/${alertId}?done=match`,
)

export const dismissAction = action(
  z.strictObject({ ...id, reason: z.string() }),
  dismissAlerts,
  ({ alertId }) => `/staff/ratings/${alertId}?done=dismiss`,
)
