/** Tells a member that the plan stopped an app. The app is named on the page behind sign-in and not here. */
import { mailText } from '../lib/domain/wording/mails.ts'
import { Action, Paragraph } from './parts.tsx'
import type { MailTemplate } from './template.ts'

export const clientStoppedMember: MailTemplate<'client_stopped_member'> = ({ props, payer, lang }) => ({
  heading: mailText(lang, 'clientStopped.heading'),
  body: (
    <>
      <Paragraph>{mailText(lang, 'clientStopped.lead', { payer: props.payer })}</Paragraph>
      <Paragraph>{mailText(lang, 'grantStopped.kept')}</Paragraph>
      <Action url={props.url} label={mailText(lang, 'action.grants')} payer={payer} />
      <Paragraph>{mailText(lang, 'grantEndedByPlan.not', { payer: props.payer, phone: props.phone })}</Paragraph>
    </>
  ),
  why: mailText(lang, 'clientStopped.why', { payer: props.payer }),
})
