/** A mail that answers about an at-risk case. Steps for taking mail: only the inactivity ladder is moved by one. */
import { appendEpisodeEvent, type EpisodeRow } from '../../db/queries/episode.ts'
import type { InboundMailRow } from '../../db/queries/inbound-mail.ts'
import type { Tx } from '../../db/transaction.ts'
import { episodeStatus } from '../domain/episode.ts'
import type { Context } from './context.ts'
import type { KnownSender } from './inbound-place.ts'
import { recordAnswer } from './ladder-answer.ts'
import type { CaseEvent } from './ladder-facts.ts'

export type MailReply = { mail: InboundMailRow; sender: KnownSender | null; signed: boolean }
type Held = { episode: EpisodeRow; events: CaseEvent[] }

/** Mails without effect that the log of one case shows; further ones stand only in its list of mails. */
const SHOWN_MAX = 20

/**
 * Of inactivity, an answer from the organization to the signed address is as good as the button of the same mail, and any
 * other mail pauses the ladder until staff have looked. Everywhere else, and when the ladder has ended, a mail is noted,
 * staff read it, and nothing changes.
 */
export async function replyToCase(
  tx: Tx,
  ctx: Context,
  held: Held,
  reply: MailReply,
): Promise<'answered' | 'paused' | 'shown'> {
  const { episode, events } = held
  if (episode.kind !== 'inactive' || isOver(events, ctx.now)) return noteMail(tx, ctx, held, reply)
  if (reply.sender && reply.signed) {
    await recordAnswer(tx, ctx, episode, {
      how: 'mail',
      by: { actorKind: reply.sender.personId ? 'developer' : 'sender', actorId: reply.sender.personId },
      publicText: 'Somebody of the organization answered our mail.',
      inboundMailId: reply.mail.id,
    })
    return 'answered'
  }
  const last = events.findLast(({ kind }) => kind === 'paused' || kind === 'resumed')
  if (last?.kind === 'paused') return noteMail(tx, ctx, held, reply)
  await appendMailEvent(tx, ctx, episode, reply.mail, {
    kind: 'paused',
    publicText: 'A mail came that we have to look at first. Until then nothing goes on.',
  })
  return 'paused'
}

/** Whether no mail can move the ladder any more. */
const isOver = (events: readonly CaseEvent[], now: Date): boolean =>
  episodeStatus(events, now) === 'closed' || events.some(({ kind }) => kind === 'response' || kind === 'removed')

async function noteMail(
  tx: Tx,
  ctx: Context,
  { episode, events }: Held,
  { mail, sender, signed }: MailReply,
): Promise<'shown'> {
  if (events.filter(({ kind }) => kind === 'received').length < SHOWN_MAX) {
    const publicText = sender && signed ? 'Your mail came in. A person of the AppSec team reads it.' : ''
    await appendMailEvent(tx, ctx, episode, mail, { kind: 'received', publicText })
  }
  return 'shown'
}

/** Addresses and words stand in the mail's own row, where they can be erased. */
function appendMailEvent(
  tx: Tx,
  ctx: Context,
  episode: EpisodeRow,
  mail: InboundMailRow,
  words: { kind: 'paused' | 'received'; publicText: string },
): Promise<void> {
  return appendEpisodeEvent(tx, {
    ...{ id: ctx.randomId(), episodeId: episode.id, at: ctx.now, ...words },
    ...{ actorKind: 'sender', actorId: null, human: false, mailId: null, internalText: '' },
    data: { how: 'mail', inboundMailId: mail.id },
  })
}
