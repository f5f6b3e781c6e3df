/** A security breach on the desk: the rating service's own invite, the developer's answers, and days of remediation. */
import { ActionForm, FormField, FormRadios } from '../../../../components/ui/action-form.tsx'
import { Button, ButtonRow } from '../../../../components/ui/button.tsx'
import { DataTable } from '../../../../components/ui/data-table.tsx'
import { LongText } from '../../../../components/ui/long-text.tsx'
import { INVITE_STATES, inviteState, type Remediation, remediations } from '../../../../lib/domain/breach.ts'
import { alertOf, type EpisodeEvent } from '../../../../lib/domain/episode.ts'
import { dayText } from '../../../../lib/domain/wording.ts'
import type { EpisodeView } from '../../../../lib/services/episode-view.ts'
import { answerAction, inviteAction, tellAction } from './breach-actions.ts'

const INVITE_TEXT = {
  announced: 'Our mail says that it is coming. Send it in the security-rating service.',
  sent: 'Sent by the service.',
  accepted: 'Accepted.',
  expired: 'Expired. Send it again, or close the case.',
}

type Props = { view: EpisodeView; acts: boolean }

export function Breach({ view, acts }: Props) {
  const events: EpisodeEvent[] = view.events.map((event) => ({
    ...event,
    actorKind: 'staff',
    actorId: null,
    human: true,
  }))
  const state = inviteState(events)
  const hidden = { episodeId: view.episodeId }
  return (
    <>
      <section aria-labelledby="collaboration">
        <h2 id="collaboration">Collaboration invite</h2>
        {state ? (
          <p>{INVITE_TEXT[state]}</p>
        ) : alertOf(view, events) ? (
          <Untold acts={acts} hidden={hidden} />
        ) : (
          <p>No invite comes: the organization reported this itself, and the rating service alerted us to nothing.</p>
        )}
        {acts && state && (
          <details>
            <summary>Note what happened to the invite</summary>
            <ActionForm action={inviteAction} hidden={hidden} label="Invite">
              <FormRadios
                name="state"
                legend="The invite was"
                options={INVITE_STATES.map(({ code, title }) => ({ value: code, label: title }))}
              />
              <FormField name="inviteNote" label="Note for colleagues" optional multiline rows={2} />
              <ButtonRow>
                <Button variant="secondary">Note it</Button>
              </ButtonRow>
            </ActionForm>
          </details>
        )}
      </section>
      <section aria-labelledby="answers">
        <h2 id="answers">Answers and dates</h2>
        <Answers rows={remediations(events)} />
        {acts && (
          <details>
            <summary>Note an answer</summary>
            <ActionForm action={answerAction} hidden={hidden} label="Answer">
              <FormField
                name="finding"
                label="Finding"
                hint="The same words again update its dates; empty means all findings. The developer reads this."
                optional
              />
              <FormField name="answer" label="What the developer answered" multiline rows={3} />
              <FormField name="until" label="Put right by" type="date" width="medium" optional />
              <FormField
                name="done"
                label="Put right on"
                hint="Only when it is done."
                type="date"
                width="medium"
                optional
              />
              <ButtonRow>
                <Button variant="secondary">Note the answer</Button>
              </ButtonRow>
            </ActionForm>
          </details>
        )}
      </section>
    </>
  )
}

/** The domain is not proven to be theirs. */
function Untold({ acts, hidden }: { acts: boolean; hidden: Record<string, string> }) {
  return (
    <>
      <p>
        Nobody was written to yet: nothing proves that the domain belongs to the organization. Look first, then tell the
        security contact and the owners that the invite is coming.
      </p>
      {acts && (
        <ActionForm action={tellAction} hidden={hidden} label="Tell the developer">
          <ButtonRow>
            <Button>Tell the developer</Button>
          </ButtonRow>
        </ActionForm>
      )}
    </>
  )
}

function Answers({ rows }: { rows: readonly Remediation[] }) {
  return (
    <DataTable<Remediation>
      caption="Answers and dates"
      captionHidden
      rows={rows}
      rowId={({ finding }) => finding}
      empty="No answer was noted yet."
      open={10}
      columns={[
        { id: 'finding', heading: 'Finding', rowHeader: true, cell: ({ finding }) => finding },
        { id: 'answer', heading: 'Answer', cell: ({ answer }) => <LongText text={answer} /> },
        { id: 'until', heading: 'Put right by', cell: ({ until }) => (until ? dayText('en', until) : 'Not said') },
        { id: 'done', heading: 'Put right on', cell: ({ done }) => (done ? dayText('en', done) : 'Not yet') },
      ]}
    />
  )
}
