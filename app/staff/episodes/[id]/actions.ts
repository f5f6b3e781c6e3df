'use server'
/** What staff do in an at-risk case. */
import { z } from 'zod'
import { action } from '../../../../lib/platform/web/action.ts'
import { checkEpisodeItem, closeEpisode, noteEpisode } from '../../../../lib/services/episode-act.ts'
import { confirmMalicious } from '../../../../lib/services/episode-malicious.ts'

const page =
  (done: string) =>
  ({ episodeId }: { episodeId: string }) =>
    `/staff/episodes/${episodeId}?done=${done}`

const id = { episodeId: z.string() }

export const noteAction = action(z.strictObject({ ...id, note: z.string() }), noteEpisode, page('note'))

export const checkAction = action(
  z.strictObject({ ...id, item: z.string().default(''), note: z.string().default('') }),
  checkEpisodeItem,
  page('check'),
)

export const closeAction = action(
  z
    .strictObject({ ...id, closeReason: z.string(), closeNote: z.string(), result: z.string().optional() })
    .transform(({ episodeId, closeReason, closeNote, result }) => ({
      episodeId,
      result,
      publicReason: closeReason,
      internalText: closeNote,
    })),
  closeEpisode,
  page('close'),
)

export const confirmAction = action(
  z
    .strictObject({ ...id, confirmNote: z.string() })
    .transform(({ episodeId, confirmNote }) => ({ episodeId, internalText: confirmNote })),
  confirmMalicious,
  page('confirm'),
)
