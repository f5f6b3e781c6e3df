/** Mails an operator should know of: those that failed or are late, and those that may have been sent twice. */
import {
  findLateMail,
  listMailAttempts,
  listMailTriedAgain,
  listTroubledMail,
  type MailAttemptRow,
  type MailRow,
} from '../../db/queries/mail.ts'
import { catalogue, isMailKind } from '../../emails/catalogue.ts'
import { datedText } from '../domain/calendar.ts'
import { type MailState, mailState, mailTries, needsAttention, possibleDoubles, STUCK_AFTER } from '../domain/mail.ts'
import { notFound } from '../domain/refusal.ts'
import type { Context } from './context.ts'

export type TroubledMail = {
  mailId: string
  kind: string
  /** A member's address is cut short. */
  to: string
  createdAt: Date
  when: string
  /** What it is about. */
  submissionId: string | null
  state: MailState
  tries: number
  /** What the mail server said last; addresses are cut short in it for members, too. */
  detail: string
}

export type MailTrouble = {
  /** Of the last 30 days, newest first, at most 200. */
  mails: TroubledMail[]
  /** How many deliveries there may have been beyond one a mail, among the newest 1,000 that were tried again. */
  possibleDoubles: number
}

const MOST_SHOWN = 200
const DAY = 24 * 60 * 60 * 1000
/** What failed longer ago needs nobody any more. */
const TROUBLE_DAYS = 30
const MOST_COUNTED = 1000

/** For payer staff and the operator's command; refuses others with `not_found`. */
export async function mailTrouble(ctx: Context): Promise<MailTrouble> {
  mustWatchOver(ctx)
  const lateBefore = new Date(ctx.now.getTime() - STUCK_AFTER)
  const since = new Date(ctx.now.getTime() - TROUBLE_DAYS * DAY)
  const rows = await listTroubledMail(ctx.reader, { lateBefore, since, limit: MOST_SHOWN })
  const attempts = await attemptsByMail(
    ctx,
    rows.map(({ id }) => id),
  )
  const mails = rows.flatMap((row) => {
    const own = attempts.get(row.id) ?? []
    if (!needsAttention(own, row.createdAt, ctx.now)) return []
    const { id: mailId, kind, createdAt, submissionId } = row
    const when = datedText(createdAt, ctx.settings.payer.zone)
    const detail = detailShown(row, own.findLast(({ detail }) => detail !== '')?.detail ?? '')
    const about = { mailId, kind, to: addressShown(row), createdAt, when, submissionId }
    return [{ ...about, state: mailState(own), tries: mailTries(own), detail }]
  })
  return { mails, possibleDoubles: await countDoubles(ctx) }
}

export type LateMail = { count: number; since: { at: Date; when: string } }

/** Mails that should have been gone by now, as when the mail server is away; null when there are none. Refuses as `mailTrouble`. */
export async function lateMail(ctx: Context): Promise<LateMail | null> {
  mustWatchOver(ctx)
  const { count, since } = await findLateMail(ctx.reader, new Date(ctx.now.getTime() - STUCK_AFTER))
  return since && { count, since: { at: since, when: datedText(since, ctx.settings.payer.zone) } }
}

function mustWatchOver({ actor: { kind } }: Context): void {
  if (kind !== 'system' && kind !== 'reviewer' && kind !== 'lead' && kind !== 'auditor') throw notFound('page')
}

const isMembers = ({ kind }: MailRow): boolean => isMailKind(kind) && catalogue[kind].sender === 'members'

const cutShort = (address: string): string => `${address.slice(0, 1)}…${address.slice(address.lastIndexOf('@'))}`

const addressShown = (row: MailRow): string => (isMembers(row) ? cutShort(row.toAddress) : row.toAddress)

/** Servers like to repeat the address they refuse. */
const detailShown = (row: MailRow, detail: string): string =>
  isMembers(row) ? detail.replace(/[^\s<>()",;:]+@/g, (mailbox) => cutShort(mailbox)) : detail

async function countDoubles(ctx: Context): Promise<number> {
  const again = await listMailTriedAgain(ctx.reader, MOST_COUNTED)
  const attempts = await attemptsByMail(ctx, again)
  return [...attempts.values()].reduce((sum, own) => sum + possibleDoubles(own), 0)
}

/** Oldest first within a mail. */
async function attemptsByMail(ctx: Context, mailIds: string[]): Promise<Map<string, MailAttemptRow[]>> {
  const byMail = new Map<string, MailAttemptRow[]>()
  for (const row of await listMailAttempts(ctx.reader, mailIds)) {
    byMail.set(row.mailId, [...(byMail.get(row.mailId) ?? []), row])
  }
  return byMail
}
