/** What the answers fail to meet or do not agree on, and exceptions to it. */
import { ActionForm, FormField } from '../../../../components/ui/action-form.tsx'
import { Button, ButtonRow } from '../../../../components/ui/button.tsx'
import type { ReviewView } from '../../../../lib/services/review-view.ts'
import { exceptionAction } from './actions.ts'

type Props = { view: ReviewView }

export function Checks({ view }: Props) {
  return (
    <section aria-labelledby="security">
      <h2 id="security">Checks</h2>
      <h3>Required security expectations</h3>
      {view.expectations.length === 0 ? <p>Every one is met by the answers.</p> : <Expectations view={view} />}
      <h3>Answers that do not fit together</h3>
      {view.contradictions.length === 0 ? (
        <p>None found.</p>
      ) : (
        <ul>
          {view.contradictions.map((hint) => (
            <li key={hint.id}>
              {hint.sentence}
              <span className="staff-sub">
                {hint.questionIds.map((id, index) => (
                  <span key={id}>
                    {index > 0 && ' · '}
                    <a href={`#q-${id}`}>{hint.prompts[index]}</a>
                  </span>
                ))}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Expectations({ view }: Props) {
  const { submissionId, once, documentId, may, turn } = view
  return (
    <ul>
      {view.expectations.map(({ id, questionId, sentence, exception }) => (
        <li key={id}>
          <a href={`#q-${questionId}`}>{sentence}</a>
          {exception && <p className="candor-muted">{`Exception recorded by ${exception.by} on ${exception.when}.`}</p>}
          {!exception && !may.except && (
            <p className="candor-muted">It holds approval until it changes or a lead records an exception.</p>
          )}
          {!exception && may.except && turn !== 'nobody' && (
            <ActionForm
              action={exceptionAction}
              hidden={{ submissionId, once, documentId, expectationId: id }}
              label="Exception"
            >
              <FormField
                name={`reason.${id}`}
                label="Why an exception is safe"
                hint="Only staff read it."
                multiline
                rows={2}
              />
              <ButtonRow>
                <Button variant="secondary">Record exception</Button>
              </ButtonRow>
            </ActionForm>
          )}
        </li>
      ))}
    </ul>
  )
}
