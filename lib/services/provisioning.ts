/**
 * Calls to the payer's own authorization server, as the job makes them: an attempt is written down before each call and
 * its end after, so that whatever dies in between leaves a trace. No call is made inside a transaction.
 */
import { lockClient } from '../../db/queries/client.ts'
import {
  appendProvisionAttempt,
  deleteProvisioned,
  enqueueProvision,
  insertProvisioned,
  listProductionClients,
  type ProvisionedChange,
  updateProvisioned,
} from '../../db/queries/provisioning.ts'
import { findOwnerOfApp } from '../../db/queries/review.ts'
import type { Tx } from '../../db/transaction.ts'
import { canonicalJson } from '../domain/canonical-json.ts'
import type { ProvisionVerdict } from '../domain/provision-answer.ts'
import { inertMetadata, type ProvisionMetadata } from '../domain/provision-metadata.ts'
import {
  isCallUnderWay,
  mayBeDeleted,
  nextCall,
  type ProvisionCall,
  type ProvisionCause,
  type ProvisionStanding,
  provisionStanding,
  retryDelay,
} from '../domain/provisioning.ts'
import { notFound } from '../domain/refusal.ts'
import type { Context } from './context.ts'
import { type Provisioned, provisionedOf } from './provisioning-facts.ts'
import { gotSecret, tellProvisioned } from './provisioning-mail.ts'
import { keepState } from './provisioning-open.ts'
import { provisionStep } from './provisioning-step.ts'
import { recordAudit } from './record.ts'

export type ProvisionCallToMake = {
  clientId: string
  /** Also the key that repeats of a registration carry. */
  intentId: string
  call: ProvisionCall
  present: boolean
  /** As it shall be there in the end. */
  metadata: ProvisionMetadata
  /** What to send; null for calls without a body. */
  body: Record<string, unknown> | null
  mayBeDeleted: boolean
  /** null before the first registration. */
  hold: { remoteId: string; registrationUri: string; token: string } | null
}

function mustBeSystem(ctx: Context): void {
  if (ctx.actor.kind !== 'system') throw notFound('client')
}

async function locked(tx: Tx, ctx: Context, clientId: string): Promise<Provisioned> {
  const client = await lockClient(tx, clientId)
  const [found] = client?.environment === 'production' ? await provisionedOf(tx, ctx, [client]) : []
  if (!found) throw notFound('client')
  return found
}

/**
 * Writes down that a call is about to be made. @returns what to call; `busy` while another worker is at it; null when
 * there is nothing to do, or when a person has to decide first. Refuses everybody but jobs, and `not_found`.
 */
export function beginProvisionCall(
  ctx: Context,
  input: { clientId: string; cause: ProvisionCause },
): Promise<ProvisionCallToMake | 'busy' | null> {
  return ctx.transaction(async (tx) => {
    mustBeSystem(ctx)
    await lockClient(tx, input.clientId)
    await provisionStep(tx, ctx, input.clientId)
    const found = await locked(tx, ctx, input.clientId)
    const { facts, intent, remote, attempts } = found
    if (isCallUnderWay(attempts, ctx.now)) return 'busy'
    await keepState(tx, found)
    const call = nextCall(facts, input.cause)
    if (call === null || !intent) return null
    const row = { id: ctx.randomId(), intentId: intent.id, at: ctx.now, call, detail: '' }
    await appendProvisionAttempt(tx, { ...row, outcome: 'started' })
    // From here on nobody knows what is there until it is read back.
    if (call === 'update' || call === 'delete') await updateProvisioned(tx, input.clientId, { confirmedDigest: null })
    const hold = remote
      ? {
          remoteId: remote.remoteId,
          registrationUri: remote.registrationUri,
          token: ctx.unseal(remote.sealedToken),
        }
      : null
    return {
      clientId: input.clientId,
      intentId: intent.id,
      call,
      present: intent.action !== 'delete',
      metadata: intent.metadata,
      body: bodyOf(call, intent.metadata, hold?.remoteId),
      mayBeDeleted: mayBeDeleted(facts.attempts),
      hold,
    }
  })
}

/** An update names the client and everything that shall hold (RFC 7592 section 2.2). */
function bodyOf(call: ProvisionCall, metadata: ProvisionMetadata, remoteId: string | undefined) {
  if (call === 'register') return inertMetadata(metadata)
  return call === 'update' ? { client_id: remoteId, ...metadata } : null
}

export type ProvisionEndInput = { made: ProvisionCallToMake; verdict: ProvisionVerdict }

/**
 * Writes down how a call ended, with the newest means to manage the client, and when it is tried again.
 * @returns where the client stands, and whether the next call may follow at once. Refuses everybody but jobs.
 */
export function endProvisionCall(
  ctx: Context,
  { made, verdict }: ProvisionEndInput,
): Promise<{ standing: ProvisionStanding; goOn: boolean }> {
  return ctx.transaction(async (tx) => {
    mustBeSystem(ctx)
    const { clientId, call, intentId } = made
    const before = await locked(tx, ctx, clientId)
    const { outcome, detail } = verdict
    await appendProvisionAttempt(tx, { id: ctx.randomId(), intentId, at: ctx.now, call, outcome, detail })
    await keep(tx, ctx, before, made, verdict)
    // One that shall be there again waits for its removal.
    if (outcome === 'confirmed' && !made.present) await provisionStep(tx, ctx, clientId)
    const after = await locked(tx, ctx, clientId)
    await keepState(tx, after)
    const delay = retryDelay(after.facts)
    if (delay !== null && delay > 0) {
      await enqueueProvision(tx, clientId, 'work', new Date(ctx.now.getTime() + delay))
    }
    await tellProvisioned(tx, ctx, { before, after })
    if (gotSecret({ before, after })) await auditCall(tx, ctx, before, made, 'secret_given')
    await audit(tx, ctx, before, made, verdict)
    const superseded = after.intent?.id !== intentId
    return { standing: provisionStanding(after.facts), goOn: delay === 0 || superseded }
  })
}

/** What is kept of an answer, in the same transaction as the fact that it came. */
async function keep(
  tx: Tx,
  ctx: Context,
  { remote }: Provisioned,
  made: ProvisionCallToMake,
  verdict: ProvisionVerdict,
): Promise<void> {
  const { hold, token, outcome, secret = null, secretEndsAt } = verdict
  if (hold) {
    await insertProvisioned(tx, {
      clientId: made.clientId,
      remoteId: hold.remoteId,
      registrationUri: hold.registrationUri,
      sealedToken: ctx.seal(hold.token),
      ...keptSecret(ctx, hold.secret),
      secretEndsAt: hold.secretEndsAt,
      confirmedDigest: null,
      confirmedAt: null,
    })
    return
  }
  const confirmed = outcome === 'confirmed'
  if (confirmed && !made.present) return deleteProvisioned(tx, made.clientId)
  const newer = secret !== null && ctx.digest(secret) !== remote?.secretDigest
  const change: ProvisionedChange = {
    ...(token === undefined ? {} : { sealedToken: ctx.seal(token) }),
    // Of another secret whose end is not told, nothing is known.
    ...(newer ? { ...keptSecret(ctx, secret), secretEndsAt: null } : {}),
    ...(secretEndsAt === undefined ? {} : { secretEndsAt }),
    ...(confirmed ? { confirmedDigest: ctx.digest(canonicalJson(made.metadata)), confirmedAt: ctx.now } : {}),
  }
  if (Object.keys(change).length > 0) await updateProvisioned(tx, made.clientId, change)
}

/** Sealed until a developer has seen it; the digest stays, so that a secret is shown once. */
const keptSecret = (ctx: Context, secret: string | null) =>
  secret === null
    ? { sealedSecret: null, secretDigest: null, secretSince: null }
    : { sealedSecret: ctx.seal(secret), secretDigest: ctx.digest(secret), secretSince: ctx.now }

/** A silent server is one fact for the audit, however often it was asked; so is a daily check that finds all well. */
async function audit(
  tx: Tx,
  ctx: Context,
  before: Provisioned,
  made: ProvisionCallToMake,
  { outcome }: ProvisionVerdict,
): Promise<void> {
  if (outcome === 'answered') return
  const told = before.facts.attempts.findLast(
    (attempt) => attempt.outcome !== 'started' && attempt.outcome !== 'answered',
  )
  if (told?.outcome === outcome && before.intent?.id === made.intentId) return
  const act = outcome === 'confirmed' ? (made.present ? 'confirmed' : 'stopped') : outcome
  await auditCall(tx, ctx, before, made, act)
}

async function auditCall(
  tx: Tx,
  ctx: Context,
  { client }: Provisioned,
  { call, intentId }: ProvisionCallToMake,
  act: string,
): Promise<void> {
  const owner = await findOwnerOfApp(tx, client.appId)
  await recordAudit(tx, ctx, {
    act: `provisioning.${act}`,
    noun: 'client',
    nounId: client.id,
    organizationId: owner?.organization.id ?? null,
    data: { call, intentId },
  })
}

const BATCH = 200

/** Puts the daily check of every production client into the queue. @returns how many. Refuses everybody but jobs. */
export async function startProvisionChecks(ctx: Context): Promise<number> {
  mustBeSystem(ctx)
  if (!ctx.settings.provisions) return 0
  let count = 0
  for (let after = ''; ; ) {
    const rows = await listProductionClients(ctx.reader, after, BATCH)
    await ctx.transaction(async (tx) => {
      for (const { client } of rows) await enqueueProvision(tx, client.id, 'check', ctx.now)
    })
    count += rows.length
    const last = rows.at(-1)
    if (!last || rows.length < BATCH) return count
    after = last.client.id
  }
}
