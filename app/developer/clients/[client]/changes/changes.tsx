/** The changes of a client, newest first: what was, what shall be, what AppSec said. */
import { ActionForm } from '../../../../../components/ui/action-form.tsx'
import { Button } from '../../../../../components/ui/button.tsx'
import { LongText } from '../../../../../components/ui/long-text.tsx'
import { Status, type StatusTone } from '../../../../../components/ui/status.tsx'
import { SummaryList } from '../../../../../components/ui/summary-list.tsx'
import { datedText } from '../../../../../lib/domain/calendar.ts'
import { type ChangeState, isOpenChange } from '../../../../../lib/domain/client-change.ts'
import type { ChangeView, ClientChangesView } from '../../../../../lib/services/client-change-view.ts'
import { withdrawChangeAction } from './actions.ts'

const STATES: Record<ChangeState, { tone: StatusTone; text: string }> = {
  offered: { tone: 'waiting', text: 'Waits for the other organization' },
  in_review: { tone: 'waiting', text: 'Waits for AppSec' },
  approved: { tone: 'done', text: 'Approved' },
  refused: { tone: 'stopped', text: 'Not approved' },
  withdrawn: { tone: 'none', text: 'Taken back' },
  expired: { tone: 'none', text: 'Nobody answered in time' },
}

const DECLINED = { tone: 'stopped', text: 'The other organization said no' } as const
const CLOSED = { tone: 'none', text: 'Closed' } as const

function stateOf({ state, end }: ChangeView) {
  if (state === 'refused' && end && !end.byTeam) return DECLINED
  return state === 'withdrawn' && end?.byTeam ? CLOSED : STATES[state]
}

export function Changes({ view, zone }: { view: ClientChangesView; zone: string }) {
  return (
    <section aria-labelledby="changes">
      <h2 id="changes">What was asked for</h2>
      {view.changes.length === 0 && <p>Nothing yet. The client is as AppSec approved it.</p>}
      {view.changes.map((change) => (
        <Change key={change.changeId} change={change} zone={zone} view={view} />
      ))}
    </section>
  )
}

const lines = (texts: readonly string[]) => (
  <ul>
    {texts.map((text) => (
      <li key={text}>
        <code>{text}</code>
      </li>
    ))}
  </ul>
)

function Change({ change, zone, view }: { change: ChangeView; zone: string; view: ClientChangesView }) {
  const { tone, text } = stateOf(change)
  const open = isOpenChange(change.state)
  const mayTakeBack = change.kind === 'owner' ? view.mayTransfer : view.mayEdit
  const rows = [
    { id: 'was', term: open ? 'Live now' : 'Before', answer: lines(change.was) },
    { id: 'shall', term: open ? 'Asked for' : 'After', answer: lines(change.shall) },
    ...(change.ignored
      ? [{ id: 'ignored', term: 'Not usable', answer: <span className="candor-lines">{change.ignored}</span> }]
      : []),
    {
      id: 'reason',
      term: 'Why',
      answer: change.found ? 'We found it at your JWKS address.' : <LongText text={change.reason} />,
    },
    ...(change.answerBy
      ? [{ id: 'until', term: open ? 'They answer by' : 'They had time until', answer: change.answerBy }]
      : []),
    ...(change.due ? [{ id: 'due', term: 'AppSec decides by', answer: change.due }] : []),
    ...(change.end
      ? [
          {
            id: 'end',
            term: 'Ended',
            answer: (
              <>
                {datedText(change.end.at, zone)}
                {change.end.publicText && change.end.byTeam && (
                  <LongText text={`AppSec team: ${change.end.publicText}`} />
                )}
              </>
            ),
          },
        ]
      : []),
  ]
  return (
    <article aria-label={`${change.title}, ${datedText(change.requestedAt, zone)}`}>
      <h3>
        {change.title}, {datedText(change.requestedAt, zone)} <Status tone={tone}>{text}</Status>
      </h3>
      <SummaryList label={change.title} rows={rows} />
      {open && !change.found && mayTakeBack && (
        <ActionForm
          action={withdrawChangeAction}
          hidden={{ changeId: change.changeId }}
          label={`Take back: ${change.title}`}
        >
          <Button variant="secondary">Take it back</Button>
        </ActionForm>
      )}
    </article>
  )
}
