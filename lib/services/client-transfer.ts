/**
 * Handing an app over to another organization: an owner offers it to an address, an owner with that address takes it for an
 * organization of theirs, AppSec decides. The offer looks the same whether or not anybody has the address.
 */

import { lockClient } from '../../db/queries/client.ts'
import { findMembership, lockOrganization } from '../../db/queries/organization.ts'
import { findPersonByEmail } from '../../db/queries/person.ts'
import { lockAppOfSubmissions } from '../../db/queries/submission.ts'
import type { Tx } from '../../db/transaction.ts'
import { offerUntil } from '../domain/client-change.ts'
import { offerOver, TRANSFER_OFFERS } from '../domain/client-transfer.ts'
import { mailboxKey, parseEmailAddress } from '../domain/email-address.ts'
import { mustBeAllowed } from '../domain/organization.ts'
import { notFound, Refusal } from '../domain/refusal.ts'
import { auditChange, changeableClient } from './client-change.ts'
import { changeReason, endChange, openChange } from './client-change-step.ts'
import { tellTransferOver } from './client-transfer-mail.ts'
import { transferReasons } from './client-transfer-step.ts'
import { offerTo, ownedBy } from './client-transfer-view.ts'
import type { Context } from './context.ts'
import { countTry } from './rate-limit.ts'
import { recordMail } from './record.ts'

export type OfferInput = { clientId: string; email: string; reason: string }

/**
 * Refuses `email_invalid` and `own_address` (field `email`), `not_transferable` (says why), `text` (field `reason`),
 * `change_open`, `too_many_requests`, `no_change`, `role_too_low` (owners only), `not_found`.
 */
export function offerTransfer(ctx: Context, input: OfferInput): Promise<{ changeId: string }> {
  return ctx.transaction(async (tx) => {
    const { client, app } = await changeableClient(tx, ctx, input.clientId)
    mustBeAllowed(app.role, 'transfer_app')
    const email = mailboxKey(parseEmailAddress(input.email))
    if (ctx.actor.kind === 'developer' && email === mailboxKey(ctx.actor.email)) {
      throw new Refusal('own_address', 'Enter the address of an owner of the other organization.', { field: 'email' })
    }
    const reasons = await transferReasons(tx, client, null)
    if (reasons.length > 0) throw new Refusal('not_transferable', reasons.join(' '))
    const reason = changeReason(input.reason)
    await countTry(tx, ctx, `transfer:${app.organizationId}`, TRANSFER_OFFERS)
    const before = { organizationId: app.organizationId, organization: app.company }
    const changeId = await openChange(tx, ctx, client, {
      kind: 'owner',
      before,
      proposed: {},
      offeredTo: email,
      reason,
    })
    await tellAddress(tx, ctx, { email, changeId, app: app.name, organization: app.company, from: app.organizationId })
    await auditChange(tx, ctx, 'client.change_proposed', client.id, app.organizationId, { kind: 'owner', changeId })
    return { changeId }
  })
}

type Offer = { email: string; changeId: string; app: string; organization: string; from: string }

/** A mail goes only to somebody who can take the app; nobody else hears of it. */
async function tellAddress(tx: Tx, ctx: Context, { email, changeId, app, organization, from }: Offer): Promise<void> {
  const person = await findPersonByEmail(tx, email)
  if (!person || (await ownedBy(tx, person.id, from)).length === 0) return
  const url = `${ctx.settings.portalUrl}/developer/transfers/${changeId}`
  const until = offerUntil(ctx.now).toISOString()
  await recordMail(tx, ctx, { kind: 'transfer_offered', to: person.email, props: { app, organization, until, url } })
}

export type AnswerInput = { changeId: string; answer: 'accepted' | 'refused'; organizationId?: string }

/**
 * Takes the app for an organization, or says no. Then AppSec looks at it. Refuses `organization` (field `organizationId`) for
 * one that is not the person's own, `offer_over` (says how), `not_transferable` (says why), `not_found`.
 */
export function answerTransfer(ctx: Context, input: AnswerInput): Promise<{ changeId: string }> {
  return ctx.transaction(async (tx) => {
    const seen = await offerTo(tx, ctx, input.changeId)
    const takes = input.answer === 'accepted'
    const to = seen.organizations.find(({ organizationId }) => organizationId === input.organizationId)
    if (takes && !to)
      throw new Refusal('organization', 'Choose the organization that takes the app.', { field: 'organizationId' })
    if (to) await lockOrganization(tx, to.organizationId)
    await lockAppOfSubmissions(tx, seen.client.appId)
    await lockClient(tx, seen.client.id)
    // Under the locks it is looked up once more: somebody may have withdrawn or answered it.
    const { row, state, client, app, from } = await offerTo(tx, ctx, input.changeId)
    if (state !== 'offered') throw new Refusal('offer_over', offerOver(state, from.legalName))
    if (takes && to) {
      await mustOwn(tx, ctx, to.organizationId)
      const reasons = await transferReasons(tx, client, to.organizationId)
      if (reasons.length > 0) throw new Refusal('not_transferable', reasons.join(' '))
      await endChange(tx, ctx, row.id, 'accepted', { organizationId: to.organizationId })
    } else {
      await endChange(tx, ctx, row.id, 'refused', { publicText: 'The other organization said no.' })
      await tellTransferOver(tx, ctx, { app, from, receiver: null }, 'declined')
    }
    const act = takes ? 'client.change_accepted' : 'client.change_declined'
    const data = { kind: 'owner' as const, changeId: row.id, to: to?.organizationId ?? null }
    await auditChange(tx, ctx, act, client.id, from.id, data)
    return { changeId: row.id }
  })
}

async function mustOwn(tx: Tx, ctx: Context, organizationId: string): Promise<void> {
  const membership =
    ctx.actor.kind === 'developer' ? await findMembership(tx, organizationId, ctx.actor.personId) : undefined
  if (membership?.role !== 'owner') throw notFound('transfer')
}
