/** Where a mail that came in belongs, and who its sender says to be. Steps for taking it; they decide nothing. */
import { findEpisodeByReference } from '../../db/queries/episode.ts'
import { findMail, type MailRow } from '../../db/queries/mail.ts'
import { listMembers } from '../../db/queries/organization.ts'
import { findSubmissionOwner, listContactsOfOrganization } from '../../db/queries/submission.ts'
import type { Reader } from '../../db/transaction.ts'
import { catalogue, isMailKind } from '../../emails/catalogue.ts'
import { mailboxKey } from '../domain/email-address.ts'
import { namedMails, type ParsedMail } from '../domain/inbound-mail.ts'
import { may } from '../domain/organization.ts'
import type { Context } from './context.ts'
import { answeredMails } from './reply-address.ts'

export type MailPlace = {
  /** Ours that it answers or returns; null when it names none. */
  mail: MailRow | null
  /** Whether it came to that mail's signed address, so that whoever wrote it holds our mail. */
  signed: boolean
  /** The at-risk case that the mail named. */
  episodeId: string | null
  submissionId: string | null
  organizationId: string | null
}

const NOWHERE: MailPlace = { mail: null, signed: false, episodeId: null, submissionId: null, organizationId: null }

/** The first mail of ours that it names and that can be answered; signed addresses before threads. */
export async function placeOf(reader: Reader, ctx: Context, parsed: ParsedMail): Promise<MailPlace> {
  const signed = answeredMails(ctx, parsed.recipients)
  const ids = new Set([...signed, ...namedMails(parsed, ctx.settings.mailHost)])
  let named: MailRow | null = null
  for (const id of ids) {
    const mail = await findMail(reader, id)
    const about = mail && (await subjectOf(reader, mail))
    if (about) return { mail, signed: signed.includes(id), ...about }
    named ??= mail ?? null
  }
  return { ...NOWHERE, mail: named }
}

async function subjectOf(
  reader: Reader,
  mail: MailRow,
): Promise<Pick<MailPlace, 'episodeId' | 'submissionId' | 'organizationId'> | null> {
  const { submissionId } = mail
  const owner = submissionId && (await findSubmissionOwner(reader, submissionId))
  if (owner) return { submissionId, episodeId: null, organizationId: owner.organization.id }
  if (!isMailKind(mail.kind) || !catalogue[mail.kind].answerable) return null
  const { episode } = mail.props
  const found = typeof episode === 'string' ? await findEpisodeByReference(reader, episode) : undefined
  if (!found) return null
  return { submissionId: null, episodeId: found.id, organizationId: found.organizationId }
}

/** Somebody of the organization, by the address in From. */
export type KnownSender = {
  /** null for a contact without an account. */
  personId: string | null
  /** Whether this person could write the same in the portal; contacts are who AppSec writes to. */
  mayReply: boolean
}

/**
 * @param from addresses of the From header; none is known unless it is exactly one
 * @param more addresses that count as contacts, such as the main contact of a form
 * @returns null for a stranger
 */
export async function knownSender(
  reader: Reader,
  organizationId: string,
  from: readonly string[],
  more: readonly string[] = [],
): Promise<KnownSender | null> {
  const [only = ''] = from
  if (from.length !== 1) return null
  const key = mailboxKey(only)
  const person = (await listMembers(reader, organizationId)).find(({ email }) => mailboxKey(email) === key)
  const contacts = await listContactsOfOrganization(reader, organizationId)
  const contact = [...contacts.map(({ email }) => email), ...more].some((email) => mailboxKey(email) === key)
  if (!person && !contact) return null
  return { personId: person?.personId ?? null, mayReply: contact || (person ? may(person.role, 'reply') : false) }
}
