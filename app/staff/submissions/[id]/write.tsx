/** Words to the developer and to colleagues: a message, a note, and a request for changes answer by answer. */
import { ActionForm, FormCheckbox, FormField, FormRadios } from '../../../../components/ui/action-form.tsx'
import { Button, ButtonRow } from '../../../../components/ui/button.tsx'
import { ErrorSummary } from '../../../../components/ui/error-summary.tsx'
import { blankText, groundsFor } from '../../../../lib/domain/review-verdict.ts'
import { GROUND_TITLES } from '../../../../lib/services/review-changes.ts'
import type { ReviewView } from '../../../../lib/services/review-view.ts'
import { WhyNot } from '../../why-not.tsx'
import { changesAction, messageAction, noReplyAction, noteAction } from './actions.ts'

/** `posted`: the page answers a refused form, so every form is drawn. */
type Props = { view: ReviewView; posted: boolean }

export function Write({ view, posted }: Props) {
  const { submissionId, once, whyNot } = view
  return (
    <section aria-labelledby="write">
      <h2 id="write">Write</h2>
      <h3>To the developer</h3>
      {whyNot.message.length > 0 && !posted ? (
        <WhyNot what="You cannot write to the developer now:" reasons={whyNot.message} />
      ) : (
        <Message view={view} />
      )}
      {(view.awaitsReply || posted) && (
        <ActionForm action={noReplyAction} hidden={{ submissionId, seen: view.seen }} label="No reply needed">
          <p>The developer wrote last. If nothing needs an answer, say so; that stops the clock.</p>
          <Button variant="secondary">No reply needed</Button>
        </ActionForm>
      )}
      <h3>A note for colleagues</h3>
      <ActionForm action={noteAction} hidden={{ submissionId, once }} label="Note">
        <FormField name="note" label="Note" hint="Only staff read it. It stops no clock." multiline rows={3} />
        <ButtonRow>
          <Button variant="secondary">Add note</Button>
        </ButtonRow>
      </ActionForm>
    </section>
  )
}

function Message({ view }: Pick<Props, 'view'>) {
  const { submissionId, once, primary, terms } = view
  return (
    <ActionForm action={messageAction} hidden={{ submissionId, once }} label="Message">
      <FormField
        name="message"
        label="Message"
        hint={`Mailed to ${primary?.email ?? ''} and signed “AppSec team”. The first-contact clock stops when their mail server accepts it.`}
        multiline
        rows={6}
      />
      {!terms?.accepted && (
        <FormCheckbox
          name="closeNotice"
          label="This is a notice of closing"
          hint="Adds that the submission is closed if the terms stay unanswered for 14 days. That is no denial."
        />
      )}
      <ButtonRow>
        <Button>Send message</Button>
      </ButtonRow>
    </ActionForm>
  )
}

const NOTHING = 'Tick the answers that have to change in the list above, then press the button below it.'

/** @param asked ids of the ticked questions @param nothing the button was pressed with none ticked */
export function Changes({ view, asked, nothing, posted }: Props & { asked: readonly string[]; nothing: boolean }) {
  const { submissionId, once, documentId, whyNot, documents } = view
  const known = documents.shown.sections.flatMap((section) => section.answers)
  const answers = known.filter((answer) => asked.includes(answer.questionId))
  const possible = whyNot.changes.length === 0 || posted
  return (
    <section aria-labelledby="changes">
      {/* Can take the focus, since the button below the list of answers leads here. */}
      <h2 id="changes" tabIndex={-1}>
        Ask for changes
      </h2>
      {possible && nothing && <ErrorSummary heading="Choose at least one answer" errors={{ answers: NOTHING }} />}
      <p>
        Only because an answer is incomplete, inconsistent or a security matter. What the company does with privacy is
        no ground by itself, and a privacy question left blank is an answer.
      </p>
      {!possible && <WhyNot what="You cannot ask for changes now:" reasons={whyNot.changes} />}
      {possible && !nothing && answers.length === 0 && (
        <p>
          Tick the answers that have to change <a href="#answers">in the list above</a>, then press the button below it.
        </p>
      )}
      {possible && answers.length > 0 && (
        <ActionForm action={changesAction} hidden={{ submissionId, once, documentId }} label="Changes">
          {answers.map(({ questionId, prompt, ...answer }) => (
            <fieldset key={questionId} className="ds-c-fieldset candor-field">
              <legend className="ds-c-label">{prompt}</legend>
              <p className="candor-muted">{answer.lines.map((line) => line.text).join('; ') || blankText(answer)}</p>
              <FormRadios
                name={`ground.${questionId}`}
                legend="Why"
                options={groundsFor(answer).map((ground) => ({ value: ground, label: GROUND_TITLES[ground] }))}
              />
              <FormField name={`change.${questionId}`} label="What has to change" multiline rows={3} />
            </fieldset>
          ))}
          <FormField name="changesText" label="Words around the list" optional multiline rows={3} />
          <ButtonRow>
            <Button>Send the request</Button>
          </ButtonRow>
        </ActionForm>
      )}
    </section>
  )
}
