/** Writes a mail: values in, subject, HTML part and text part out. Values are checked again, since rows may be old. */
import { render, toPlainText } from '@react-email/components'
import { mailText } from '../lib/domain/wording/mails.ts'
import type { Lang } from '../lib/domain/wording/pages.ts'
import { phoneText } from '../lib/domain/wording/phone.ts'
import { appDeleted } from './app-deleted.tsx'
import { breachAlert } from './breach-alert.tsx'
import { catalogue, isMailKind, type MailKind } from './catalogue.ts'
import { changesRequested } from './changes-requested.tsx'
import { credentialTemplates } from './client-credentials.tsx'
import { clientReinstated } from './client-reinstated.tsx'
import { clientStoppedMember } from './client-stopped-member.tsx'
import { clientSuspended } from './client-suspended.tsx'
import { confirmAddress } from './confirm-address.tsx'
import type { MailSender } from './definition.ts'
import { findingLifted } from './finding-lifted.tsx'
import { grantConnected } from './grant-connected.tsx'
import { grantEndedByPlan } from './grant-ended-by-plan.tsx'
import { grantRevoked } from './grant-revoked.tsx'
import { grantStopped } from './grant-stopped.tsx'
import { inactiveTemplates } from './inactive.tsx'
import { incidentTemplates } from './incident.tsx'
import { invitation } from './invitation.tsx'
import { Layout } from './layout.tsx'
import { maliciousCase } from './malicious-case.tsx'
import { type MailPayer, oneLine } from './props.ts'
import { reviewMessage } from './review-message.tsx'
import { signInCode } from './sign-in-code.tsx'
import { submissionApproved } from './submission-approved.tsx'
import { submissionDenied } from './submission-denied.tsx'
import { submissionReceived } from './submission-received.tsx'
import type { MailTemplate } from './template.ts'
import { termsLink } from './terms-link.tsx'
import { webhookTurnedOff } from './webhook-turned-off.tsx'

const TEMPLATES: { [Kind in MailKind]: MailTemplate<Kind> } = {
  sign_in_code: signInCode,
  invitation,
  confirm_address: confirmAddress,
  terms_link: termsLink,
  submission_received: submissionReceived,
  review_message: reviewMessage,
  changes_requested: changesRequested,
  submission_approved: submissionApproved,
  submission_denied: submissionDenied,
  finding_lifted: findingLifted,
  client_suspended: clientSuspended,
  client_reinstated: clientReinstated,
  app_deleted: appDeleted,
  grant_connected: grantConnected,
  grant_stopped: grantStopped,
  grant_revoked: grantRevoked,
  grant_ended_by_plan: grantEndedByPlan,
  client_stopped_member: clientStoppedMember,
  malicious_case: maliciousCase,
  breach_alert: breachAlert,
  webhook_turned_off: webhookTurnedOff,
  ...inactiveTemplates,
  ...incidentTemplates,
  ...credentialTemplates,
}

/** Columns of the text part; a longer word, such as an address of a page, stays whole. */
export const TEXT_WIDTH = 78

export type WrittenMail = {
  subject: string
  html: string
  text: string
  sender: MailSender
  /** Whether nobody wrote it by hand. */
  automatic: boolean
}

/** @throws when there is no such mail or its values do not fit; the message names values and shows none */
export async function writeMail(
  kind: string,
  props: Record<string, unknown>,
  lang: Lang,
  payer: MailPayer,
): Promise<WrittenMail> {
  if (!isMailKind(kind)) throw new Error(`there is no mail "${oneLine(kind, 40)}"`)
  return write(kind, props, lang, payer)
}

async function write<Kind extends MailKind>(
  kind: Kind,
  given: Record<string, unknown>,
  wanted: Lang,
  payer: MailPayer,
): Promise<WrittenMail> {
  const { languages, sender, automatic, ...entry } = catalogue[kind]
  const parsed = entry.props.safeParse(given)
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`)
    throw new Error(`the mail ${kind} cannot be written: ${faults.join(', ')}`)
  }
  const lang = (languages as readonly Lang[]).includes(wanted) ? wanted : 'en'
  // The entry and its values belong together by construction; TypeScript cannot follow a union through both.
  const { subject: subjectOf, preview } = entry as {
    subject: (props: unknown, payer: MailPayer, lang: Lang) => string
    preview: (props: unknown, payer: MailPayer, lang: Lang) => string
  }
  const template = TEMPLATES[kind] as (facts: {
    props: unknown
    payer: MailPayer
    lang: Lang
  }) => ReturnType<MailTemplate<Kind>>
  const { heading, body, why } = template({ props: parsed.data, payer, lang })
  const subject = oneLine(subjectOf(parsed.data, payer, lang), 180)
  const html = await render(
    <Layout
      lang={lang}
      payer={payer}
      subject={subject}
      preview={oneLine(preview(parsed.data, payer, lang))}
      heading={heading}
      footer={[why, ...contactLines(sender, payer, lang)]}
    >
      {body}
    </Layout>,
  )
  return { subject, html, text: textPart(html), sender, automatic }
}

function contactLines(sender: MailSender, payer: MailPayer, lang: Lang): string[] {
  if (sender === 'appsec') return []
  if (sender === 'support') return [`Questions? Write to ${payer.supportEmail}.`]
  const values = { payer: payer.shortName, phone: phoneText(lang, payer.memberPhone) }
  return [mailText(lang, 'footer.help', values), mailText(lang, 'footer.language', values)]
}

function textPart(html: string): string {
  const headings = ['h1', 'h2'].map((selector) => ({ selector, options: { uppercase: false } }))
  const text = toPlainText(html, {
    wordwrap: TEXT_WIDTH,
    selectors: [...headings, { selector: 'hr', options: { length: 40 } }],
  })
  return `${text.replace(/[ \t]+$/gm, '').trim()}\n`
}
