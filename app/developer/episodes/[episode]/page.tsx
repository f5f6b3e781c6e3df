/** An at-risk case for the developer: what it is about, what is expected, by when, and what happened. */
import type { Metadata } from 'next'
import { LongText } from '../../../../components/ui/long-text.tsx'
import { Notice } from '../../../../components/ui/notice.tsx'
import { PageHeading } from '../../../../components/ui/page-heading.tsx'
import { Status, type StatusTone } from '../../../../components/ui/status.tsx'
import { Timeline } from '../../../../components/ui/timeline.tsx'
import type { EpisodeStatus } from '../../../../lib/domain/episode.ts'
import { EPISODE_KIND_WORDS } from '../../../../lib/domain/episode-words.ts'
import { answersForm, orNotFound, requireDeveloper } from '../../../../lib/platform/web/request.ts'
import { type CaseView, caseForDeveloper } from '../../../../lib/services/episode-developer.ts'
import { Breach } from './breach.tsx'

type Props = {
  params: Promise<{ episode: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const load = async ({ params }: Props) => {
  const ctx = await requireDeveloper()
  return { ctx, view: await orNotFound(caseForDeveloper(ctx, (await params).episode)) }
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: `Case ${(await load(props)).view.reference}` }
}

const STATES: Record<EpisodeStatus, { tone: StatusTone; text: string }> = {
  open: { tone: 'turn', text: 'Open' },
  paused: { tone: 'waiting', text: 'On hold' },
  held: { tone: 'waiting', text: 'On hold' },
  closed: { tone: 'done', text: 'Closed' },
}

export default async function Case(props: Props) {
  const { ctx, view } = await load(props)
  const query = await props.searchParams
  const { appsecEmail } = ctx.settings.payer
  const { client, status, breach } = view
  return (
    <>
      <PageHeading
        back={
          client
            ? { href: `/developer/clients/${client.clientId}`, text: client.name }
            : breach && !breach.rated
              ? { href: `/developer/incidents?of=${view.organizationId}`, text: 'Security incidents' }
              : { href: '/developer', text: 'Your apps' }
        }
        caption={breach && !breach.rated ? 'Security incident' : EPISODE_KIND_WORDS[view.kind]}
        title={`Case ${view.reference}`}
        status={<Status tone={STATES[status].tone}>{STATES[status].text}</Status>}
      />
      {query.done === 'answer' && (
        <Notice tone="success" role="status">
          <p>Your answer is written down. The AppSec team reads it.</p>
        </Notice>
      )}
      <LongText text={view.about} />
      {status !== 'closed' && !breach && <Expected view={view} appsecEmail={appsecEmail} />}
      {breach && (
        <Breach
          view={view}
          breach={breach}
          appsecEmail={appsecEmail}
          posted={await answersForm()}
          chosen={typeof query.finding === 'string' ? query.finding : null}
        />
      )}
      <section aria-labelledby="history">
        <h2 id="history">What happened</h2>
        <Timeline
          label="What happened"
          entries={view.history.map(({ id, title, at, when, by, text }, index) => ({
            ...{ id, title, at: at.toISOString(), when, by },
            body: text ? <LongText text={text} /> : null,
            tone: index === view.history.length - 1 ? ('now' as const) : ('past' as const),
          }))}
        />
      </section>
    </>
  )
}

/** What ends a case of inactivity or of malicious activity. */
function Expected({
  view: { kind, client, wayBack, reference },
  appsecEmail,
}: {
  view: CaseView
  appsecEmail: string
}) {
  const mail = <a href={`mailto:${appsecEmail}?subject=${encodeURIComponent(`[${reference}]`)}`}>{appsecEmail}</a>
  if (kind === 'inactive' && client) {
    return (
      <Notice tone="info" heading="What ends it">
        <p>
          Use the app, answer our mail, or say on{' '}
          <a href={`/developer/clients/${client.clientId}#inactivity`}>the page of the client</a> that it is still in
          use. The dates of what happens otherwise stand there.
        </p>
      </Notice>
    )
  }
  return (
    <Notice tone="info" heading="The way back">
      {wayBack && <p>{wayBack}</p>}
      <p>
        Answer our mail about it, or write to {mail} and name {reference}. A second person of the AppSec team looks
        before the client works again.
      </p>
    </Notice>
  )
}
