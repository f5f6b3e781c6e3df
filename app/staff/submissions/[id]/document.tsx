/** The signed answers of one round: what changed since, what does not fit together, every answer, and the label. */
import { LabelView } from '../../../../components/label/label.tsx'
import { Button } from '../../../../components/ui/button.tsx'
import { Status } from '../../../../components/ui/status.tsx'
import { partText } from '../../../../lib/domain/answer-text.ts'
import { blankText } from '../../../../lib/domain/review-verdict.ts'
import type { ReadAnswer } from '../../../../lib/services/review-document.ts'
import type { ReviewView } from '../../../../lib/services/review-view.ts'
import { Pick } from './pick.tsx'

type Props = { view: ReviewView }
type Change = NonNullable<ReviewView['documents']['changes']>['answers'][number]

const PICK = 'pick'

const CHANGE_WORDS: Record<Change['kind'], string> = {
  changed: 'Changed',
  answered: 'Answered now',
  blanked: 'Left blank now',
  no_longer_asked: 'No longer asked',
}

export function Changed({ view }: Props) {
  const { changes } = view.documents
  if (!changes) return null
  return (
    <section aria-labelledby="changed">
      <h2 id="changed">What changed since {changes.since}</h2>
      {changes.answers.length === 0 && <p>No answer differs.</p>}
      {changes.answers.map((change) => (
        <div key={change.questionId}>
          <h3>
            <a href={`#q-${change.questionId}`}>{change.prompt}</a>
          </h3>
          <p className="candor-muted">
            {CHANGE_WORDS[change.kind]} · {change.sectionTitle}
          </p>
          <Difference change={change} />
        </div>
      ))}
    </section>
  )
}

function Difference({ change }: { change: Change }) {
  if (change.kind === 'answered') {
    return (
      <p className="staff-diff">
        <ins>{change.after}</ins>
      </p>
    )
  }
  if (change.kind !== 'changed') {
    return (
      <p className="staff-diff">
        <del>{change.before}</del>
      </p>
    )
  }
  return (
    <p className="staff-diff">
      {change.runs.map((run, index) => {
        const key = `${index}-${run.kind}`
        if (run.kind === 'added') return <ins key={key}>{run.text}</ins>
        if (run.kind === 'removed') return <del key={key}>{run.text}</del>
        return <span key={key}>{run.text}</span>
      })}
    </p>
  )
}

/** @param asked ids of the ticked questions */
export function Answers({ view, asked }: Props & { asked: readonly string[] }) {
  const { shown, rounds } = view.documents
  // In a later round the sections without a change stay shut; everything is one press away.
  const changed = (view.documents.changes?.answers.length ?? 0) > 0
  const pick = view.may.act && view.whyNot.changes.length === 0
  return (
    <section aria-labelledby="answers">
      <h2 id="answers">Answers</h2>
      <p className="candor-muted">
        Round {shown.round}, signed {shown.when} by {shown.signer}. Digest <code>{shown.digest}</code>
      </p>
      {rounds.length > 1 && (
        <p>
          {rounds.map(({ round }, index) => (
            <span key={round}>
              {index > 0 && ' · '}
              {round === shown.round ? (
                <strong>Round {round}</strong>
              ) : (
                <a href={`/staff/submissions/${view.submissionId}?round=${round}#answers`}>Round {round}</a>
              )}
            </span>
          ))}
        </p>
      )}
      {pick && <Pick id={PICK} path={`/staff/submissions/${view.submissionId}`} />}
      {shown.sections.map((section) => (
        <details
          key={section.id}
          className="staff-section"
          open={!changed || section.answers.some((one) => one.changed)}
        >
          <summary>
            {section.title} <span>{summaryOf(section.answers)}</span>
          </summary>
          <ul className="staff-answers">
            {section.answers.map((answer) => (
              <Answer key={answer.questionId} answer={answer} pick={pick} ticked={asked.includes(answer.questionId)} />
            ))}
          </ul>
        </details>
      ))}
      {pick && (
        <Button variant="secondary" form={PICK}>
          Ask for changes to the ticked answers
        </Button>
      )}
    </section>
  )
}

function summaryOf(answers: readonly ReadAnswer[]): string {
  const blank = answers.filter((answer) => answer.blank).length
  const changed = answers.filter((answer) => answer.changed).length
  const parts = [
    `${answers.length - blank} of ${answers.length} answered`,
    ...(changed > 0 ? [`${changed} changed`] : []),
  ]
  return parts.join(', ')
}

function Answer({ answer, pick, ticked }: { answer: ReadAnswer; pick: boolean; ticked: boolean }) {
  const id = `ask-${answer.questionId}`
  return (
    <li className="staff-answer" id={`q-${answer.questionId}`}>
      {pick ? (
        <div className="staff-answer__ask">
          <div className="ds-c-choice-wrapper candor-choice">
            <input
              // A box of its own for each, so that a request that was sent leaves none ticked.
              key={String(ticked)}
              type="checkbox"
              className="ds-c-choice"
              id={id}
              form={PICK}
              name="ask"
              value={answer.questionId}
              defaultChecked={ticked}
            />
            <label className="ds-c-label" htmlFor={id}>
              {answer.prompt}
            </label>
          </div>
        </div>
      ) : (
        <div>{answer.prompt}</div>
      )}
      <div>
        {answer.changed && <Status tone="turn">Changed</Status>}
        {answer.blank && <p className="candor-muted">{blankText(answer)}</p>}
        {answer.lines.map((line) => (
          <p key={`${line.label ?? ''}: ${line.text}`}>
            {line.label && <span className="staff-answer__part">{partText(line.label)} </span>}
            {line.text}
          </p>
        ))}
      </div>
    </li>
  )
}

/** As members would read it after an approval of the last round. */
export function LabelPreview({ view }: Props) {
  return (
    <section aria-labelledby="label">
      <h2 id="label">What members will read</h2>
      <p className="candor-muted">
        Made from the answers of the last round. What it says is no reason for or against an approval.
      </p>
      <div className="staff-labels">
        <details open>
          <summary>English</summary>
          <LabelView label={view.label.en} headingLevel={3} />
        </details>
        <details>
          <summary>Español</summary>
          <LabelView label={view.label.es} headingLevel={3} />
        </details>
      </div>
    </section>
  )
}
