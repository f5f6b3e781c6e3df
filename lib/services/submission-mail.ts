/** The mail that says a submission has arrived: to the main contact of the form and to who sent it. */
import { listMailOfSubmission, type MailRow } from '../../db/queries/mail.ts'
import type { Tx } from '../../db/transaction.ts'
import { dueText, firstContactDue, nextReplyDue } from '../domain/calendar.ts'
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
        due: dueText(due, calendar.zone),
        url: `${ctx.settings.portalUrl}/developer/submissions/${submission.id}/receipt`,
      },
    })
  }
}
