/** What to do now with an app: open cases that wait for an answer first, then its own next step. */
import { ActionForm } from '../../../../components/ui/action-form.tsx'
import { Button, ButtonLink } from '../../../../components/ui/button.tsx'
import { Notice } from '../../../../components/ui/notice.tsx'
import { References } from '../../../../components/ui/references.tsx'
import { isTodo } from '../../../../lib/domain/app.ts'
import { EPISODE_KIND_WORDS } from '../../../../lib/domain/episode-words.ts'
import type { AppView } from '../../../../lib/services/app-view.ts'
import { NEXT_STEPS, type Task, tasksOfApp, titleOf } from '../../next-step.tsx'
import { startSubmissionAction } from '../actions.ts'

export function Steps({ view }: { view: AppView }) {
  return (
    <>
      {tasksToShow(view).map((task) => (
        <Step key={`${task.step} ${task.about?.episodeId ?? ''}`} view={view} task={task} />
      ))}
      <OtherCases view={view} />
    </>
  )
}

/** What says “nothing to do” is left out beside a case that waits for an answer. */
function tasksToShow(view: AppView): Task[] {
  const tasks = tasksOfApp(view)
  return tasks.length > 1 ? tasks.filter(({ step }) => isTodo(step)) : tasks
}

function Step({ view, task }: { view: AppView; task: Task }) {
  const { step, about } = task
  const { text, href, act } = NEXT_STEPS[step]
  const title = titleOf(task)
  const starts = step === 'start' || step === 'apply_again' || step === 'own_answers'
  const link = href(view, about)
  const here = link === `/developer/apps/${view.appId}`
  return (
    <Notice tone={isTodo(step) ? 'warn' : 'info'} heading={<References text={title} />}>
      <p>{text}</p>
      {about?.by && (
        <p>
          Answer by <time dateTime={about.by.at.toISOString()}>{about.by.when}</time>.
        </p>
      )}
      {about && step !== 'answer_case' && (
        <p>
          <a href={`/developer/episodes/${about.episodeId}`}>
            Case <References text={about.reference} />: what happened so far
          </a>
        </p>
      )}
      {!about && view.submission?.due && (
        <p>
          AppSec answers by <strong>{view.submission.due.sentence}</strong>.
        </p>
      )}
      {starts && view.may.edit && (
        <ActionForm action={startSubmissionAction} hidden={{ appId: view.appId }} label={title}>
          <Button>{act ?? title}</Button>
        </ActionForm>
      )}
      {starts && !view.may.edit && <p>An owner or an editor of your organization can do this.</p>}
      {!starts && !here && (
        <ButtonLink href={link}>{step === 'wait' ? 'Open the submission' : <References text={title} />}</ButtonLink>
      )}
    </Notice>
  )
}

/** Open cases of which no step speaks. */
function OtherCases({ view }: { view: AppView }) {
  const told = tasksOfApp(view).map(({ about }) => about)
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
