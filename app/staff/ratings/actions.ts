'use server'
/** What staff do with alerts of the security-rating service: upload a file, match by hand, dismiss. */
import { z } from 'zod'
import type { FormState } from '../../../components/ui/form-state.ts'
import { parseRatingFile, RATING_FILE_MAX, RATING_ROWS_MAX } from '../../../lib/domain/rating-file.ts'
import { Refusal } from '../../../lib/domain/refusal.ts'
import { readCsv, utf8Text } from '../../../lib/platform/csv.ts'
import { action } from '../../../lib/platform/web/action.ts'
import type { Context } from '../../../lib/services/context.ts'
import { uploadRatings } from '../../../lib/services/rating.ts'
import { dismissAlerts, matchAlerts } from '../../../lib/services/rating-desk.ts'
import { reviewerOf } from '../../../lib/services/review-access.ts'

async function upload(ctx: Context, file: FormDataEntryValue | null) {
  // Before the work of reading it.
  reviewerOf(ctx)
  if (!(file instanceof File) || file.size === 0) {
    throw new Refusal('csv_missing', 'Choose a CSV file.', { field: 'file' })
  }
  if (file.size > RATING_FILE_MAX) {
    throw new Refusal('csv_too_large', 'The file has more than 4 MB. Split it into smaller files.', { field: 'file' })
  }
  const text = utf8Text(new Uint8Array(await file.arrayBuffer()))
  // One row more for the header, and one that tells that there are too many.
  const rows = parseRatingFile(await readCsv(text, RATING_ROWS_MAX + 1))
  return uploadRatings(ctx, { ...rows, name: file.name, digest: ctx.digest(text) })
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
