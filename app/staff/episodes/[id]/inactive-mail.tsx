/** Mail that came in about a case of inactivity, and the look that one of them may wait for. */
import { ActionForm, FormField, FormRadios } from '../../../../components/ui/action-form.tsx'
import { Button, ButtonRow } from '../../../../components/ui/button.tsx'
import { Notice } from '../../../../components/ui/notice.tsx'
import { Timeline } from '../../../../components/ui/timeline.tsx'
import type { LadderDesk } from '../../../../lib/services/ladder-desk.ts'
import { ReceivedMail } from '../../received-mail.tsx'
import { resolveAction } from './inactive-actions.ts'

type Props = { desk: LadderDesk; episodeId: string }

export function InactiveMail({ desk, episodeId }: Props) {
  const { mails, waiting, mayAct } = desk
  if (mails.length === 0 && !waiting) return null
  return (
    <section aria-labelledby="mail">
      <h2 id="mail">Mail about this case</h2>
      {waiting && (
        <Notice tone="warn" heading="A mail pauses the ladder until somebody has looked" headingLevel={3}>
          <p>
            It is of an unknown sender, or did not come to the signed address of our mail. It can do nothing but pause.
          </p>
        </Notice>
      )}
      <Timeline
        label="Mail about this case"
        entries={mails.map((mail) => ({
          id: mail.id,
          title: mail.automatic
            ? 'Automatic mail'
            : mail.known
              ? 'Mail from an address of the organization'
              : 'Mail of an unknown sender',
          at: mail.at.toISOString(),
          when: mail.when,
          body: <ReceivedMail mail={mail} />,
          tone: 'past' as const,
        }))}
      />
      {waiting && mayAct && <Look episodeId={episodeId} />}
    </section>
  )
}

function Look({ episodeId }: { episodeId: string }) {
  return (
    <ActionForm action={resolveAction} hidden={{ episodeId }} label="Look at the mail">
      <FormRadios
        name="verdict"
        legend="What is it?"
        options={[
          { value: 'answer', label: 'The organization’s answer', hint: 'The case ends, as with any answer.' },
          { value: 'nothing', label: 'Nothing', hint: 'The ladder goes on.' },
        ]}
      />
      <FormField name="internalText" label="Note for colleagues" optional multiline rows={2} />
      <ButtonRow>
        <Button>Go on</Button>
      </ButtonRow>
    </ActionForm>
  )
}
