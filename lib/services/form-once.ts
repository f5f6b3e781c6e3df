/** A form that was posted twice acts once: the key made with it stands in the event that its act appended. */
import { Refusal } from '../domain/refusal.ts'
import type { ReviewEvent } from '../domain/review.ts'
import { isKey } from './submission-access.ts'

/**
 * A step for the acts on a submission; call it with the events as they are under the lock.
 * @param once the form's key, when it carries one @returns whether its act was done before. Refuses `form`.
 */
export function wasPosted(events: readonly Pick<ReviewEvent, 'data'>[], once: string | undefined): boolean {
  if (once === undefined) return false
  if (!isKey(once)) throw new Refusal('form', 'Load the page again and send the form once more.')
  return events.some((event) => event.data.once === once)
}
