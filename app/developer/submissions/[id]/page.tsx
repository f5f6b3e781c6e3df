/** One submission: what to do, state and turn, history, and the developer's words to the application security team. */
import type { Metadata } from 'next'
import { ActionForm, FormField } from '../../../../components/ui/action-form.tsx'
import { Button, ButtonLink, ButtonRow } from '../../../../components/ui/button.tsx'
import { LongText } from '../../../../components/ui/long-text.tsx'
import { Notice } from '../../../../components/ui/notice.tsx'
import { PageHeading } from '../../../../components/ui/page-heading.tsx'
import { Status } from '../../../../components/ui/status.tsx'
import { TaskList } from '../../../../components/ui/task-list.tsx'
import { orNotFound, requireDeveloper } from '../../../../lib/platform/web/request.ts'
import { type SectionTask, type SubmissionView, submissionTasks } from '../../../../lib/services/submission-view.ts'
import { startSubmissionAction } from '../../apps/actions.ts'
import { answerStandsAction, askPrimaryAgainAction, replyAction, withdrawAction } from './actions.ts'
import { SubmissionStatus, SubmissionTimeline, Turn } from './state.tsx'

const HOME = { href: '/developer#given-away', text: 'Apps you handed over' }

type Props = { params: Promise<{ id: string }> }

async function load({ params }: Props): Promise<SubmissionView> {
  const { id } = await params
  return orNotFound(submissionTasks(await requireDeveloper(), id))
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const view = await load(props)
  return { title: `Questionnaire for ${view.appName}` }
}

export default async function SubmissionPage(props: Props) {
  const view = await load(props)
  const sent = view.submittedAt !== null
  return (
    <>
      <PageHeading
        back={view.moved ? HOME : { href: `/developer/apps/${view.appId}`, text: view.appName }}
        caption={`${view.company} · ${view.reference}`}
        title={`Questionnaire for ${view.appName}`}
        status={<SubmissionStatus status={view.status} notYetLive={view.notYetLive} />}
      />
      {view.moved && (
        <Notice heading="You handed this app over">
          <p>It belongs to another organization now. What you sent in stays here for you to read.</p>
        </Notice>
      )}
      <Turn view={view} />
      <Again view={view} />
      <Asked view={view} />
      <NextSteps view={view} />
      {view.may.edit && <Tasks view={view} />}
      {sent && (
        <section aria-labelledby="history">
          <h2 id="history">What happened</h2>
          <SubmissionTimeline view={view} />
        </section>
      )}
      {view.may.reply && <Reply view={view} />}
      {!view.may.edit && <Sections view={view} />}
      {view.may.withdraw && <Withdraw view={view} />}
    </>
  )
}

/** The way on after a submission that ended without an approval. */
function Again({ view: { may, appId, status } }: { view: SubmissionView }) {
  if (!may.applyAgain) return null
  return (
    <Notice heading="Apply again">
      <p>
        {status === 'denied' && 'The reason stands below, with what has to change first. '}A new submission starts with
        the answers you gave.
      </p>
      <ActionForm action={startSubmissionAction} hidden={{ appId }} label="Start again from your answers">
        <Button>Start again from your answers</Button>
      </ActionForm>
    </Notice>
  )
}

/** What AppSec asked to change, and the way to say that an answer stands. */
function Asked({ view }: { view: SubmissionView }) {
  if (view.changes.length === 0) return null
  const base = `/developer/submissions/${view.submissionId}`
  return (
    <section aria-labelledby="asked">
      <h2 id="asked">Asked by the application security team</h2>
      <ul>
        {view.changes.map((change) => (
          <li key={change.questionId + change.text}>
            {change.section ? <a href={`${base}/${change.section}`}>{change.prompt}</a> : change.prompt}
            <LongText text={change.text} />
          </li>
        ))}
      </ul>
      {view.may.edit && (
        <>
          <p>Change what needs changing below and send the answers again. If nothing needs changing, say so here.</p>
          <ActionForm action={answerStandsAction} hidden={{ submissionId: view.submissionId }} label="My answers stand">
            <FormField name="stands" label="Why your answers stand" multiline rows={4} />
            <ButtonRow>
              <Button variant="secondary">My answers stand, please decide</Button>
            </ButtonRow>
          </ActionForm>
        </>
      )}
    </section>
  )
}

/** The terms and the confirmed address, which approval waits for; and the receipt. */
function NextSteps({ view }: { view: SubmissionView }) {
  if (!view.submittedAt) return null
  const open = view.turn !== 'nobody'
  return (
    <>
      {open && view.terms && !view.terms.acceptedAt && (
        <Notice tone="warn" heading="Accept the terms of service">
          <p>
            Approval needs somebody with authority to accept <a href="/developer/terms">{view.terms.title}</a>, version{' '}
            {view.terms.version}.
          </p>
        </Notice>
      )}
      {open && view.primary && !view.primary.confirmed && (
        <Notice tone="warn" heading="Waiting for the main contact to confirm the address">
          <p>
            The application security team writes to {view.primary.email}. We mailed a link there; its reader opens it
            and presses the button.
          </p>
          {view.may.reply && (
            <ActionForm
              action={askPrimaryAgainAction}
              hidden={{ submissionId: view.submissionId }}
              label="Confirm the address of the main contact"
            >
              <Button variant="secondary">Send the mail again</Button>
            </ActionForm>
          )}
        </Notice>
      )}
      <ButtonRow>
        <ButtonLink variant="secondary" href={`/developer/submissions/${view.submissionId}/receipt`}>
          Receipt
        </ButtonLink>
      </ButtonRow>
    </>
  )
}

function taskStatus(task: SectionTask) {
  const blank = task.blank === 1 ? '1 left blank' : `${task.blank} left blank`
  const missing = task.missing === 1 ? '1 answer needed' : `${task.missing} answers needed`
  if (task.changes > 0) return <Status tone="turn">Change asked for</Status>
  if (task.status === 'complete') return <Status tone="done">Complete</Status>
  if (task.status === 'ready') return <Status tone="done">Can be sent, {blank}</Status>
  if (task.status === 'in_progress') return <Status tone="turn">In progress, {missing}</Status>
  return <Status tone="none">Not started</Status>
}

function Tasks({ view }: { view: SubmissionView }) {
  const base = `/developer/submissions/${view.submissionId}`
  const last = {
    id: 'check',
    title: 'Check your answers, sign and submit',
    href: `${base}/check`,
    status: view.ready ? <Status tone="turn">Ready</Status> : <Status tone="none">Answers are needed first</Status>,
  }
  const sections = view.sections.map((task) => ({
    id: task.id,
    title: task.title,
    href: `${base}/${task.id}`,
    hint: `${task.answered} of ${task.total} answered`,
    status: taskStatus(task),
  }))
  return (
    <section aria-labelledby="tasks">
      <h2 id="tasks">Sections</h2>
      <p>Answer them in any order. Each one is saved when you continue, and you can come back from any device.</p>
      <TaskList tasks={[...sections, last]} />
    </section>
  )
}

function Sections({ view }: { view: SubmissionView }) {
  return (
    <section aria-labelledby="sections">
      <h2 id="sections">Answers</h2>
      <ul>
        {view.sections.map((section) => (
          <li key={section.id}>
            <a href={`/developer/submissions/${view.submissionId}/${section.id}`}>{section.title}</a>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Reply({ view }: { view: SubmissionView }) {
  return (
    <section aria-labelledby="reply">
      <h2 id="reply">Write to the application security team</h2>
      <ActionForm action={replyAction} hidden={{ submissionId: view.submissionId, once: view.once }} label="Reply">
        <FormField
          name="text"
          label="Your message"
          hint="Everybody of your organization and the application security team can read it. Leave out passwords and data of members."
          multiline
          rows={6}
        />
        <ButtonRow>
          <Button>Send message</Button>
        </ButtonRow>
      </ActionForm>
    </section>
  )
}

function Withdraw({ view }: { view: SubmissionView }) {
  return (
    <details className="candor-meaning">
      <summary>Withdraw this submission</summary>
      <p>The review ends. The answers stay readable, and you can start a new submission from them.</p>
      <ActionForm action={withdrawAction} hidden={{ submissionId: view.submissionId }} label="Withdraw">
        <Button variant="danger">Withdraw the submission</Button>
      </ActionForm>
    </details>
  )
}
