/** A case of a security breach for the developer: what it is about, what is expected, by when, and what happened. */
import type { Metadata } from 'next'
import { DataTable } from '../../../../components/ui/data-table.tsx'
import { Notice } from '../../../../components/ui/notice.tsx'
import { PageHeading } from '../../../../components/ui/page-heading.tsx'
import { Status } from '../../../../components/ui/status.tsx'
import { Timeline } from '../../../../components/ui/timeline.tsx'
import type { Remediation } from '../../../../lib/domain/breach.ts'
import type { EpisodeEventKind } from '../../../../lib/domain/episode.ts'
import { orNotFound, requireDeveloper } from '../../../../lib/platform/web/request.ts'
import { type BreachView, breachForDeveloper } from '../../../../lib/services/breach-view.ts'

type Props = { params: Promise<{ episode: string }> }

const load = async ({ params }: Props) => {
  const ctx = await requireDeveloper()
  return { ctx, view: await orNotFound(breachForDeveloper(ctx, (await params).episode)) }
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: `Case ${(await load(props)).view.reference}` }
}

const TITLES: Partial<Record<EpisodeEventKind, string>> = {
  opened: 'Case opened',
  response: 'You answered',
  suspended: 'A client was suspended',
  reinstated: 'The client works again',
  invite: 'Collaboration invite',
  answer: 'Your answer was noted',
  closed: 'Case closed',
}

const BY = { team: 'AppSec team', you: 'Your organization', portal: 'The portal' }

export default async function Case(props: Props) {
  const { ctx, view } = await load(props)
  const closed = view.status === 'closed'
  return (
    <>
      <PageHeading
        back={{ href: '/developer', text: 'Your apps' }}
        caption="Security breach"
        title={`Case ${view.reference}`}
        status={<Status tone={closed ? 'done' : 'turn'}>{closed ? 'Closed' : 'Open'}</Status>}
      />
      <p>{view.about}</p>
      {!closed && <Expected view={view} appsecEmail={ctx.settings.payer.appsecEmail} />}
      {view.remediations.length > 0 && <Answers rows={view.remediations} />}
      <section aria-labelledby="history">
        <h2 id="history">What happened</h2>
        <Timeline
          label="What happened"
          entries={view.history.map(({ id, kind, at, when, by, text }) => ({
            id,
            title: TITLES[kind] ?? 'Noted',
            at: at.toISOString(),
            when,
            by: BY[by],
            body: text ? <p className="candor-lines">{text}</p> : null,
          }))}
        />
      </section>
    </>
  )
}

function inviteSentence({ invite, service }: BreachView): string {
  if (invite === 'sent') return `${service} sent its invite. Accept it to see the findings.`
  if (invite === 'accepted') return `The invite of ${service} was accepted. Its platform shows the findings.`
  if (invite === 'expired') return `The invite of ${service} expired. Write to us, and it is sent again.`
  return `${service} will send a collaboration invite, from its own address. It shows you the findings.`
}

function Expected({ view, appsecEmail }: { view: BreachView; appsecEmail: string }) {
  return (
    <Notice tone="info" heading="What is expected">
      <p>{inviteSentence(view)}</p>
      {view.answerDue && (
        <p>
          Tell us by <time dateTime={view.answerDue.at.toISOString()}>{view.answerDue.when}</time> for each finding
          whether it is yours, and by when it is put right. Answer our mail, or write to{' '}
          <a href={`mailto:${appsecEmail}`}>{appsecEmail}</a> and name {view.reference}.
        </p>
      )}
      <p>If tokens or secrets of our APIs may be known to others, tell us at once.</p>
    </Notice>
  )
}

function Answers({ rows }: { rows: readonly Remediation[] }) {
  return (
    <section aria-labelledby="answers">
      <h2 id="answers">Answers and dates</h2>
      <DataTable<Remediation>
        caption="Answers and dates"
        captionHidden
        rows={rows}
        rowId={({ finding }) => finding}
        empty="Nothing yet."
        columns={[
          { id: 'finding', heading: 'Finding', rowHeader: true, cell: ({ finding }) => finding },
          { id: 'answer', heading: 'Answer', cell: ({ answer }) => <span className="candor-lines">{answer}</span> },
          { id: 'until', heading: 'Put right by', cell: ({ until }) => until ?? 'Not said' },
          { id: 'done', heading: 'Put right on', cell: ({ done }) => done ?? 'Not yet' },
        ]}
      />
    </section>
  )
}
