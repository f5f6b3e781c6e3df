/** What was sent, when, with which digest, and by when an answer comes. Made to be bookmarked and printed. */
import type { Metadata } from 'next'
import { ButtonLink, ButtonRow } from '../../../../../components/ui/button.tsx'
import { Notice } from '../../../../../components/ui/notice.tsx'
import { PageHeading } from '../../../../../components/ui/page-heading.tsx'
import { SummaryList, type SummaryRow } from '../../../../../components/ui/summary-list.tsx'
import { orNotFound, requireDeveloper } from '../../../../../lib/platform/web/request.ts'
import { type SubmissionView, submissionTasks } from '../../../../../lib/services/submission-view.ts'
import { SubmissionStatus, SubmissionTimeline, Turn } from '../state.tsx'

type Props = { params: Promise<{ id: string }> }

async function load({ params }: Props): Promise<SubmissionView> {
  const { id } = await params
  return orNotFound(submissionTasks(await requireDeveloper(), id))
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const view = await load(props)
  return { title: `Receipt ${view.reference}` }
}

export default async function ReceiptPage(props: Props) {
  const view = await load(props)
  return (
    <>
      <PageHeading
        back={{ href: `/developer/submissions/${view.submissionId}`, text: `Questionnaire for ${view.appName}` }}
        caption={`${view.company} · ${view.appName}`}
        title={`Receipt ${view.reference}`}
        status={<SubmissionStatus status={view.status} notYetLive={view.notYetLive} />}
      />
      {view.document ? <Received view={view} /> : <Notice>Nothing was submitted yet, so there is no receipt.</Notice>}
      {view.timeline.length > 0 && (
        <section aria-labelledby="history">
          <h2 id="history">What happened</h2>
          <SubmissionTimeline view={view} />
        </section>
      )}
      <ButtonRow>
        <ButtonLink variant="secondary" href={`/developer/submissions/${view.submissionId}`}>
          Go to the submission
        </ButtonLink>
      </ButtonRow>
    </>
  )
}

function Received({ view }: { view: SubmissionView }) {
  const { document } = view
  if (!document) return null
  const rows: SummaryRow[] = [
    { id: 'reference', term: 'Reference', answer: view.reference },
    { id: 'app', term: 'App', answer: view.appName },
    { id: 'company', term: 'Organization', answer: view.company },
    { id: 'signed', term: 'Signed', answer: `${document.when}, by ${document.signer}` },
    { id: 'round', term: 'Round', answer: String(document.round) },
    { id: 'edition', term: 'Edition of the questionnaire', answer: view.edition.id },
    { id: 'digest', term: 'Digest of the answers (SHA-256)', answer: <code>{document.digest}</code> },
  ]
  return (
    <>
      <Turn view={view} />
      <SummaryList label="Receipt" rows={rows} />
      <p>You can bookmark this page and print it. It always shows where things stand.</p>
    </>
  )
}
