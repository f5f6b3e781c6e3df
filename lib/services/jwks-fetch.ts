/**
 * What the worker found at the JWKS addresses of clients. The keys are pinned by their digest: the first set works at
 * once, another one is a change for AppSec to look at while the old one stays live. Nothing else ever reads the address.
 */
import { type ClientRow, listClientEvents, lockClient } from '../../db/queries/client.ts'
import { appendJwksFetch, type JwksFetchRow, lastJwksFetch, listJwksUris } from '../../db/queries/client-change.ts'
import { findOwnerOfApp } from '../../db/queries/review.ts'
import type { Tx } from '../../db/transaction.ts'
import { clientStatus } from '../domain/client.ts'
import { areKeysLiveAtOnce, isOpenChange } from '../domain/client-change.ts'
import { ignoredText, type PublicJwks, readJwks } from '../domain/jwks.ts'
import { notFound, Refusal } from '../domain/refusal.ts'
import { changesOf, endChange, openChange, openChangeOf } from './client-change-step.ts'
import { jwksDigestOf, putKeys } from './client-keys-step.ts'
import { mailClientPeople } from './client-mail.ts'
import type { Context } from './context.ts'
import { recordAudit } from './record.ts'

const DAY = 24 * 60 * 60 * 1000

export type JwksAddress = { clientId: string; jwksUri: string }

/** Addresses to look at, of one client or of all. Jobs only. */
export async function jwksToFetch(ctx: Context, clientId?: string): Promise<JwksAddress[]> {
  if (ctx.actor.kind !== 'system') throw notFound('page')
  return listJwksUris(ctx.reader, clientId)
}

/** What came from an address: a body, or words for why there is none. */
export type JwksAnswer = { body: string } | { outcome: 'refused' | 'unreachable'; detail: string }

type Finding = Pick<JwksFetchRow, 'outcome' | 'digest' | 'detail'> & { jwks: PublicJwks | null }

function findingOf(ctx: Context, client: ClientRow, answer: JwksAnswer): Finding {
  if (!('body' in answer)) return { ...answer, digest: null, jwks: null }
  try {
    const { jwks, ignored } = readJwks(answer.body)
    const digest = jwksDigestOf(ctx, jwks)
    return { outcome: digest === client.jwksDigest ? 'same' : 'changed', digest, detail: ignoredText(ignored), jwks }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { outcome: 'refused', digest: null, detail: error.message, jwks: null }
  }
}

/**
 * Jobs only; twice changes nothing more. An address that was replaced meanwhile is left alone. A row is written when the
 * finding is another than the last, and once a day.
 * @returns what was found; null when it does not matter any more
 */
export function recordJwks(
  ctx: Context,
  { clientId, jwksUri }: JwksAddress,
  answer: JwksAnswer,
): Promise<JwksFetchRow['outcome'] | null> {
  if (ctx.actor.kind !== 'system') return Promise.reject(notFound('page'))
  return ctx.transaction(async (tx) => {
    const client = await lockClient(tx, clientId)
    if (client?.jwksUri !== jwksUri) return null
    if (clientStatus(await listClientEvents(tx, [clientId])) === 'removed') return null
    const { jwks, ...finding } = findingOf(ctx, client, answer)
    const last = await lastJwksFetch(tx, clientId)
    const news = last?.outcome !== finding.outcome || last.digest !== finding.digest || last.detail !== finding.detail
    if (!last || news || ctx.now.getTime() - last.at.getTime() >= DAY) {
      await appendJwksFetch(tx, { id: ctx.randomId(), clientId, at: ctx.now, ...finding })
    }
    if (jwks) await take(tx, ctx, client, jwks, finding)
    return finding.outcome
  })
}

async function take(
  tx: Tx,
  ctx: Context,
  client: ClientRow,
  jwks: PublicJwks,
  { outcome, detail }: Omit<Finding, 'jwks'>,
): Promise<void> {
  const digest = jwksDigestOf(ctx, jwks)
  const open = await openChangeOf(tx, ctx, client.id, 'keys')
  const found = open?.row.requestedBy === null ? open : undefined
  const foundDigest = found?.row.proposed.digest
  // What the worker saw before is no longer there.
  if (found && foundDigest !== digest) await endChange(tx, ctx, found.row.id, 'withdrawn')
  if (outcome === 'same' || foundDigest === digest) return
  if (areKeysLiveAtOnce(client.environment, client.jwks !== null)) {
    await putKeys(tx, ctx, client, { jwks, jwksUri: client.jwksUri })
    await audit(tx, ctx, client, 'client.keys_changed', { digest, jwksUri: client.jwksUri })
    return
  }
  // A change of the developer's own is decided first; a set that AppSec refused is not asked about again.
  if (open && !found) return
  if (await wasRefused(tx, ctx, client.id, digest)) return
  const before = { jwks: client.jwks, jwksUri: client.jwksUri }
  const proposed = { jwks, jwksUri: client.jwksUri, digest, ignored: detail }
  const changeId = await openChange(tx, ctx, client, { kind: 'keys', before, proposed })
  const owner = await findOwnerOfApp(tx, client.appId)
  if (owner) await mailClientPeople(tx, ctx, { client, ...owner }, { kind: 'keys_found', props: {} })
  await audit(tx, ctx, client, 'client.change_proposed', { kind: 'keys', changeId, digest })
}

async function wasRefused(tx: Tx, ctx: Context, clientId: string, digest: string): Promise<boolean> {
  const last = (await changesOf(tx, ctx, clientId)).find(
    ({ row, state }) => row.kind === 'keys' && !isOpenChange(state) && row.proposed.digest === digest,
  )
  return last?.state === 'refused'
}

async function audit(tx: Tx, ctx: Context, client: ClientRow, act: string, data: Record<string, unknown>) {
  const owner = await findOwnerOfApp(tx, client.appId)
  const organizationId = owner?.organization.id ?? null
  await recordAudit(tx, ctx, { act, noun: 'client', nounId: client.id, organizationId, data })
}
