/** What the people of a client hear of it in the payer's own authorization server. Steps for the end of a call. */
import { listApprovalAddresses } from '../../db/queries/mail.ts'
import { findOwnerOfApp } from '../../db/queries/review.ts'
import { findAddressConfirmation } from '../../db/queries/submission.ts'
import type { Tx } from '../../db/transaction.ts'
import { secretArrived } from '../domain/provision-secret.ts'
import { becameLive } from '../domain/provisioning.ts'
import { mailClientPeople } from './client-mail.ts'
import type { Context } from './context.ts'
import { forDeveloper, type Provisioned } from './provisioning-facts.ts'

type Ends = { before: Provisioned; after: Provisioned }

const secretAt = (found: Provisioned) => ({
  secret: forDeveloper(found).secret,
  digest: found.remote?.secretDigest ?? null,
})

/** Whether an answer just now brought a secret that its people can see and were not told of. */
export const gotSecret = ({ before, after }: Ends): boolean => secretArrived(secretAt(before), secretAt(after))

/** One mail at most, and no secret in it: a client that became live brings its first secret along. */
export async function tellProvisioned(tx: Tx, ctx: Context, ends: Ends): Promise<void> {
  const live = becameLive(ends.before.facts, ends.after.facts)
  if (!live && !gotSecret(ends)) return
  const { client, remote } = ends.after
  const owner = await findOwnerOfApp(tx, client.appId)
  if (!owner || !remote) return
  const mail = live ? await liveMail(tx, ends, owner.organization.id) : { kind: 'secret_given' as const }
  await mailClientPeople(tx, ctx, { client, ...owner }, mail)
}

/** The mail that every word "approved, not yet live" promised. It names the id to use. */
async function liveMail(tx: Tx, ends: Ends, organizationId: string) {
  const { before, after } = ends
  const also: string[] = []
  for (const address of await listApprovalAddresses(tx, after.client.appId)) {
    // Not whoever read it for a company that the app belonged to before.
    if (await findAddressConfirmation(tx, organizationId, address)) also.push(address)
  }
  const fresh = !before.remote?.confirmedAt
  const props = { clientId: after.remote?.remoteId, fresh, secret: fresh && gotSecret(ends) }
  return { kind: 'client_live' as const, also, props }
}
