/** AppSec approves or refuses a change of an approved client. Approving applies it, in the same transaction. */
import { updateAppName } from '../../db/queries/app.ts'
import { type ClientRow, findClient, listClientEvents, lockClient, updateClient } from '../../db/queries/client.ts'
import { findClientChange } from '../../db/queries/client-change.ts'
import { lockOrganization } from '../../db/queries/organization.ts'
import { findOwnerOfApp } from '../../db/queries/review.ts'
import { listStops } from '../../db/queries/stop.ts'
import { lockAppOfSubmissions } from '../../db/queries/submission.ts'
import { findAcceptance } from '../../db/queries/terms.ts'
import type { Reader, Tx } from '../../db/transaction.ts'
import { foldAppName } from '../domain/app-name.ts'
import { canonicalJson } from '../domain/canonical-json.ts'
import { clientStatus } from '../domain/client.ts'
import { CHANGE_TITLES, whyNotApproveChange } from '../domain/client-change.ts'
import type { PublicJwks } from '../domain/jwks.ts'
import { notFound, Refusal } from '../domain/refusal.ts'
import { whyRemovalStopsApproval } from '../domain/removal.ts'
import { reviewText } from '../domain/review-text.ts'
import { CONFLICT_SENTENCE } from '../domain/review-verdict.ts'
import { whyStopsApproval } from '../domain/stop.ts'
import { auditChange } from './client-change.ts'
import { endChange, type KnownChange, receiverOf, withEvents } from './client-change-step.ts'
import { recordClientEvent } from './client-event.ts'
import { putKeys } from './client-keys-step.ts'
import { mailClientPeople } from './client-mail.ts'
import { tellTransferOver } from './client-transfer-mail.ts'
import { answerLadder, openAttacks, transferApp, transferReasons } from './client-transfer-step.ts'
import type { Context, Staff } from './context.ts'
import { auditEndedGrants } from './grant-end.ts'
import { isOrganizationRemoved } from './removal-facts.ts'
import { reviewerOf } from './review-access.ts'
import { conflictWith, staffName } from './review-facts.ts'
import { isKey } from './submission-access.ts'
import { termsInForce } from './terms.ts'

const APPROVED = 'Nothing stands against this change.'

export type DecideInput = {
  changeId: string
  decision: 'approved' | 'refused'
  /** What the developer reads; a standard sentence for an approval without one. */
  publicReason: string
  internalText?: string
}

type Held = KnownChange & {
  client: ClientRow
  owner: NonNullable<Awaited<ReturnType<typeof findOwnerOfApp>>>
}

async function held(tx: Tx, ctx: Context, changeId: string): Promise<Held> {
  const found = isKey(changeId) ? await findClientChange(tx, changeId) : undefined
  const seen = found && (await findClient(tx, found.clientId))
  if (!found || !seen) throw notFound('change')
  // Both sides of a transfer; what is read here never changes again.
  const [first] = await withEvents(tx, ctx, [found])
  const sides = found.kind === 'owner' && first ? [String(found.before.organizationId), receiverOf(first)] : []
  for (const id of sides.filter((one) => one !== null).toSorted()) await lockOrganization(tx, id)
  await lockAppOfSubmissions(tx, seen.appId)
  const client = (await lockClient(tx, seen.id)) as ClientRow
  const owner = await findOwnerOfApp(tx, client.appId)
  const [change] = await withEvents(tx, ctx, [found])
  if (!owner || !change) throw notFound('change')
  return { ...change, client, owner }
}

/** What the client is now, in the form of the change's `before`. */
function nowOf({ row, client, owner }: Pick<Held, 'row' | 'client' | 'owner'>): Record<string, unknown> {
  if (row.kind === 'owner') {
    // A company may have got another name meanwhile; that makes it no other company.
    return { ...row.before, organizationId: owner.organization.id }
  }
  if (row.kind === 'name') return { name: client.name }
  if (row.kind === 'keys') return { jwks: client.jwks, jwksUri: client.jwksUri }
  return { redirectUris: client.redirectUris }
}

/** Why a change cannot be approved now. A step for the act and for the page. */
export async function whyNotOf(
  reader: Reader,
  ctx: Context,
  change: Pick<Held, 'row' | 'state' | 'events' | 'client' | 'owner'>,
): Promise<string[]> {
  const receiver = receiverOf(change)
  const transfer = change.row.kind === 'owner' ? await whyNotHandOver(reader, ctx, change.client, receiver) : []
  const stops = [change.owner.organization.id, receiver].filter((id) => id !== null)
  const stopped = await Promise.all(
    stops.map(async (id) => [
      ...whyStopsApproval(await listStops(reader, id)),
      ...whyRemovalStopsApproval({ organization: await isOrganizationRemoved(reader, id), client: false }),
    ]),
  )
  const why = whyNotApproveChange({
    state: change.state,
    asBefore: canonicalJson(change.row.before) === canonicalJson(nowOf(change)),
    termsAccepted: receiver === null || (await hasAccepted(reader, ctx, receiver)),
    stops: [...new Set(stopped.flat())],
    removed: clientStatus(await listClientEvents(reader, [change.client.id])) === 'removed',
  })
  return [...why, ...transfer]
}

async function whyNotHandOver(reader: Reader, ctx: Context, client: ClientRow, receiver: string | null) {
  return [...(await transferReasons(reader, client, receiver)), ...(await openAttacks(reader, ctx, client.id))]
}

async function hasAccepted(reader: Reader, ctx: Context, organizationId: string): Promise<boolean> {
  const { version } = await termsInForce(reader, ctx.now)
  return (await findAcceptance(reader, organizationId, version)) !== undefined
}

/** Whether the reviewer belongs to one of the companies. A step for the act and for the page. */
export async function conflictOf(
  reader: Reader,
  staff: Staff,
  change: Pick<Held, 'events' | 'owner'>,
): Promise<boolean> {
  const receiver = receiverOf(change)
  if (await conflictWith(reader, staff, change.owner.organization.id)) return true
  return receiver !== null && (await conflictWith(reader, staff, receiver))
}

/**
 * Refuses `not_approvable` (says why), `conflict`, `decided_meanwhile` (names who and when), `text` (field `publicReason`),
 * `read_only`, `not_found`.
 */
export function decideChange(ctx: Context, input: DecideInput): Promise<{ changeId: string }> {
  return ctx.transaction(async (tx) => {
    const staff = reviewerOf(ctx)
    const change = await held(tx, ctx, input.changeId)
    const { row, client, owner } = change
    if (await conflictOf(tx, staff, change)) throw new Refusal('conflict', CONFLICT_SENTENCE)
    await refuseSecond(tx, change)
    const approved = input.decision === 'approved'
    const ask = approved ? undefined : 'Write the reason in a sentence or two. The developer reads it.'
    const typed = reviewText(input.publicReason, { field: 'publicReason', ...(ask ? { ask } : {}) })
    const publicReason = typed || APPROVED
    const internalText = reviewText(input.internalText ?? '', { field: 'internalText' })
    const ended: [clientId: string, grants: number][] = []
    if (approved) {
      const reasons = await whyNotOf(tx, ctx, change)
      if (reasons.length > 0) throw new Refusal('not_approvable', reasons.join(' '))
      ended.push(...(await apply(tx, ctx, change, publicReason)))
    }
    await endChange(tx, ctx, row.id, input.decision, { publicText: publicReason, internalText })
    await tell(tx, ctx, change, approved, publicReason)
    const data = { kind: row.kind, changeId: row.id }
    await auditChange(tx, ctx, `client.change_${input.decision}`, client.id, owner.organization.id, data)
    const receiver = approved ? receiverOf(change) : null
    if (receiver) {
      await auditChange(tx, ctx, 'client.taken_over', client.id, receiver, data)
      await answerLadder(tx, ctx, client.id)
    }
    for (const [clientId, grants] of ended) await auditEndedGrants(tx, ctx, clientId, grants)
    return { changeId: row.id }
  })
}

/** The company of the client; of a transfer, both. */
async function tell(tx: Tx, ctx: Context, change: Held, approved: boolean, publicReason: string): Promise<void> {
  const { row, client, owner } = change
  const facts = { client, ...owner }
  if (row.kind !== 'owner') {
    const props = { what: CHANGE_TITLES[row.kind], approved, publicReason }
    await mailClientPeople(tx, ctx, facts, { kind: 'change_decided', props })
    return
  }
  const receiver = receiverOf(change)
  await tellTransferOver(
    tx,
    ctx,
    { ...facts, from: owner.organization, receiver },
    approved ? 'given' : 'refused',
    publicReason,
  )
  if (!approved || !receiver) return
  const props = { organization: owner.organization.legalName }
  await mailClientPeople(tx, ctx, { ...facts, organization: { id: receiver } }, { kind: 'transfer_done', props })
}

/** Two at once: one decides, the other is told who did. */
async function refuseSecond(tx: Tx, { state, events }: Held): Promise<void> {
  const end = events.find(({ kind }) => kind !== 'accepted')
  if (!end || state === 'in_review' || state === 'offered') return
  const by =
    end.actorKind === 'staff'
      ? await staffName(tx, end.actorId)
      : end.actorKind === 'system'
        ? 'The portal'
        : 'The developer'
  throw new Refusal('decided_meanwhile', `${by} has ended this change meanwhile. What you typed is still here.`)
}

/** @returns how many grants ended, by client */
async function apply(
  tx: Tx,
  ctx: Context,
  change: Held,
  publicReason: string,
): Promise<[clientId: string, grants: number][]> {
  const { row, client } = change
  const { proposed } = row
  if (row.kind === 'owner') return handOver(tx, ctx, change, publicReason)
  if (row.kind === 'keys') {
    const jwks = proposed.jwks as PublicJwks | null
    const jwksUri = proposed.jwksUri as string | null
    if (jwks) await putKeys(tx, ctx, client, { jwks, jwksUri })
    else if (jwksUri) await putKeys(tx, ctx, client, { jwksUri })
    return []
  }
  const { name, type, native, redirectUris, scopes } = client
  const now = { name, type, native, redirectUris, scopes }
  if (row.kind === 'name') {
    const wanted = String(proposed.name)
    if (!(await updateAppName(tx, client.appId, wanted, foldAppName(wanted)))) {
      throw new Refusal('not_approvable', 'Another app has a name that reads like this one meanwhile.')
    }
    await updateClient(tx, client.id, { ...now, name: wanted })
  } else {
    await updateClient(tx, client.id, { ...now, redirectUris: (proposed.redirectUris as unknown[]).map(String) })
  }
  await recordClientEvent(tx, ctx, client.id, 'changed', { publicReason })
  return []
}

function handOver(tx: Tx, ctx: Context, change: Held, publicReason: string) {
  const organizationId = receiverOf(change)
  if (!organizationId) throw new Error('nobody has accepted')
  return transferApp(tx, ctx, { appId: change.client.appId, organizationId, publicReason })
}
