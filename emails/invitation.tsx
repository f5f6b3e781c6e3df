/** An invitation to work for an organization on the portal. */
import { Action, Paragraph } from './parts.tsx'
import { momentText } from './props.ts'
import type { MailTemplate } from './template.ts'

const ROLES: Readonly<Record<string, string>> = {
  owner: 'an owner: you can do everything, people included',
  editor: 'an editor: you can register apps, answer questionnaires and manage credentials',
  viewer: 'a viewer: you can read everything and change nothing',
}

export const invitation: MailTemplate<'invitation'> = ({ props, payer }) => ({
  heading: `Join ${props.organization}`,
  body: (
    <>
      <Paragraph>
        {props.inviter} invites you to work for {props.organization} on the {payer.shortName} developer portal, where
        companies register apps that members can share their health plan data with.
      </Paragraph>
      <Paragraph>You would be {ROLES[props.role] ?? props.role}.</Paragraph>
      <Action url={props.url} label="Look at the invitation" payer={payer} />
      <Paragraph>
        The invitation ends on {momentText(props.until, payer.zone)}. Opening it changes nothing; you decide on the
        page.
      </Paragraph>
      <Paragraph>If you do not know {props.inviter}, you can ignore this mail.</Paragraph>
    </>
  ),
  why: `An owner of ${props.organization} entered this address.`,
})
