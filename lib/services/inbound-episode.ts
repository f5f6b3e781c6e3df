/** A mail that answers the inactivity ladder. Steps for taking mail. */
import { appendEpisodeEvent } from '../../db/queries/episode.ts'
import type { InboundMailRow } from '../../db/queries/inbound-mail.ts'
import type { Tx } from '../../db/transaction.ts'
import { episodeStatus } from '../domain/episode.ts'
import type { Context } from './context.ts'
import type { KnownSender } from './inbound-place.ts'
import type { HeldCase } from './ladder-access.ts'
import { recordAnswer } from './ladder-answer.ts'

export type MailReply = { mail: InboundMailRow; sender: KnownSender | null; signed: boolean }

/**
 * An answer from the organization to the signed address is as good as the button of the same mail. Any other mail pauses
 * the ladder until staff have looked, and can do nothing else.
 */
export async function replyToCase(
  tx: Tx,
  ctx: Context,
  { episode, events }: HeldCase,
  { mail, sender, signed }: MailReply,
): Promise<'answered' | 'paused' | 'shown'> {
  if (episodeStatus(events, ctx.now) === 'closed' || events.some(({ kind }) => kind === 'response')) return 'shown'
  if (sender && signed) {
    await recordAnswer(tx, ctx, episode, {
      how: 'mail',
      by: { actorKind: sender.personId ? 'developer' : 'sender', actorId: sender.personId },
      publicText: 'Somebody of the organization answered our mail.',
    })
    return 'answered'
  }
  const last = events.findLast(({ kind }) => kind === 'paused' || kind === 'resumed')
  if (last?.kind === 'paused') return 'shown'
  await appendEpisodeEvent(tx, {
    ...{ id: ctx.randomId(), episodeId: episode.id, kind: 'paused', at: ctx.now },
    ...{ actorKind: 'sender', actorId: null, human: false, mailId: null },
    publicText: 'A mail came that we have to look at first. Until then nothing goes on.',
    // Addresses and words stand in the mail's own row, where they can be erased.
    internalText: '',
    data: { how: 'mail', inboundMailId: mail.id },
  })
  return 'paused'
}
