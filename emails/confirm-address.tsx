/** Proves that the reader of an address wants mail for an organization there. */
import { Action, Paragraph } from './parts.tsx'
import { momentText } from './props.ts'
import type { MailTemplate } from './template.ts'

export const confirmAddress: MailTemplate<'confirm_address'> = ({ props, payer }) => ({
  heading: 'Confirm this address',
  body: (
    <>
      <Paragraph>
        {props.organization} named this address as a contact. Confirm it, so that the {payer.shortName} application
        security team can write to you here about its apps.
      </Paragraph>
      <Action url={props.url} label="Confirm the address" payer={payer} />
      <Paragraph>
        Press the button on that page by {momentText(props.until, payer.zone)}. Opening the page alone confirms nothing.
      </Paragraph>
      <Paragraph>
        If {props.organization} means nothing to you, ignore this mail and nobody writes to you again.
      </Paragraph>
    </>
  ),
  why: `Somebody at ${props.organization} entered this address.`,
})
