'use server'
/** What staff do in a case of inactivity: hold, release, look at a mail, confirm the removal, undo it. */
import { z } from 'zod'
import { action } from '../../../../lib/platform/web/action.ts'
import { holdLadder, releaseLadder, resolvePause } from '../../../../lib/services/ladder-desk.ts'
import { confirmRemoval, undoRemoval } from '../../../../lib/services/removal.ts'

const page =
  (done: string) =>
  (_: unknown, { episodeId }: { episodeId: string }) =>
    `/staff/episodes/${episodeId}?done=${done}`

const id = { episodeId: z.string() }

export const holdAction = action(
  z.strictObject({ ...id, until: z.string(), publicReason: z.string() }),
  holdLadder,
  page('held'),
)
export const releaseAction = action(z.strictObject(id), releaseLadder, page('released'))
export const resolveAction = action(
  z.strictObject({
    ...id,
    verdict: z.enum(['answer', 'nothing'], { error: 'Choose what the mail is.' }),
    internalText: z.string(),
  }),
  resolvePause,
  page('looked'),
)
export const removeAction = action(
  z.strictObject({ ...id, internalText: z.string(), whole: z.enum(['yes', 'no']) }),
  confirmRemoval,
  page('removed'),
)
export const undoAction = action(z.strictObject({ ...id, publicReason: z.string() }), undoRemoval, page('restored'))
