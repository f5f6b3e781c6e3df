/**
 * Mail that came in: replies to our mails, mails of ours that came back, automatic answers, and mail that belongs to
 * nothing. The From header proves nobody. Whoever writes to the signed address of a mail holds that mail, as somebody who
 * opens its link does; together with an address of the organization that is an answer. Everything else can at most pause
 * a ladder until staff have looked, and stands where staff read it.
 */
import { insertInboundMail } from '../../db/queries/inbound-mail.ts'
import type { Tx } from '../../db/transaction.ts'
import { type Bounce, bounceOf, inboundKey, isAutomatic, keptMail, type ParsedMail } from '../domain/inbound-mail.ts'
import { notFound } from '../domain/refusal.ts'
import type { Context } from './context.ts'
import { lockedEpisode } from './episode-step.ts'
import { replyToCase } from './inbound-episode.ts'
import { knownSender, type MailPlace, placeOf } from './inbound-place.ts'
import { holdSubmission, replyToSubmission } from './inbound-review.ts'
import { bounceStep } from './mail-delivery.ts'
import { recordAudit } from './record.ts'

export type MailOutcomeIn =
  /** Taken before. */
  | 'repeated'
  /** Written by no person. */
  | 'automatic'
  /** A mail of ours came back. */
  | 'bounced'
  /** A person answered, or wrote to AppSec. */
  | 'answered'
  /** It pauses a ladder until staff have looked. */
  | 'paused'
  /** It stands where staff read it, and changes nothing. */
  | 'shown'
  /** It belongs to nothing here. */
  | 'unplaced'

/**
 * Takes a mail; when it returns, the mail is kept. The same one again changes nothing. Refuses everybody but our own
 * servers: whoever calls this got it from the payer's mailbox, or has checked the signature.
 * @param input.digest of the whole mail
 */
export function takeMail(
  ctx: Context,
  input: { parsed: ParsedMail; digest: string },
): Promise<{ outcome: MailOutcomeIn }> {
  return ctx.transaction(async (tx) => {
    if (ctx.actor.kind !== 'system') throw notFound('page')
    const { parsed, digest } = input
    const bounce = bounceOf(parsed)
    const automatic = isAutomatic(parsed)
    const place = await placeOf(tx, ctx, parsed)
    const subject = await held(tx, ctx, place)
    const sender =
      subject && !automatic && place.organizationId
        ? await knownSender(tx, place.organizationId, parsed.from, subject.contacts)
        : null
    const kept = keptMail(parsed)
    const mail = {
      ...{ id: ctx.randomId(), messageId: inboundKey(parsed, digest), receivedAt: ctx.now },
      ...{ fromAddress: kept.from, toAddress: kept.to, subject: kept.subject },
      // Of what nobody here waits for, the words are not ours to keep.
      text: automatic || !subject ? '' : kept.text,
      ...{ automatic, senderKnown: sender !== null, episodeId: place.episodeId, submissionId: place.submissionId },
    }
    if (!(await insertInboundMail(tx, mail))) return { outcome: 'repeated' }
    const outcome = automatic
      ? await ofNobody(tx, ctx, place, bounce)
      : subject
        ? await subject.reply({ mail, sender, signed: place.signed })
        : 'unplaced'
    await recordAudit(tx, ctx, {
      ...{ act: 'inbound_mail.received', noun: 'inbound_mail', nounId: mail.id, organizationId: place.organizationId },
      data: { outcome, senderKnown: mail.senderKnown, signed: place.signed, mailId: place.mail?.id ?? null },
    })
    return { outcome }
  })
}

/** What the mail is about, locked before anything is written; null when it is about nothing. */
async function held(tx: Tx, ctx: Context, { episodeId, submissionId }: MailPlace) {
  if (episodeId) {
    const found = await lockedEpisode(tx, episodeId)
    return { contacts: [], reply: (reply: Parameters<typeof replyToCase>[3]) => replyToCase(tx, ctx, found, reply) }
  }
  if (!submissionId) return null
  const facts = await holdSubmission(tx, ctx, submissionId)
  return {
    contacts: facts.primary ? [facts.primary.email] : [],
    reply: (reply: Parameters<typeof replyToSubmission>[3]) => replyToSubmission(tx, ctx, facts, reply),
  }
}

async function ofNobody(tx: Tx, ctx: Context, { mail }: MailPlace, bounce: Bounce | null): Promise<MailOutcomeIn> {
  if (!bounce || !mail) return 'automatic'
  const became = await bounceStep(tx, ctx, { mailId: mail.id, detail: bounce.detail })
  return became === 'bounced' ? 'bounced' : 'automatic'
}
