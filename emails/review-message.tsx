/** What a person of AppSec wrote to the developer. */
import { Action, Paragraph, Quote } from './parts.tsx'
import type { MailTemplate } from './template.ts'

export const reviewMessage: MailTemplate<'review_message'> = ({ props, payer }) => ({
  heading: `A message about ${props.app}`,
  body: (
    <>
      <Paragraph>
        The {payer.shortName} AppSec team wrote to you about submission {props.reference}. It is your turn.
      </Paragraph>
      <Quote text={props.text} payer={payer} />
      <Action url={props.url} label="Read it and answer in the portal" payer={payer} />
    </>
  ),
  why: `A person wrote this, signed as the AppSec team. Please answer in the portal, so that your answer stands beside the question. Mail to ${payer.appsecEmail} reaches the team as well.`,
})
