/** Every answer to read once more, what members will read, and the signature. */
import type { Metadata } from 'next'
import { LabelView } from '../../../../../components/label/label.tsx'
import { Notice } from '../../../../../components/ui/notice.tsx'
import { PageHeading } from '../../../../../components/ui/page-heading.tsx'
import { SummaryList } from '../../../../../components/ui/summary-list.tsx'
import { type AnswerLine, partText } from '../../../../../lib/domain/answer-text.ts'
import { orNotFound, requireDeveloper } from '../../../../../lib/platform/web/request.ts'
import { type CheckView, checkAnswers } from '../../../../../lib/services/submission-check.ts'
import { SubmissionStatus } from '../state.tsx'
import { SignForm } from './sign.tsx'

type Props = { params: Promise<{ id: string }> }

async function load({ params }: Props): Promise<CheckView> {
  const { id } = await params
  return orNotFound(checkAnswers(await requireDeveloper(), id))
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const view = await load(props)
  return { title: `Check your answers · ${view.appName}` }
}

export default async function CheckPage(props: Props) {
  const view = await load(props)
  return (
    <>
      <PageHeading
        back={{ href: `/developer/submissions/${view.submissionId}`, text: 'All sections' }}
        caption={`${view.appName} · ${view.reference}`}
        title="Check your answers"
        status={<SubmissionStatus status={view.status} />}
      />
      <Problems view={view} />
      <Hints view={view} />
      {view.sections.map((section) => (
        <section key={section.id} aria-labelledby={`section-${section.id}`}>
          <h2 id={`section-${section.id}`}>{section.title}</h2>
          <SummaryList label={section.title} rows={section.answers.map((answer) => row(view, section.id, answer))} />
        </section>
      ))}
      <Labels view={view} />
      <SignForm view={view} />
    </>
  )
}

const href = (view: CheckView, section: string, input = '') =>
  `/developer/submissions/${view.submissionId}/${section}?from=check${input ? `#${input}` : ''}`

function row(view: CheckView, section: string, answer: CheckView['sections'][number]['answers'][number]) {
  const change = view.maySubmit
    ? { change: { href: href(view, section, answer.questionId), about: `the answer to “${answer.prompt}”` } }
    : {}
  return { id: answer.questionId, term: answer.prompt, answer: <Answer {...answer} />, ...change }
}

function Answer({ lines, blankShows }: { lines: readonly AnswerLine[]; blankShows: boolean }) {
  if (lines.length === 0) {
    return <span className="candor-muted">{blankShows ? 'Left blank. Members are told so.' : 'No answer'}</span>
  }
  return lines.map(({ label, text }) => (
    <span key={`${label}${text}`} className="candor-answer-line">
      {label && <span className="candor-muted">{partText(label)} </span>}
      {text}
    </span>
  ))
}

function Problems({ view }: { view: CheckView }) {
  if (!view.maySubmit || view.problems.length === 0) return null
  return (
    <Notice tone="error" heading="Needed before you can submit">
      <ul>
        {view.problems.map((problem) => (
          <li key={problem.input}>
            <a href={href(view, problem.section, problem.input)}>{problem.message}</a>
            <span className="candor-muted"> {problem.prompt}</span>
          </li>
        ))}
      </ul>
    </Notice>
  )
}

/** Answers that do not fit together, and missed security expectations. Neither keeps the answers from being sent. */
function Hints({ view }: { view: CheckView }) {
  return (
    <>
      {view.contradictions.length > 0 && (
        <Notice tone="warn" heading="These answers do not seem to fit together">
          <p>The reviewer sees this list too. Change an answer, or leave them if they are right.</p>
          <ul>
            {view.contradictions.map((hint) => (
              <li key={hint.id}>
                {hint.sentence} {view.maySubmit && <a href={href(view, hint.section)}>Look at the answers</a>}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {view.expectations.length > 0 && (
        <Notice tone="warn" heading="A required security expectation is missed">
          <p>You can submit, but the app cannot be approved until this changes.</p>
          <ul>
            {view.expectations.map((missed) => (
              <li key={missed.questionId}>
                {missed.sentence}{' '}
                {view.maySubmit && <a href={href(view, missed.section, missed.questionId)}>Look at the answer</a>}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  )
}

function Labels({ view }: { view: CheckView }) {
  return (
    <section aria-labelledby="label">
      <h2 id="label">What members will read</h2>
      <p>Members see this before they decide, in English or in Spanish, once the answers are approved.</p>
      <div className="candor-label-preview">
        <LabelView label={view.label.en} headingLevel={3} />
      </div>
      <details className="candor-meaning">
        <summary>The same in Spanish</summary>
        <div className="candor-label-preview" lang="es">
          <LabelView label={view.label.es} headingLevel={3} />
        </div>
      </details>
    </section>
  )
}
