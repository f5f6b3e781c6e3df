/** Forms of a case: confirming that it is real, a note, and closing it. */
import { ActionForm, FormField, FormRadios } from '../../../../components/ui/action-form.tsx'
import { Button, ButtonRow } from '../../../../components/ui/button.tsx'
import { BREACH_RESULTS } from '../../../../lib/domain/breach.ts'
import type { EpisodeView } from '../../../../lib/services/episode-view.ts'
import { ReinstateWarning } from '../../case-links.tsx'
import { closeAction, confirmAction, noteAction } from './actions.ts'

export function Acts({ view }: { view: EpisodeView }) {
  const hidden = { episodeId: view.episodeId }
  return (
    <>
      <section aria-labelledby="note">
        <h2 id="note">Add a note</h2>
        <ActionForm action={noteAction} hidden={hidden} label="Add a note">
          <FormField name="note" label="Note for colleagues" hint="The developer never reads it." multiline rows={3} />
          <ButtonRow>
            <Button variant="secondary">Keep the note</Button>
          </ButtonRow>
        </ActionForm>
      </section>
      <section aria-labelledby="close">
        <h2 id="close">Close the case</h2>
        {view.suspended && view.client && (
          <>
            <ReinstateWarning cases={[view]} />
            <p>
              Its client is suspended. A second person reinstates it on{' '}
              <a href={`/staff/clients/${view.client.clientId}#reinstate`}>the page of the client</a>, then the case can
              be closed.
            </p>
          </>
        )}
        <ActionForm action={closeAction} hidden={hidden} label="Close the case">
          {view.kind === 'breach' && (
            <FormRadios
              name="result"
              legend="How it ended"
              options={BREACH_RESULTS.map(({ code, title }) => ({ value: code, label: title }))}
            />
          )}
          <FormField
            name="closeReason"
            label="Reason the developer reads"
            hint="A sentence or two."
            multiline
            rows={3}
          />
          <FormField name="closeNote" label="Note for colleagues" optional multiline rows={3} />
          <ButtonRow>
            <Button>Close the case</Button>
          </ButtonRow>
        </ActionForm>
      </section>
    </>
  )
}

/** Whether a person has said that it is real. */
export const isConfirmed = ({ events }: EpisodeView): boolean => events.some(({ kind }) => kind === 'confirmed')

/** Members are told only once a person has confirmed it. */
export function Confirm({ view, posted }: { view: EpisodeView; posted: boolean }) {
  if (view.kind !== 'malicious') return null
  if (isConfirmed(view) && !posted) return null
  return (
    <section aria-labelledby="confirm">
      <h2 id="confirm">Confirm that it is real</h2>
      {!view.stopped && !posted ? (
        <p>
          Suspend the client first, on{' '}
          <a href={`/staff/clients/${view.client?.clientId}#suspend`}>the page of the client</a>.
        </p>
      ) : (
        <ActionForm action={confirmAction} hidden={{ episodeId: view.episodeId }} label="Confirm that it is real">
          <p>Members who share with the app get a mail in neutral words, without the name of the app.</p>
          <FormField name="confirmNote" label="Note for colleagues" optional multiline rows={2} />
          <ButtonRow>
            <Button>Confirm and tell members</Button>
          </ButtonRow>
        </ActionForm>
      )}
    </section>
  )
}
