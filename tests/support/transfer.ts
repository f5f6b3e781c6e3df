/** An app whose owner changes: offered, taken and approved by the acts themselves. */
import { decideChange } from '../../lib/services/client-change-decide.ts'
import { answerTransfer, offerTransfer } from '../../lib/services/client-transfer.ts'
import type { Actor, Staff } from '../../lib/services/context.ts'
import { testContext } from './context.ts'
import type { TestDatabase } from './database.ts'
import type { TestOrganization } from './organization.ts'
import { acceptTestTerms } from './review.ts'

export type Transfer = { clientId: string; from: TestOrganization; to: TestOrganization; by: Staff; at: Date }

/** Both companies agree, the other one has accepted the terms; AppSec has not decided. */
export async function agreedTransfer(database: TestDatabase, facts: Omit<Transfer, 'by'>): Promise<string> {
  const { clientId, from, to, at } = facts
  const context = (actor: Actor) => testContext(database.db, actor, at)
  await decideSubmissions(database, clientId, at)
  const offer = { clientId, email: to.owner.email, reason: 'We sold the app.' }
  const { changeId } = await offerTransfer(context(from.owner), offer)
  const { organizationId } = to
  await answerTransfer(context(to.owner), { changeId, answer: 'accepted', organizationId })
  await acceptTestTerms(database.db, to, at)
  return changeId
}

export const approveTransfer = (database: TestDatabase, changeId: string, { by, at }: Pick<Transfer, 'by' | 'at'>) =>
  decideChange(testContext(database.db, by, at), { changeId, decision: 'approved', publicReason: 'Both agree.' })

export async function transferred(database: TestDatabase, facts: Transfer): Promise<void> {
  await approveTransfer(database, await agreedTransfer(database, facts), facts)
}

/** What `approvedApp` leaves undecided; nothing of the app is before AppSec any more. */
export function decideSubmissions(database: TestDatabase, clientId: string, at: Date) {
  return database.sql`
    insert into review_event (id, submission_id, kind, at, actor_kind, human, public_text, internal_text, data)
    select gen_random_uuid(), s.id, 'approved', ${at.toISOString()}, 'staff', false, '', '', '{}'
    from submission s join client c on c.app_id = s.app_id and c.id = ${clientId}
    where s.submitted_at is not null and not exists (select from review_event e where e.submission_id = s.id and e.kind = 'approved')`
}
