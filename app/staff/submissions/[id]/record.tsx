/** What the answers fail to meet or do not agree on, exceptions to it, and findings about an answer. */
import { ActionForm, FormField, FormRadios, FormSelect } from '../../../../components/ui/action-form.tsx'
import { Button, ButtonRow } from '../../../../components/ui/button.tsx'
import { FINDING_KINDS, type FindingKind } from '../../../../lib/domain/review-heard.ts'
import { FINDING_TITLES } from '../../../../lib/services/review-timeline.ts'
import type { ReviewView } from '../../../../lib/services/review-view.ts'
import { Choice } from '../../choice.tsx'
import { WhyNot } from '../../why-not.tsx'
import { exceptionAction, findingAction } from './actions.ts'

type Props = { view: ReviewView }

const FINDING_MEANINGS: Record<FindingKind, string> = {
  could_not_confirm: 'For any answer that members read.',
  finding: 'For who the company is, and for its privacy policy page.',
}

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
  const { submissionId, once, may, turn } = view
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
            <ActionForm action={exceptionAction} hidden={{ submissionId, once, expectationId: id }} label="Exception">
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

/** @param posted the page answers a refused form, so the form is drawn whatever stands against it */
export function Finding({ view, posted }: Props & { posted: boolean }) {
  const { submissionId, once, whyNot, documents } = view
  const answers = documents.shown.sections.flatMap((section) => section.answers)
  return (
    <section aria-labelledby="record">
      <h2 id="record">Record a finding</h2>
      <p>
        Members read it beside the answer, by the same rule for every app. It changes no answer and is no ground for a
        denial by itself.
      </p>
      {whyNot.finding.length > 0 && !posted ? (
        <WhyNot what="You cannot record a finding now:" reasons={whyNot.finding} />
      ) : (
        <ActionForm action={findingAction} hidden={{ submissionId, once }} label="Finding">
          <FormRadios
            name="finding"
            legend="What was found"
            options={FINDING_KINDS.map((kind) => ({
              value: kind,
              label: <Choice title={FINDING_TITLES[kind] ?? ''} meaning={FINDING_MEANINGS[kind]} />,
            }))}
          />
          <FormSelect
            name="findingQuestion"
            label="About which answer"
            options={answers.map(({ questionId, prompt }) => ({ value: questionId, label: prompt }))}
          />
          <FormField
            name="findingText"
            label="What you looked at and saw"
            hint="Only staff read it."
            multiline
            rows={3}
          />
          <ButtonRow>
            <Button variant="secondary">Record finding</Button>
          </ButtonRow>
        </ActionForm>
      )}
    </section>
  )
}
