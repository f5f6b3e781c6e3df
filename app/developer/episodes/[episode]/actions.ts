'use server'
/** A developer answers the findings of a security breach. */
import { z } from 'zod'
import { action } from '../../../../lib/platform/web/action.ts'
import { answerFinding } from '../../../../lib/services/episode-answer.ts'

export const answerAction = action(
  z.strictObject({
    ...{ episodeId: z.string(), once: z.string(), finding: z.string() },
    ...{ answer: z.string(), until: z.string(), done: z.string() },
  }),
  answerFinding,
  ({ episodeId }) => `/developer/episodes/${episodeId}?done=answer`,
)
