/** One change of an approved client: what is live beside what is asked for, and the decision. */
import type { Metadata } from 'next'
import { LongText } from '../../../../components/ui/long-text.tsx'
import { PageHeading } from '../../../../components/ui/page-heading.tsx'
import { Status } from '../../../../components/ui/status.tsx'
import { SummaryList } from '../../../../components/ui/summary-list.tsx'
import { datedText } from '../../../../lib/domain/calendar.ts'
import { isOpenChange } from '../../../../lib/domain/client-change.ts'
import { answersForm, orNotFound, requireStaff } from '../../../../lib/platform/web/request.ts'
import { type ChangeDeskView, changeDesk } from '../../../../lib/services/client-change-desk.ts'
import { Done } from '../../../done.tsx'
import { Jump } from '../../jump.tsx'
import { ClientState } from '../../review-status.tsx'
import { Decide } from './decide.tsx'

type Props = {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export const metadata: Metadata = { title: 'Change of a client' }

/** Lines of both sides, from which on the decision is far. */
const LONG = 8

const DONE: Record<string, string> = {
  approved: 'Approved. It holds from the next call on, and the developer is told.',
  approved_there:
    'Approved, and the developer is told. Whether the authorization server has confirmed it stands on the client’s page.',
  refused: 'Refused. The client stays as it was, and the developer is told why.',
}

export default async function ChangePage({ params, searchParams }: Props) {
  const { id } = await params
  const ctx = await requireStaff()
  const view = await orNotFound(changeDesk(ctx, id))
  const { done } = await searchParams
  const posted = await answersForm()
  const { zone } = ctx.settings.payer
  const acts = view.mayAct && (isOpenChange(view.state) || posted)
  const key = done === 'approved' && view.elsewhere ? 'approved_there' : done
  return (
    <>
      <PageHeading
        back={{ href: '/staff/changes', text: 'Changes' }}
        caption={`${view.app} · ${view.organization}`}
        title={`Change of ${view.title.toLowerCase()}`}
        status={<State view={view} />}
      />
      <Done what={key} words={DONE} />
      {acts && view.was.length + view.shall.length > LONG && <Jump places={[[true, 'decide', 'Decide']]} />}
      <Sides view={view} />
      <Facts view={view} zone={zone} />
      {acts && <Decide view={view} posted={posted} />}
    </>
  )
}

function State({ view: { state, due, end } }: { view: ChangeDeskView }) {
  if (state === 'in_review') return <Status tone="turn">{due ? `Due ${due}` : 'Our turn'}</Status>
  if (state === 'offered') return <Status tone="waiting">Waits for the other organization</Status>
  if (state === 'withdrawn' && end?.byTeam) return <Status tone="none">Closed</Status>
  if (state === 'expired') return <Status tone="none">Nobody answered in time</Status>
  return <Status tone={state === 'approved' ? 'done' : 'stopped'}>{ENDED[state]}</Status>
}

const ENDED = { approved: 'Approved', refused: 'Refused', withdrawn: 'Taken back' } as const

/** A name or an owner stands beside the one before; of several lines, what comes and goes, and what stays last. */
function Sides({ view: { kind, state, was, shall } }: { view: ChangeDeskView }) {
  const open = isOpenChange(state)
  const single = kind === 'name' || kind === 'owner'
  const [after, before] = !single ? ['New', 'Gone'] : open ? ['Asked for', 'Live now'] : ['After', 'Before']
  const row = (term: string, of: readonly string[], mark: 'ins' | 'del' | 'span') =>
    of.length > 0 ? [{ id: mark, term, answer: <Lines of={of} mark={mark} /> }] : []
  const rows = [
    ...row(after, single ? shall : shall.filter((line) => !was.includes(line)), 'ins'),
    ...row(before, single ? was : was.filter((line) => !shall.includes(line)), 'del'),
    ...row('Stays', single ? [] : shall.filter((line) => was.includes(line)), 'span'),
  ]
  return <SummaryList label="What changes" rows={rows} />
}

function Lines({ of, mark: Mark }: { of: readonly string[]; mark: 'ins' | 'del' | 'span' }) {
  return (
    <ul className="staff-diff staff-lines">
      {of.map((line) => (
        <li key={line}>
          <Mark>{line}</Mark>
        </li>
      ))}
    </ul>
  )
}

function Facts({ view, zone }: { view: ChangeDeskView; zone: string }) {
  const rows = [
    { id: 'client', term: 'Client', answer: <Client view={view} /> },
    { id: 'by', term: 'Asked for by', answer: `${view.by}, ${datedText(view.requestedAt, zone)}` },
    ...(view.ignored
      ? [{ id: 'ignored', term: 'Not usable in the set', answer: <LongText text={view.ignored} /> }]
      : []),
    ...(view.reason ? [{ id: 'reason', term: 'Why', answer: <LongText text={view.reason} /> }] : []),
    ...(view.answerBy
      ? [
          {
            id: 'until',
            term: isOpenChange(view.state)
              ? 'The other organization answers by'
              : 'The other organization had time until',
            answer: view.answerBy,
          },
        ]
      : []),
    ...(view.end
      ? [
          {
            id: 'end',
            term: 'Ended',
            answer: (
              <LongText
                text={[datedText(view.end.at, zone), view.decidedBy, view.end.publicText].filter(Boolean).join(' · ')}
              />
            ),
          },
        ]
      : []),
    ...(view.internalText
      ? [{ id: 'note', term: 'Only staff read', answer: <LongText text={view.internalText} /> }]
      : []),
  ]
  return <SummaryList label="Facts" rows={rows} />
}

function Client({ view: { client } }: { view: ChangeDeskView }) {
  return (
    <>
      <a href={`/staff/clients/${client.clientId}`}>Production client of {client.name}</a>{' '}
      <ClientState status={client.status} />
    </>
  )
}
