/**
 * Everything the rules of a review look at, read in one go: the submission with its app and organization, what happened
 * so far with the delivery of its mails, the frozen documents, the terms and the primary contact.
 * A step for other services; it decides nothing and asks nobody who they are.
 */
import { type DocumentRow, listDocuments } from '../../db/queries/document.ts'
import { listMailAttempts, type MailAttemptRow } from '../../db/queries/mail.ts'
import {
  findAddressConfirmation,
  findSubmission,
  findSubmissionOwner,
  listContactsOfOrganization,
  listReviewEvents,
  listReviewEventsOf,
  type ReviewEventRow,
  type SubmissionRow,
} from '../../db/queries/submission.ts'
import { type AcceptanceRow, findAcceptance, findTermsAt, type TermsRow } from '../../db/queries/terms.ts'
import type { Reader } from '../../db/transaction.ts'
import { notFound } from '../domain/refusal.ts'
import type { ReviewEvent } from '../domain/review.ts'

type Owner = NonNullable<Awaited<ReturnType<typeof findSubmissionOwner>>>
type Contact = Awaited<ReturnType<typeof listContactsOfOrganization>>[number]

/** An event as the rules read it, with the row's own id for screens. */
export type SubmissionEvent = ReviewEvent & { id: string }

/** Whom AppSec writes to: the main contact of the form, else of the organization. */
export type PrimaryContact = {
  name: string
  email: string
  /** When the reader of that address proved it; null while unproven. */
  confirmedAt: Date | null
}

export type SubmissionFacts = {
  submission: SubmissionRow
  app: Owner['app']
  organization: Owner['organization']
  /** Oldest first. */
  events: SubmissionEvent[]
  /** Round 1 first; empty for a draft. */
  documents: DocumentRow[]
  /** The terms in force, and the organization's acceptance of that version. */
  terms: TermsRow | null
  acceptance: AcceptanceRow | null
  termsAccepted: boolean
  contacts: Contact[]
  primary: PrimaryContact | null
}

/** @param now decides which version of the terms is in force. Refuses `not_found`. */
export async function submissionFacts(reader: Reader, submissionId: string, now: Date): Promise<SubmissionFacts> {
  const submission = await findSubmission(reader, submissionId)
  const owner = submission && (await findSubmissionOwner(reader, submissionId))
  if (!submission || !owner) throw notFound('submission')
  const { app, organization } = owner
  const events = await submissionEvents(reader, submissionId)
  const documents = await listDocuments(reader, submissionId)
  const contacts = await listContactsOfOrganization(reader, organization.id)
  const terms = (await findTermsAt(reader, now)) ?? null
  const acceptance = terms ? ((await findAcceptance(reader, organization.id, terms.version)) ?? null) : null
  const primary = await primaryContact(reader, organization.id, documents.at(-1), contacts)
  return {
    submission,
    app,
    organization,
    events,
    documents,
    terms,
    acceptance,
    termsAccepted: acceptance !== null,
    contacts,
    primary,
  }
}

/** The events of a submission with what became of their mails, oldest first. */
export async function submissionEvents(reader: Reader, submissionId: string): Promise<SubmissionEvent[]> {
  const rows = await listReviewEvents(reader, submissionId)
  const mailIds = rows.map((row) => row.mailId).filter((id) => id !== null)
  const attempts = await listMailAttempts(reader, mailIds)
  return rows.map((row) => eventOf(row, attempts))
}

/** The same for several submissions, in one go. @returns events by submission, oldest first */
export async function eventsOfSubmissions(
  reader: Reader,
  submissionIds: string[],
): Promise<Map<string, SubmissionEvent[]>> {
  const rows = await listReviewEventsOf(reader, submissionIds)
  const mailIds = rows.map((row) => row.mailId).filter((id) => id !== null)
  const attempts = await listMailAttempts(reader, mailIds)
  const events = new Map<string, SubmissionEvent[]>(submissionIds.map((id) => [id, []]))
  for (const row of rows) events.get(row.submissionId)?.push(eventOf(row, attempts))
  return events
}

function eventOf(row: ReviewEventRow, attempts: readonly MailAttemptRow[]): SubmissionEvent {
  const event: SubmissionEvent = {
    id: row.id,
    kind: row.kind as ReviewEvent['kind'],
    at: row.at,
    actorKind: row.actorKind,
    actorId: row.actorId,
    human: row.human,
    data: row.data,
    publicText: row.publicText,
    internalText: row.internalText,
    mailId: row.mailId,
  }
  if (!row.mailId) return event
  const own = attempts.filter((attempt) => attempt.mailId === row.mailId)
  return { ...event, ...deliveryOf(own) }
}

/** What the last finished attempt says; a mail nobody tried yet is waiting. */
function deliveryOf(attempts: readonly MailAttemptRow[]): Pick<ReviewEvent, 'delivery' | 'deliveredAt'> {
  const last = attempts.filter((attempt) => attempt.outcome !== 'started').at(-1)
  const accepted = attempts.find((attempt) => attempt.outcome === 'accepted')
  const deliveredAt = accepted ? { deliveredAt: accepted.at } : {}
  if (!last) return { delivery: 'waiting' }
  if (last.outcome === 'skipped' || last.outcome === 'started') return { delivery: 'refused', ...deliveredAt }
  return { delivery: last.outcome, ...deliveredAt }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

async function primaryContact(
  reader: Reader,
  organizationId: string,
  document: DocumentRow | undefined,
  contacts: readonly Contact[],
): Promise<PrimaryContact | null> {
  const people = isRecord(document?.people) ? document.people : {}
  const named = isRecord(people['contact.primary']) ? people['contact.primary'] : {}
  const kept = contacts.find((contact) => contact.kind === 'primary')
  const email = text(named.email) || (kept?.email ?? '')
  if (email === '') return null
  const name = text(named.name) || (kept?.name ?? '')
  return { name, email, confirmedAt: (await findAddressConfirmation(reader, organizationId, email)) ?? null }
}
