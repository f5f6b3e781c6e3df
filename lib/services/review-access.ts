/** Who may do what in a review, on the payer's side: asked first by every act. */
import { notFound, Refusal } from '../domain/refusal.ts'
import type { Context, Staff } from './context.ts'

/** Payer staff of any role. Refuses `not_found`, so that a stranger does not learn that the page exists. */
export function staffOf(ctx: Context): Staff {
  const { actor } = ctx
  if (actor.kind !== 'reviewer' && actor.kind !== 'lead' && actor.kind !== 'auditor') throw notFound('page')
  return actor
}

/** Whether this person may change anything. */
export const mayAct = (staff: Staff): boolean => staff.kind === 'reviewer' || staff.kind === 'lead'

/** A reviewer or lead. Refuses `not_found` for outsiders and `read_only` for auditors. */
export function reviewerOf(ctx: Context): Staff {
  const staff = staffOf(ctx)
  if (!mayAct(staff)) throw new Refusal('read_only', 'An auditor reads everything and changes nothing.')
  return staff
}

/** A lead. Refuses `lead_only` for reviewers. */
export function leadOf(ctx: Context): Staff {
  const staff = reviewerOf(ctx)
  if (staff.kind !== 'lead') throw new Refusal('lead_only', 'Only a lead can do this.')
  return staff
}
