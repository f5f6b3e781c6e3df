/** The reply address of one mail of ours: whoever writes to it holds that mail, whatever the From header says. */
import { mailOfTag, plusAddress, replyTag, tagsAmong } from '../domain/reply-address.ts'
import type { Context } from './context.ts'

const tagOf = (ctx: Context, mailId: string) => replyTag(mailId, ctx.keyedDigest(`reply:${mailId}`))

/** @returns null when no mail comes in here, or the payer's address leaves no room for a tag */
export function replyAddress(ctx: Context, mailId: string): string | null {
  const { replyBase } = ctx.settings
  return replyBase && plusAddress(replyBase, tagOf(ctx, mailId))
}

/** The mails of ours whose reply address stands among the recipients; texts that we did not sign are left out. */
export function answeredMails(ctx: Context, recipients: readonly string[]): string[] {
  const { replyBase } = ctx.settings
  if (!replyBase) return []
  return tagsAmong(recipients, replyBase).flatMap((tag) => {
    const mailId = mailOfTag(tag)
    // Digests of both, so that the time of the comparison says nothing about the code.
    return mailId && ctx.digest(tag) === ctx.digest(tagOf(ctx, mailId)) ? [mailId] : []
  })
}
