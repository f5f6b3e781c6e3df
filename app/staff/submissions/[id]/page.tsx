/** One submission for payer staff: everything to read, then everything to do, on one page that can be walked by keyboard. */
import type { Metadata } from 'next'
import { Notice } from '../../../../components/ui/notice.tsx'
import { PageHeading } from '../../../../components/ui/page-heading.tsx'
import { CONFLICT_SENTENCE } from '../../../../lib/domain/review-verdict.ts'
import { answersForm, orNotFound, requireStaff } from '../../../../lib/platform/web/request.ts'
import { type ReviewView, reviewView } from '../../../../lib/services/review-view.ts'
import { Done } from '../../../done.tsx'
import { Decide } from './decide.tsx'
import { Answers, Changed, LabelPreview } from './document.tsx'
import { Facts } from './facts.tsx'
import { Findings } from './finding.tsx'
import { History } from './history.tsx'
import { Checks } from './record.tsx'
import { Changes, Write } from './write.tsx'

type Props = {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

async function load({ params, searchParams }: Props): Promise<ReviewView> {
  const [{ id }, { round }] = await Promise.all([params, searchParams])
  const number = typeof round === 'string' && /^\d{1,4}$/.test(round) ? Number(round) : undefined
  return orNotFound(reviewView(await requireStaff(), { submissionId: id, round: number }))
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const view = await load(props)
  const title = `Review of ${view.app}`
  return { title: nothingTicked(view, await props.searchParams) ? `Error: ${title}` : title }
}

/** The button below the answers was pressed, and no answer of this submission was ticked. */
function nothingTicked(view: ReviewView, { pick, ask }: Record<string, string | string[] | undefined>): boolean {
  const known = view.documents.shown.sections.flatMap(({ answers }) => answers.map(({ questionId }) => questionId))
  return pick === 'yes' && ![ask].flat().some((id) => id !== undefined && known.includes(id))
}

const DONE: Record<string, string> = {
  claim: 'It is yours now.',
  release: 'You let it go.',
  'no-reply': 'The clock stands. Nothing was sent.',
  message: 'Your message is on its way. Its delivery shows here.',
  note: 'Your note is added.',
  changes: 'Your request is on its way. The developer has the turn.',
  exception: 'The exception is recorded.',
  finding: 'The finding is recorded.',
  lift: 'The finding is lifted. The developer is told.',
  approve: 'Approved. The answers are published and the developer is told.',
  deny: 'Denied. The developer is told why and how to come back.',
  close: 'Closed. The developer is told.',
}

/** Acts that come back to the top of the page; the others to its history. */
const AT_TOP = new Set(['claim', 'release', 'exception'])

export default async function ReviewPage(props: Props) {
  const view = await load(props)
  const query = await props.searchParams
  const { done, ask } = query
  // What was done shows where the page comes back to.
  const top = AT_TOP.has(String(done))
  const said = <Done what={done} words={DONE} />
  const asked = ask === undefined ? [] : [ask].flat()
  const posted = await answersForm()
  const acts = view.may.act && (view.turn !== 'nobody' || posted)
  return (
    <>
      <PageHeading
        back={{ href: '/staff/queue', text: 'Queue' }}
        caption={`${view.organization.name} · ${view.reference}`}
        title={view.app}
      />
      {top && said}
      {view.conflict && view.may.act && (
        <Notice tone="warn" heading="Conflict of interest">
          <p>{CONFLICT_SENTENCE}</p>
        </Notice>
      )}
      <div className="staff-page">
        <Facts view={view} />
        <div className="staff-main">
          <Changed view={view} />
          <Checks view={view} />
          <History entries={view.timeline} said={!top && said} />
          <Answers view={view} asked={asked} />
          <LabelPreview view={view} />
          {acts && <Write view={view} posted={posted} />}
          {acts && <Changes view={view} asked={asked} nothing={nothingTicked(view, query)} posted={posted} />}
          {(view.may.act || view.findings.length > 0) && <Findings view={view} posted={posted} />}
          {acts && <Decide view={view} posted={posted} />}
        </div>
      </div>
    </>
  )
}
