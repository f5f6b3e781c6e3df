/** The history of a review as staff read it: public words, internal notes, and what became of each mail. A step for the page. */
import { listInboundMails } from '../../db/queries/inbound-mail.ts'
import { listPeople } from '../../db/queries/person.ts'
import { listStaff } from '../../db/queries/staff.ts'
import type { Reader } from '../../db/transaction.ts'
import { datedText } from '../domain/calendar.ts'
import { erasedSentence, reviewWordsErased } from '../domain/erased-words.ts'
import { requiredExpectations } from '../domain/expectations.ts'
import { type Edition, questionOf } from '../domain/questionnaire.ts'
import type { MailDelivery, ReviewEventKind } from '../domain/review.ts'
import type { ChangeGround } from '../domain/review-verdict.ts'
import { openChanges } from '../domain/submission-timeline.ts'
import { type InboundMailView, mailViewOf } from './inbound-view.ts'
import { GROUND_TITLES } from './review-changes.ts'
import type { SubmissionEvent } from './submission-facts.ts'

export type ReviewEntry = {
  id: string
  kind: ReviewEventKind
  title: string
  at: Date
  when: string
  by: string
  publicText: string
  internalText: string
  /** What was asked to change, answer by answer. */
  changes: { prompt: string; ground: string; text: string }[]
  /** What it is about: a question or an expectation. */
  about: string
  delivery: MailDelivery | null
  deliveredWhen: string
  /** The mail that came in, for what was written by mail. */
  mail: InboundMailView | null
  /** The sentence in place of words that were erased; empty where none were. */
  erased: string
}

const TITLES: Record<ReviewEventKind, string> = {
  submitted: 'Submitted',
  resubmitted: 'Submitted changed answers',
  claimed: 'Claimed',
  released: 'Let go',
  message: 'Message to the developer',
  reply: 'Message from the developer',
  note: 'Internal note',
  changes_requested: 'Changes asked for',
  answer_stands: 'The developer says the answers stand',
  no_reply_needed: 'No reply needed',
  exception: 'Exception recorded',
  finding: 'Finding recorded',
  finding_lifted: 'Finding lifted',
  approved: 'Approved',
  denied: 'Denied',
  withdrawn: 'Withdrawn by the developer',
  closed: 'Closed, the terms stayed unanswered',
}

export const FINDING_TITLES: Record<string, string> = {
  could_not_confirm: 'We could not confirm this answer',
  finding: 'Identity or policy page not proven',
}

/** Oldest first. @param erasedAt when the words of its organization were erased; null when they were not */
export async function reviewTimeline(
  reader: Reader,
  events: readonly SubmissionEvent[],
  edition: Edition,
  { zone, erasedAt }: { zone: string; erasedAt: Date | null },
): Promise<ReviewEntry[]> {
  const names = await namesOf(reader, events)
  const mails = await mailsOf(reader, events, zone)
  return events.map((event) => ({
    id: event.id,
    kind: event.kind,
    title: event.kind === 'note' && mails.has(event.id) ? 'A mail that counts as no reply' : TITLES[event.kind],
    at: event.at,
    when: datedText(event.at, zone),
    by:
      event.actorKind === 'system'
        ? 'the portal'
        : (names.get(event.actorId ?? '') ?? mails.get(event.id)?.from ?? 'somebody'),
    publicText: event.publicText,
    internalText: event.internalText,
    changes: openChanges([event]).map(({ questionId, ground, text }) => ({
      prompt: questionOf(edition, questionId)?.prompt ?? questionId,
      ground: GROUND_TITLES[ground as ChangeGround] ?? ground,
      text,
    })),
    about: aboutOf(event, edition),
    delivery: event.mailId ? (event.delivery ?? 'waiting') : null,
    deliveredWhen: event.deliveredAt ? datedText(event.deliveredAt, zone) : '',
    mail: mails.get(event.id) ?? null,
    erased: reviewWordsErased(event) || mails.get(event.id)?.erased ? erasedSentence(erasedAt, zone) : '',
  }))
}

/** By the event that a mail stands behind. */
async function mailsOf(
  reader: Reader,
  events: readonly SubmissionEvent[],
  zone: string,
): Promise<Map<string, InboundMailView>> {
  const behind = events.flatMap(({ id, data }) =>
    typeof data.inboundMailId === 'string' ? [{ id, mailId: data.inboundMailId }] : [],
  )
  const rows = await listInboundMails(
    reader,
    behind.map(({ mailId }) => mailId),
  )
  return new Map(
    behind.flatMap(({ id, mailId }) => {
      const row = rows.find((one) => one.id === mailId)
      return row ? [[id, mailViewOf(row, zone)] as const] : []
    }),
  )
}

async function namesOf(reader: Reader, events: readonly SubmissionEvent[]): Promise<Map<string, string>> {
  const developers = events.filter((event) => event.actorKind === 'developer').map((event) => event.actorId ?? '')
  const people = await listPeople(reader, [...new Set(developers)].filter(Boolean))
  const staff = await listStaff(reader)
  const developerNames = people.map((row) => [row.id, row.name || row.email] as const)
  return new Map([...developerNames, ...staff.map((row) => [row.id, row.name] as const)])
}

function aboutOf({ kind, data }: SubmissionEvent, edition: Edition): string {
  if (kind === 'exception') {
    return requiredExpectations.find(({ id }) => id === data.expectation)?.requirement ?? ''
  }
  if (kind !== 'finding' && kind !== 'finding_lifted') return ''
  const prompt = questionOf(edition, String(data.questionId))?.prompt ?? ''
  return `${FINDING_TITLES[String(data.finding)] ?? ''}: ${prompt}`
}
