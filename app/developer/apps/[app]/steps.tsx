/** What to do now with an app: open cases that wait for an answer first, then its own next step. */
import { ActionForm } from '../../../../components/ui/action-form.tsx'
import { Button, ButtonLink } from '../../../../components/ui/button.tsx'
import { Notice } from '../../../../components/ui/notice.tsx'
import { References } from '../../../../components/ui/references.tsx'
import { isTodo, type NextStep } from '../../../../lib/domain/app.ts'
import { EPISODE_KIND_WORDS } from '../../../../lib/domain/episode-words.ts'
import type { AppView } from '../../../../lib/services/app-view.ts'
import { caseOf, NEXT_STEPS } from '../../next-step.tsx'
import { startSubmissionAction } from '../actions.ts'

export function Steps({ view }: { view: AppView }) {
  return (
    <>
      {stepsToShow(view).map((step) => (
        <Step key={step} view={view} step={step} />
      ))}
      <OtherCases view={view} />
    </>
  )
}

/** What says “nothing to do” is left out beside a case that waits for an answer. */
const stepsToShow = ({ steps }: AppView) => (steps.length > 1 ? steps.filter(isTodo) : steps)

function Step({ view, step }: { view: AppView; step: NextStep }) {
  const { title, text, href, act = title } = NEXT_STEPS[step]
  const starts = step === 'start' || step === 'apply_again' || step === 'own_answers'
  const here = href(view) === `/developer/apps/${view.appId}`
  const about = caseOf(view, step)
  return (
    <Notice tone={isTodo(step) ? 'warn' : 'info'} heading={title}>
      <p>{text}</p>
      {about && (
        <p>
          {about.by && (
            <>
              Answer by <time dateTime={about.by.at.toISOString()}>{about.by.when}</time>.{' '}
            </>
          )}
          {step === 'answer_case' ? (
            <References text={`Case ${about.reference}`} />
          ) : (
            <a href={`/developer/episodes/${about.episodeId}`}>
              Case <References text={about.reference} />: what happened so far
            </a>
          )}
        </p>
      )}
      {!about && view.submission?.due && (
        <p>
          AppSec answers by <strong>{view.submission.due.sentence}</strong>.
        </p>
      )}
      {starts && view.may.edit && (
        <ActionForm action={startSubmissionAction} hidden={{ appId: view.appId }} label={title}>
          <Button>{act}</Button>
        </ActionForm>
      )}
      {starts && !view.may.edit && <p>An owner or an editor of your organization can do this.</p>}
      {!starts && !here && <ButtonLink href={href(view)}>{step === 'wait' ? 'Open the submission' : title}</ButtonLink>}
    </Notice>
  )
}

/** Open cases of which no step speaks. */
function OtherCases({ view }: { view: AppView }) {
  const told = view.steps.map((step) => caseOf(view, step))
  return view.cases
    .filter((one) => !told.includes(one))
    .map(({ episodeId, reference, kind }) => (
      <p key={episodeId}>
        {EPISODE_KIND_WORDS[kind]}:{' '}
        <a href={`/developer/episodes/${episodeId}`}>
          Case <References text={reference} />: what happened so far
        </a>
      </p>
    ))
}
