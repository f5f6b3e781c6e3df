/** Tells a member that sharing ended. */
import { mailText } from '../lib/domain/wording/mails.ts'
import { Action, Paragraph } from './parts.tsx'
import type { MailTemplate } from './template.ts'

export const grantStopped: MailTemplate<'grant_stopped'> = ({ props, payer, lang }) => ({
  heading: mailText(lang, 'grantStopped.heading'),
  body: (
    <>
      <Paragraph>{mailText(lang, 'grantStopped.lead', { payer: props.payer })}</Paragraph>
      <Paragraph>{mailText(lang, 'grantStopped.kept')}</Paragraph>
      <Action url={props.url} label={mailText(lang, 'action.grants')} payer={payer} />
      <Paragraph>{mailText(lang, 'grantStopped.not', { payer: props.payer, phone: props.phone })}</Paragraph>
    </>
  ),
  why: mailText(lang, 'footer.why', { payer: props.payer }),
})
