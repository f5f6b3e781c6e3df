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
  if (becameLive(ends.before.facts, ends.after.facts)) await tellLive(tx, ctx, ends)
  else if (gotSecret(ends)) await tell(tx, ctx, ends, { kind: 'secret_given' })
}

/** The mail that every word "approved, not yet live" promised. It names the id to use. */
async function tellLive(tx: Tx, ctx: Context, ends: Ends): Promise<void> {
  const { before, after } = ends
  const { organization } = (await findOwnerOfApp(tx, after.client.appId)) ?? {}
  const also: string[] = []
  for (const address of organization ? await listApprovalAddresses(tx, after.client.appId) : []) {
    // Not whoever read it for a company that the app belonged to before.
    if (organization && (await findAddressConfirmation(tx, organization.id, address))) also.push(address)
  }
  const fresh = !before.remote?.confirmedAt
  const props = { clientId: after.remote?.remoteId, fresh, secret: fresh && gotSecret(ends) }
  await tell(tx, ctx, ends, { kind: 'client_live', also, props })
}

async function tell(
  tx: Tx,
  ctx: Context,
  { after: { client, remote } }: Ends,
  mail: Parameters<typeof mailClientPeople>[3],
): Promise<void> {
  const owner = await findOwnerOfApp(tx, client.appId)
  if (owner && remote) await mailClientPeople(tx, ctx, { client, ...owner }, mail)
}
