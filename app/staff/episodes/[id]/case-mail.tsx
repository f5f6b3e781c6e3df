/** Mail that came in about a case, and the look that one of them may wait for. */
import { ActionForm, FormField, FormRadios } from '../../../../components/ui/action-form.tsx'
import { Button, ButtonRow } from '../../../../components/ui/button.tsx'
import { Notice } from '../../../../components/ui/notice.tsx'
import { Timeline } from '../../../../components/ui/timeline.tsx'
import type { EpisodeView } from '../../../../lib/services/episode-view.ts'
import type { LadderDesk } from '../../../../lib/services/ladder-desk.ts'
import { ReceivedMail } from '../../received-mail.tsx'
import { resolveAction } from './inactive-actions.ts'

const titleOf = ({ automatic, erased, subject }: EpisodeView['mails'][number]): string =>
  automatic ? 'Automatic mail' : erased ? 'Mail' : subject

const answerTo = ({ from, subject }: EpisodeView['mails'][number]): string =>
  `mailto:${from.replace(/[^\w@.+-]/g, encodeURIComponent)}?subject=${encodeURIComponent(subject.startsWith('Re:') ? subject : `Re: ${subject}`)}`

/** @param desk of a case of inactivity, the only kind that a mail can pause */
export function CaseMail({ view, desk }: { view: EpisodeView; desk: LadderDesk | null }) {
  const { mails, episodeId } = view
  const waiting = desk?.waiting ?? false
  if (mails.length === 0 && !waiting) return null
  return (
    <section aria-labelledby="mail">
      <h2 id="mail">Mail about this case</h2>
      {waiting && (
        <Notice tone="warn" heading="A mail pauses the ladder until somebody has looked" headingLevel={3}>
          <p>
            Its sender is unknown, or it did not come to the signed address of our mail. It can do nothing but pause.
          </p>
        </Notice>
      )}
      {waiting && view.mayAct && <Look episodeId={episodeId} />}
      {!desk && (
        <p className="candor-muted">
          A mail changes nothing in this kind of case. It stands here to be read; answer it from your own mailbox, and
          note what you wrote.
        </p>
      )}
      <Timeline
        label="Mail about this case"
        entries={mails.map((mail) => ({
          id: mail.id,
          title: <span id={`mail-${mail.id}`}>{titleOf(mail)}</span>,
          at: mail.at.toISOString(),
          when: mail.when,
          body: mail.erased ? (
            <p className="candor-muted">{view.erased}</p>
          ) : (
            <>
              <ReceivedMail mail={mail} subject={false} />
              {mail.known && !mail.automatic && (
                <p>
                  <a href={answerTo(mail)}>Answer by mail</a>
                </p>
              )}
            </>
          ),
          tone: 'past' as const,
        }))}
      />
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
          { value: 'answer', label: 'The organization’s answer', hint: 'It counts like the button in our mail.' },
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
