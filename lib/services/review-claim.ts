/** Taking a submission and letting it go: advice to colleagues, no lock. */
import { Refusal } from '../domain/refusal.ts'
import { claimedBy } from '../domain/review.ts'
import type { Context } from './context.ts'
import { type ActResult, appendStaffEvent, reviewAct } from './review-act.ts'
import { staffName } from './review-facts.ts'

/**
 * Takes a submission. Taking one's own again is harmless.
 * @param input.over the colleague it is taken over from, as the page showed it; without it a colleague keeps it
 * Refuses `claimed_meanwhile` when a colleague has it whom the page did not show.
 */
export function claim(ctx: Context, input: { submissionId: string; over?: string }): Promise<ActResult> {
  return reviewAct(ctx, input, 'claimed', async (tx, { events, staff }) => {
    const holder = claimedBy(events)
    if (holder === staff.staffId) return null
    if (holder && holder !== input.over) {
      const name = await staffName(tx, holder)
      throw new Refusal('claimed_meanwhile', `${name} has claimed it meanwhile. You can take it over.`)
    }
    await appendStaffEvent(tx, ctx, input, staff, { kind: 'claimed', data: holder ? { over: holder } : {} })
    return { act: 'submission.claimed', data: { over: holder } }
  })
}

/** Lets a submission go. Refuses `not_yours` unless one has it oneself or is a lead; harmless when nobody has it. */
export function release(ctx: Context, input: { submissionId: string }): Promise<ActResult> {
  return reviewAct(ctx, input, 'released', async (tx, { events, staff }) => {
    const holder = claimedBy(events)
    if (!holder) return null
    if (holder !== staff.staffId && staff.kind !== 'lead') {
      throw new Refusal('not_yours', `${await staffName(tx, holder)} has it. Only they or a lead can let it go.`)
    }
    await appendStaffEvent(tx, ctx, input, staff, { kind: 'released' })
    return { act: 'submission.released', data: { holder } }
  })
}
