/** Mail that came in, as payer staff of any role read it. */
import {
  type InboundMailRow,
  listInboundMails,
  listInboundOfEpisode,
  listUnplacedMail,
} from '../../db/queries/inbound-mail.ts'
import type { Reader } from '../../db/transaction.ts'
import { datedText } from '../domain/calendar.ts'
import { ERASED_ADDRESS } from '../domain/erased-words.ts'
import type { Context } from './context.ts'
import { staffOf } from './review-access.ts'

/** Days that mail which belongs to nothing, and automatic mail, is kept. Assumption. */
export const STRAY_MAIL_DAYS = 90

/** As many as somebody looks through. */
const UNPLACED_MAX = 100
const OF_EPISODE_MAX = 20

export type InboundMailView = {
  id: string
  at: Date
  when: string
  /** As it stands in the From header, which proves nothing. */
  from: string
  /** Whether that is an address of the organization. */
  known: boolean
  automatic: boolean
  subject: string
  /** Empty for automatic mail. */
  text: string
  /** Whether its words and its sender were erased with the organization. */
  erased: boolean
}

export function mailViewOf(row: InboundMailRow, zone: string): InboundMailView {
  const { id, receivedAt: at, fromAddress, senderKnown: known, automatic, subject, text } = row
  const from = fromAddress || 'nobody'
  return {
    ...{ id, at, when: datedText(at, zone), from, known, automatic, subject: subject || '(no subject)', text },
    erased: fromAddress === ERASED_ADDRESS,
  }
}

/** The newest mails about a case, newest first. */
export async function mailsOfEpisode(reader: Reader, ctx: Context, episodeId: string): Promise<InboundMailView[]> {
  const rows = await listInboundOfEpisode(reader, episodeId, OF_EPISODE_MAX)
  return rows.map((row) => mailViewOf(row, ctx.settings.payer.zone))
}

/** The mails that events name, by their ids. */
export async function mailsOfEvents(
  reader: Reader,
  ctx: Context,
  events: readonly { data: Record<string, unknown> }[],
): Promise<Map<string, InboundMailView>> {
  const ids = events.flatMap(({ data }) => (typeof data.inboundMailId === 'string' ? data.inboundMailId : []))
  const rows = await listInboundMails(reader, ids)
  return new Map(rows.map((row) => [row.id, mailViewOf(row, ctx.settings.payer.zone)]))
}

export type UnplacedMail = { mails: Omit<InboundMailView, 'text'>[]; keptDays: number; most: number }

/** Mail of persons that nobody could place, newest first: sender and subject only. Refuses all but payer staff (`not_found`). */
export async function unplacedMail(ctx: Context): Promise<UnplacedMail> {
  staffOf(ctx)
  const rows = await listUnplacedMail(ctx.reader, UNPLACED_MAX)
  const mails = rows.map((row) => {
    const { text: _, ...shown } = mailViewOf(row, ctx.settings.payer.zone)
    return shown
  })
  return { mails, keptDays: STRAY_MAIL_DAYS, most: UNPLACED_MAX }
}
