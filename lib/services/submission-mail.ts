/** The mails of sending: that it has arrived, and to a main contact whose address is not proven yet, the way to confirm it. */
import { listMailOfSubmission, type MailRow } from '../../db/queries/mail.ts'
import type { Tx } from '../../db/transaction.ts'
import { datedText, firstContactDue, nextReplyDue } from '../domain/calendar.ts'
import { askForConfirmation } from './address-confirmation.ts'
import type { Context } from './context.ts'
import { recordMail } from './record.ts'
import { submissionFacts } from './submission-facts.ts'

/** Longer threads keep their root and the newest mails, so that the header stays short. */
const MAX_REFERENCES = 10

/** Message-IDs of the thread of a submission with one address, root first. */
export function threadOf(mails: readonly MailRow[], address: string, mailHost: string): string[] {
  const ids = mails
    .filter((mail) => mail.toAddress === address)
    .toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime())
    .map((mail) => `${mail.id}@${mailHost}`)
  if (ids.length <= MAX_REFERENCES) return ids
  return [...ids.slice(0, 1), ...ids.slice(-(MAX_REFERENCES - 1))]
}

/** Tells the main contact and the sender, once each when they are two. */
export async function mailReceived(
  tx: Tx,
  ctx: Context,
  facts: { submissionId: string; round: number; submitter: string },
): Promise<void> {
  const { submission, app, organization, primary } = await submissionFacts(tx, facts.submissionId, ctx.now)
  const { calendar } = ctx.settings
  const due = facts.round === 1 ? firstContactDue(ctx.now, calendar) : nextReplyDue(ctx.now, calendar)
  const thread = await listMailOfSubmission(tx, facts.submissionId)
  const addresses = new Set([primary?.email ?? facts.submitter, facts.submitter])
  for (const to of addresses) {
    await recordMail(tx, ctx, {
      kind: 'submission_received',
      to,
      submissionId: submission.id,
      references: threadOf(thread, to, ctx.settings.mailHost),
      props: {
        app: app.name,
        organization: organization.legalName,
        reference: submission.reference,
        round: facts.round,
        due: datedText(due, calendar.zone),
        url: `${ctx.settings.portalUrl}/developer/submissions/${submission.id}/receipt`,
      },
    })
  }
}

/** AppSec writes only to an address that its reader confirmed, so an unproven one is asked when the form arrives. */
export async function mailConfirmation(tx: Tx, ctx: Context, submissionId: string): Promise<void> {
  const { organization, primary } = await submissionFacts(tx, submissionId, ctx.now)
  if (!primary || primary.confirmedAt) return
  const { id: organizationId, legalName } = organization
  await askForConfirmation(tx, ctx, { organizationId, organization: legalName, email: primary.email })
}
