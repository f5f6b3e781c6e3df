/** Tells a member that sharing began. The app is named on the page behind sign-in and not here. */
import { mailText } from '../lib/domain/wording/mails.ts'
import { Action, Paragraph } from './parts.tsx'
import type { MailTemplate } from './template.ts'

export const grantConnected: MailTemplate<'grant_connected'> = ({ props, payer, lang }) => ({
  heading: mailText(lang, 'grantConnected.heading'),
  body: (
    <>
      <Paragraph>{mailText(lang, 'grantConnected.lead', { payer: props.payer })}</Paragraph>
      <Paragraph>{mailText(lang, 'grantConnected.see')}</Paragraph>
      <Action url={props.url} label={mailText(lang, 'action.grants')} payer={payer} />
      <Paragraph>{mailText(lang, 'grantConnected.not', { payer: props.payer, phone: props.phone })}</Paragraph>
    </>
  ),
  why: mailText(lang, 'footer.why', { payer: props.payer }),
})
