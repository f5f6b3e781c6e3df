/** Findings about an answer: what stands, recording one, and lifting one before the answer changes. */
import { ActionForm, FormField, FormRadios, FormSelect } from '../../../../components/ui/action-form.tsx'
import { Button, ButtonRow } from '../../../../components/ui/button.tsx'
import { FINDING_KINDS, type FindingKind } from '../../../../lib/domain/review-finding.ts'
import { FINDING_TITLES } from '../../../../lib/services/review-timeline.ts'
import type { ReviewView } from '../../../../lib/services/review-view.ts'
import { Choice } from '../../choice.tsx'
import { WhyNot } from '../../why-not.tsx'
import { findingAction, liftAction } from './actions.ts'

type Props = { view: ReviewView }

const MEANINGS: Record<FindingKind, string> = {
  could_not_confirm: 'For any answer that members read.',
  finding: 'For who the company is, and for its privacy policy page.',
}

/** @param posted the page answers a refused form, so the forms are drawn whatever stands against them */
export function Findings({ view, posted }: Props & { posted: boolean }) {
  const liftable = view.findings.filter(({ whyNotLift }) => whyNotLift.length === 0)
  return (
    <section aria-labelledby="findings">
      <h2 id="findings">Findings</h2>
      <p>
        Members read a finding beside the answer, by the same rule for every app. It changes no answer and is no ground
        for a denial by itself. It stands until the answer changes or a second person lifts it.
      </p>
      {view.findings.length === 0 ? <p>None stands.</p> : <Standing view={view} />}
      {view.may.act && (liftable.length > 0 || posted) && <Lift view={view} liftable={liftable} />}
      {view.may.act && <Record view={view} posted={posted} />}
    </section>
  )
}

function Standing({ view }: Props) {
  return (
    <ul>
      {view.findings.map(({ kind, questionId, prompt, when, by, whyNotLift }) => (
        <li key={kind + questionId}>
          {FINDING_TITLES[kind]}: <a href={`#q-${questionId}`}>{prompt}</a>
          <span className="staff-sub">
            {`Recorded by ${by} on ${when}.`}
            {view.may.act && whyNotLift.map((reason) => ` ${reason}`)}
          </span>
        </li>
      ))}
    </ul>
  )
}

function Lift({ view, liftable }: Props & { liftable: ReviewView['findings'] }) {
  const { submissionId, once } = view
  return (
    <>
      <h3>Lift a finding</h3>
      <ActionForm action={liftAction} hidden={{ submissionId, once }} label="Lift a finding">
        <FormRadios
          name="lift"
          legend="Which finding"
          options={liftable.map(({ kind, questionId, prompt }) => ({
            value: `${kind} ${questionId}`,
            label: <Choice title={FINDING_TITLES[kind] ?? ''} meaning={prompt} />,
          }))}
        />
        <FormField
          name="liftReason"
          label="Reason the developer reads"
          hint="Such as what proved the answer. It is mailed."
          multiline
          rows={3}
        />
        <FormField name="liftNote" label="Note and evidence for colleagues" optional multiline rows={2} />
        <ButtonRow>
          <Button variant="secondary">Lift finding</Button>
        </ButtonRow>
      </ActionForm>
    </>
  )
}

function Record({ view, posted }: Props & { posted: boolean }) {
  const { submissionId, once, documentId, whyNot, documents } = view
  const answers = documents.shown.sections.flatMap((section) => section.answers)
  return (
    <>
      <h3>Record a finding</h3>
      {whyNot.finding.length > 0 && !posted ? (
        <WhyNot what="You cannot record a finding now:" reasons={whyNot.finding} />
      ) : (
        <ActionForm action={findingAction} hidden={{ submissionId, once, documentId }} label="Finding">
          <FormRadios
            name="finding"
            legend="What was found"
            options={FINDING_KINDS.map((kind) => ({
              value: kind,
              label: <Choice title={FINDING_TITLES[kind] ?? ''} meaning={MEANINGS[kind]} />,
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
    </>
  )
}
