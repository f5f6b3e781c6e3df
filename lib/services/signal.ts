/** Signed signals of attacks: each flags its client at once and tells AppSec; none ever stops a client. */
import { type ClientRow, lockClient } from '../../db/queries/client.ts'
import { findEpisode } from '../../db/queries/episode.ts'
import { findOwnerOfApp } from '../../db/queries/review.ts'
import { findSignal, insertSignal, type SignalRow } from '../../db/queries/signal.ts'
import type { Tx } from '../../db/transaction.ts'
import type { Environment } from '../domain/client.ts'
import { notFound, Refusal } from '../domain/refusal.ts'
import type { Signal } from '../domain/signal.ts'
import type { Context } from './context.ts'
import { auditEpisode } from './episode-act.ts'
import { flagStep } from './episode-malicious-step.ts'

export type SignalInput = {
  environment: Environment
  /** The sender's id of the message. */
  id: string
  /** Of the exact body. */
  digest: string
  signal: Signal
}

export type SignalResult = {
  /** Whether the client is one of this environment. */
  known: boolean
  /** Reference of the case; null for an unknown client. */
  episode: string | null
}

/**
 * Takes a signal whose signature the caller has proven. The same id and body again gives the same answer; refuses
 * `signal_id_taken` for the same id with another body.
 */
export function recordSignal(ctx: Context, input: SignalInput): Promise<SignalResult> {
  if (ctx.actor.kind !== 'system') throw notFound('page')
  return ctx.transaction(async (tx) => {
    const client = await knownClient(tx, input)
    // Both environments may be told of the same attack; what one of them does not know is no answer for the other.
    const id = `${input.environment}/${input.id}`
    const before = await findSignal(tx, id)
    if (before) return again(tx, before, input)
    const episode = client && (await flag(tx, ctx, client, input))
    const { clientId, at, attack, ...words } = input.signal
    const row: SignalRow = {
      ...{ id, digest: input.digest, kind: attack, clientId, receivedAt: ctx.now },
      data: { at: at.toISOString(), ...words },
      episodeId: episode?.id ?? null,
    }
    // Two at once about different clients, or about one that nobody knows, meet only here.
    if (!(await insertSignal(tx, row))) {
      const other = await findSignal(tx, id)
      if (!other) throw taken()
      return again(tx, other, input)
    }
    if (episode) await auditEpisode(tx, ctx, episode, 'episode.signalled', { attack, signal: input.id })
    return { known: Boolean(client), episode: episode?.reference ?? null }
  })
}

async function knownClient(tx: Tx, { environment, signal }: SignalInput): Promise<ClientRow | undefined> {
  const client = await lockClient(tx, signal.clientId)
  return client?.environment === environment ? client : undefined
}

const taken = () => new Refusal('signal_id_taken', 'Another signal came with this webhook-id.')

async function again(tx: Tx, before: SignalRow, { digest }: SignalInput): Promise<SignalResult> {
  if (before.digest !== digest) throw taken()
  const episode = before.episodeId ? await findEpisode(tx, before.episodeId) : undefined
  return { known: Boolean(episode), episode: episode?.reference ?? null }
}

async function flag(tx: Tx, ctx: Context, client: ClientRow, { id, signal }: SignalInput) {
  const owner = await findOwnerOfApp(tx, client.appId)
  if (!owner) throw notFound('client')
  const more = { signal: id, seen: signal.at.toISOString(), ...(signal.source ? { sender: signal.source } : {}) }
  const evidence = { attack: signal.attack, source: 'signal' as const, text: signal.evidence, more }
  return (await flagStep(tx, ctx, { client, ...owner }, evidence)).episode
}
