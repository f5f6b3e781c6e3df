/**
 * A form that was posted twice acts once: the key made with it stands in the event that its act appended. The forms of a
 * page share a key, so only an event of the same kind counts: no act looks done because another was.
 */
import { Refusal } from '../domain/refusal.ts'
import { isKey } from './submission-access.ts'

/**
 * A step for acts that append events; call it with the events as they are under the lock.
 * @param kind what the act appends @param once the form's key, when it carries one
 * @returns whether its act was done before. Refuses `form`.
 */
export function wasPosted<K extends string>(
  events: readonly { kind: K; data: Record<string, unknown> }[],
  kind: NoInfer<K>,
  once: string | undefined,
): boolean {
  if (once === undefined) return false
  if (!isKey(once)) throw new Refusal('form', 'Load the page again and send the form once more.')
  return events.some((event) => event.kind === kind && event.data.once === once)
}
