/** The checklist of a case: what, by when, and by whom it was done; colleagues tick off what shows in no event. */
import { ActionForm, FormField, FormRadios } from '../../../../components/ui/action-form.tsx'
import { Button, ButtonRow } from '../../../../components/ui/button.tsx'
import { DataTable } from '../../../../components/ui/data-table.tsx'
import { Status } from '../../../../components/ui/status.tsx'
import type { EpisodeView } from '../../../../lib/services/episode-view.ts'
import { checkAction } from './actions.ts'

type Item = EpisodeView['checklist'][number]

export function Playbook({ view, posted }: { view: EpisodeView; posted: boolean }) {
  const open = view.checklist.filter(({ done, due }) => !done && due)
  return (
    <section aria-labelledby="playbook">
      <h2 id="playbook">Playbook</h2>
      <DataTable<Item>
        caption="Playbook of this case"
        captionHidden
        rows={view.checklist}
        rowId={({ code }) => code}
        empty="This kind of case has no playbook."
        columns={[
          {
            id: 'what',
            heading: 'What',
            rowHeader: true,
            cell: ({ title, hint }) => (
              <>
                {title}
                <span className="staff-sub">{hint}</span>
              </>
            ),
          },
          { id: 'due', heading: 'By', cell: ({ due }) => due?.when },
          { id: 'state', heading: 'State', cell: (item) => <State item={item} /> },
        ]}
      />
      {view.mayAct && view.status !== 'closed' && (open.length > 0 || posted) && (
        <details>
          <summary>Tick something off</summary>
          <ActionForm action={checkAction} hidden={{ episodeId: view.episodeId }} label="Tick something off">
            <FormRadios
              name="item"
              legend="What was done"
              options={(posted ? view.checklist : open).map(({ code, title }) => ({ value: code, label: title }))}
            />
            <FormField name="note" label="How, for colleagues" optional multiline rows={2} />
            <ButtonRow>
              <Button variant="secondary">Tick off</Button>
            </ButtonRow>
          </ActionForm>
        </details>
      )}
    </section>
  )
}

function State({ item: { done, due } }: { item: Item }) {
  if (done) {
    return (
      <>
        <Status tone="done">Done</Status>
        <span className="staff-sub">{done}</span>
      </>
    )
  }
  if (due?.late) return <Status tone="caution">Late</Status>
  return <Status tone="none">{due ? 'Open' : 'Not begun'}</Status>
}
