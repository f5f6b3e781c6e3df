/** Tells a member that sharing ended without them: the app gave its access back, or a stolen key to it may be about. */
import { mailText } from '../lib/domain/wording/mails.ts'
import { Action, Paragraph } from './parts.tsx'
import type { MailTemplate } from './template.ts'

export const grantRevoked: MailTemplate<'grant_revoked'> = ({ props, payer, lang }) => ({
  heading: mailText(lang, 'grantEndedByPlan.heading'),
  body: (
    <>
      <Paragraph>{mailText(lang, 'grantRevoked.lead', { payer: props.payer })}</Paragraph>
      <Paragraph>{mailText(lang, 'grantStopped.kept')}</Paragraph>
      <Action url={props.url} label={mailText(lang, 'action.grants')} payer={payer} />
      <Paragraph>{mailText(lang, 'grantEndedByPlan.not', { payer: props.payer, phone: props.phone })}</Paragraph>
    </>
  ),
  why: mailText(lang, 'grantEndedByPlan.why', { payer: props.payer }),
})
