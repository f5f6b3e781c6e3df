/** Mails of a review: to the main contact of the form, in one thread. Steps for the acts of a reviewer. */
import { listMailOfSubmission } from '../../db/queries/mail.ts'
import { listOwnerEmails } from '../../db/queries/review.ts'
import type { Tx } from '../../db/transaction.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Context } from './context.ts'
import { type MailEntry, recordMail } from './record.ts'
import type { ReviewFacts } from './review-facts.ts'
import { threadOf } from './submission-mail.ts'

/** Why nothing can be mailed to the main contact, as a sentence; null when it can. */
export function whyNotMail({ primary }: Pick<ReviewFacts, 'primary'>): string | null {
  if (!primary) return 'The form names no main contact.'
  if (primary.confirmedAt) return null
  return `The address ${primary.email} is not confirmed yet. Its reader has to press the button of the confirmation mail; the developer can send it again under “Organization”.`
}

/** The confirmed address of the main contact. Refuses `address_unconfirmed` with `field`. */
function confirmedPrimary(facts: ReviewFacts, field: string): string {
  const why = whyNotMail(facts)
  if (why || !facts.primary) throw new Refusal('address_unconfirmed', why ?? '', { field })
  return facts.primary.email
}

const pageOf = (ctx: Context, facts: ReviewFacts) =>
  `${ctx.settings.portalUrl}/developer/submissions/${facts.submission.id}`

/** What every mail of a review says of its submission. */
const headOf = (ctx: Context, facts: ReviewFacts) => ({
  app: facts.app.name,
  reference: facts.submission.reference,
  url: pageOf(ctx, facts),
})

type ReviewMail = {
  kind: MailEntry['kind']
  props: Record<string, unknown>
}

async function send(tx: Tx, ctx: Context, facts: ReviewFacts, to: string, mail: ReviewMail): Promise<string> {
  const thread = await listMailOfSubmission(tx, facts.submission.id)
  return recordMail(tx, ctx, {
    kind: mail.kind,
    to,
    submissionId: facts.submission.id,
    references: threadOf(thread, to, ctx.settings.mailHost),
    props: { ...headOf(ctx, facts), ...mail.props },
  })
}

/** A person's words to the main contact. @param field where a refusal stands @returns the mail's id */
export async function mailPrimary(
  tx: Tx,
  ctx: Context,
  facts: ReviewFacts,
  mail: ReviewMail & { field: string },
): Promise<string> {
  return send(tx, ctx, facts, confirmedPrimary(facts, mail.field), mail)
}

/** A decision: to the main contact when the address is proven, else to the owners, who sign in with theirs. */
export async function mailDecision(tx: Tx, ctx: Context, facts: ReviewFacts, mail: ReviewMail): Promise<string | null> {
  const { primary } = facts
  const addresses = primary?.confirmedAt ? [primary.email] : await listOwnerEmails(tx, facts.organization.id)
  const mailIds: string[] = []
  for (const to of addresses) mailIds.push(await send(tx, ctx, facts, to, mail))
  return mailIds[0] ?? null
}
