/** Says that answers have arrived, whose turn it is and by when. */
import { Action, Fact, Paragraph } from './parts.tsx'
import { momentText } from './props.ts'
import type { MailTemplate } from './template.ts'

export const submissionReceived: MailTemplate<'submission_received'> = ({ props, payer }) => ({
  heading: props.round === 1 ? 'We have your answers' : 'We have your changed answers',
  body: (
    <>
      <Paragraph>
        It is our turn. The {payer.shortName} application security team writes to you by{' '}
        <strong>{momentText(props.due, payer.zone)}</strong>.
      </Paragraph>
      <Fact name="App" value={props.app} />
      <Fact name="Organization" value={props.organization} />
      <Fact name="Reference" value={props.reference} />
      {props.round === 1 && (
        <Paragraph>
          In the meantime somebody who may bind {props.organization} can read and accept the terms of service in the
          portal. We can only approve once they are accepted.
        </Paragraph>
      )}
      <Action url={props.url} label="See the receipt" payer={payer} />
    </>
  ),
  why: `You get this mail because you are the contact for ${props.app} or sent its answers.`,
})
