'use server'
/** What staff do in a case of a security breach. */
import { z } from 'zod'
import { action } from '../../../../lib/platform/web/action.ts'
import { noteAnswer, noteInvite, tellDeveloper } from '../../../../lib/services/episode-breach.ts'

const page =
  (done: string) =>
  ({ episodeId }: { episodeId: string }) =>
    `/staff/episodes/${episodeId}?done=${done}`

const id = { episodeId: z.string() }

export const tellAction = action(z.strictObject(id), tellDeveloper, page('told'))

export const inviteAction = action(
  z
    .strictObject({ ...id, state: z.string().default(''), inviteNote: z.string() })
    .transform(({ inviteNote, ...rest }) => ({ ...rest, note: inviteNote })),
  noteInvite,
  page('invite'),
)

export const answerAction = action(
  z.strictObject({ ...id, finding: z.string(), answer: z.string(), until: z.string(), done: z.string() }),
  noteAnswer,
  page('answer'),
)
