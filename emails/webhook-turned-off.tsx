/** Says that a webhook was turned off, why, and how it is turned on again. */
import { ended } from '../lib/domain/organization.ts'
import { Action, Fact, Paragraph } from './parts.tsx'
import type { MailTemplate } from './template.ts'

export const webhookTurnedOff: MailTemplate<'webhook_turned_off'> = ({ props, payer }) => ({
  heading: 'A webhook was turned off',
  body: (
    <>
      <Paragraph>
        {payer.shortName} no longer sends messages to a webhook of {ended(props.organization)} {props.why}
      </Paragraph>
      <Fact name="Server" value={props.host} />
      <Paragraph>
        What happens meanwhile is not sent later. When your server is ready, turn the webhook on, send a test, and
        redeliver what you missed from the log.
      </Paragraph>
      <Action url={props.url} label="Open the webhook" payer={payer} />
    </>
  ),
  why: `You get this mail as an owner of ${ended(props.organization)}`,
})
