/** Tells the owners of an organization that one of them deleted an app, and what that did. */
import { ended } from '../lib/domain/organization.ts'
import { Paragraph } from './parts.tsx'
import type { MailTemplate } from './template.ts'

const counted = (count: number, one: string, many: string) => (count === 1 ? `1 ${one}` : `${count} ${many}`)

export const appDeleted: MailTemplate<'app_deleted'> = ({ props, payer }) => ({
  heading: `${props.app} was deleted`,
  body: (
    <>
      <Paragraph>
        {props.by} deleted {props.app} of {props.organization} from the {payer.shortName} developer portal.
      </Paragraph>
      <Paragraph>
        {counted(props.clients, 'client', 'clients')} stopped at once. Sharing ended for{' '}
        {counted(props.members, 'member', 'members')}, who are told without the name of the app. What you sent in and
        signed is kept, as the terms of service say.
      </Paragraph>
      <Paragraph>
        This cannot be undone. To share data again, register the app anew and answer the questionnaire.
      </Paragraph>
    </>
  ),
  why: `You get this mail as an owner of ${ended(props.organization)} If nobody of you meant this, write to ${payer.appsecEmail} at once.`,
})
