/** One section of the questionnaire. */
import type { Metadata } from 'next'
import { SectionForm } from '../../../../../components/questionnaire/section-form.tsx'
import { Notice } from '../../../../../components/ui/notice.tsx'
import { PageHeading } from '../../../../../components/ui/page-heading.tsx'
import { SummaryList } from '../../../../../components/ui/summary-list.tsx'
import { answerText } from '../../../../../lib/domain/answer-text.ts'
import { countryOptions } from '../../../../../lib/domain/country.ts'
import { editionOf } from '../../../../../lib/domain/questionnaire.ts'
import { orNotFound, requireDeveloper } from '../../../../../lib/platform/web/request.ts'
import { type SectionView, sectionView } from '../../../../../lib/services/submission-section.ts'
import { saveSectionAction } from './actions.ts'

type Props = { params: Promise<{ id: string; section: string }>; searchParams: Promise<{ from?: string | string[] }> }

async function load({ params }: Props): Promise<SectionView> {
  const { id, section } = await params
  const ctx = await requireDeveloper()
  return orNotFound(sectionView(ctx, { submissionId: id, section }))
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const view = await load(props)
  return { title: `${view.section.title} · ${view.appName}` }
}

export default async function SectionPage(props: Props) {
  const view = await load(props)
  const fromCheck = (await props.searchParams).from === 'check'
  return (
    <>
      <PageHeading
        back={{ href: `/developer/submissions/${view.submissionId}`, text: 'All sections' }}
        caption={`${view.appName} · section ${view.position.number} of ${view.position.of}`}
        title={view.section.title}
        lead={view.section.lead}
      />
      {view.whyNotEdit ? (
        <ReadOnly view={view} />
      ) : (
        <SectionForm
          action={saveSectionAction}
          editionId={view.editionId}
          sectionId={view.section.id}
          submissionId={view.submissionId}
          then={fromCheck ? 'check' : (view.next ?? 'check')}
          values={view.values}
          versions={view.versions}
          answers={view.answers}
          previews={view.previews}
          changes={view.changes}
          countries={countryOptions()}
          problems={fromCheck ? view.problems : {}}
        />
      )}
    </>
  )
}

/** The answers as text, for those who may look but not change. */
function ReadOnly({ view }: { view: SectionView }) {
  const edition = editionOf(view.editionId)
  return (
    <>
      <Notice>{view.whyNotEdit}</Notice>
      <SummaryList
        label={view.section.title}
        rows={view.questions.map((question) => ({
          id: question.id,
          term: question.prompt,
          answer: (edition && answerText(edition, question.id, view.answers[question.id])) || 'No answer',
        }))}
      />
    </>
  )
}
