/** What keeps a member from beginning to share although client and stops are in order. A step for the page and for the act. */
import type { Environment } from '../domain/client.ts'
import { waitsForOwnAnswers } from '../domain/client-transfer.ts'
import { Refusal } from '../domain/refusal.ts'

/** Refuses `answers_of_another` while the answers that members would read are of the company that had the app before. */
export function refuseOthersAnswers(environment: Environment, answeredByOwner: boolean): void {
  if (!waitsForOwnAnswers(environment, answeredByOwner)) return
  throw new Refusal('answers_of_another', 'This app has another company now, and its answers are not approved yet.')
}
