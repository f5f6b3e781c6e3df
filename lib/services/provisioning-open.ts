/**
 * The row by which staff find what is not well without reading every client, kept in the transaction of whatever changes
 * it. What it says follows from intents and attempts; tests compare them.
 */
import { upsertProvisionState } from '../../db/queries/provisioning.ts'
import type { Tx } from '../../db/transaction.ts'
import { isProvisionOpen, leftBehind } from '../domain/provisioning.ts'
import type { Provisioned } from './provisioning-facts.ts'

/** @param found read after the change, with no call under way */
export async function keepState(tx: Tx, { client, intent, facts, attempts }: Provisioned): Promise<void> {
  if (!intent) return
  const state = { open: isProvisionOpen(facts), leftBehind: leftBehind(attempts) }
  await upsertProvisionState(tx, { clientId: client.id, seq: intent.seq, ...state })
}
