/** The decision: approve, deny by a security criterion, or close after notice; where one is not possible, why not. */
import { ActionForm, FormField } from '../../../../components/ui/action-form.tsx'
import { Button, ButtonRow } from '../../../../components/ui/button.tsx'
import { APPROVAL_REASON } from '../../../../lib/services/review-approve.ts'
import type { ReviewView } from '../../../../lib/services/review-view.ts'
import { CriterionRadios } from '../../criterion-radios.tsx'
import { WhyNot } from '../../why-not.tsx'
import { approveAction, closeAction, denyAction } from './actions.ts'

type Props = { view: ReviewView }

/** @param posted the page answers a refused form, so every form is drawn whatever stands against it */
export function Decide({ view, posted }: Props & { posted: boolean }) {
  const last = view.documents.rounds.length === view.documents.shown.round
  const approvable = view.whyNot.approve.length === 0 || posted
  return (
    <section aria-labelledby="decide" className="staff-decisions">
      <h2 id="decide">Decide</h2>
      <h3>Approve</h3>
      {!last && <p>You are reading an earlier round. Go to the last one to approve.</p>}
      {!approvable && <WhyNot what="It cannot be approved now:" reasons={view.whyNot.approve} />}
      {last && approvable && <Approve view={view} />}
      <h3>Deny</h3>
      {view.whyNot.deny.length > 0 && !posted ? (
        <WhyNot what="It cannot be denied now:" reasons={view.whyNot.deny} />
      ) : (
        <Deny view={view} />
      )}
      {!view.terms?.accepted && (
        <>
          <h3>Close, because the terms stay unanswered</h3>
          {view.whyNot.close.length > 0 && !posted ? (
            <WhyNot what="It cannot be closed now:" reasons={view.whyNot.close} />
          ) : (
            <ActionForm
              action={closeAction}
              hidden={{ submissionId: view.submissionId, once: view.once }}
              label="Close"
            >
              <p>This is no denial. The developer is told and can start again with the same answers.</p>
              <Button variant="secondary">Close the submission</Button>
            </ActionForm>
          )}
        </>
      )}
    </section>
  )
}

function Approve({ view }: Props) {
  const { submissionId, once, documentId } = view
  return (
    <ActionForm action={approveAction} hidden={{ submissionId, once, documentId }} label="Approve">
      <p>
        The answers are signed and published, and the app gets {view.client ? 'its changed' : 'a'} production client,
        all at once. What members are told follows from the answers.
      </p>
      <FormField
        name="approvalReason"
        label="Reason the developer reads"
        hint={`Left empty, it says: “${APPROVAL_REASON}”`}
        optional
        multiline
        rows={2}
      />
      <FormField name="approvalNote" label="Note for colleagues" optional multiline rows={2} />
      <ButtonRow>
        <Button>Approve and publish</Button>
      </ButtonRow>
    </ActionForm>
  )
}

function Deny({ view }: Props) {
  const { submissionId, once, documentId } = view
  return (
    <ActionForm action={denyAction} hidden={{ submissionId, once, documentId }} label="Deny">
      <CriterionRadios hint="The same for everybody. A privacy answer is none of them." />
      <FormField
        name="publicReason"
        label="Reason the developer reads"
        hint="A sentence or two. How to come back is added by the criterion."
        multiline
        rows={4}
      />
      <FormField name="denialNote" label="Note and evidence for colleagues" optional multiline rows={3} />
      <ButtonRow>
        <Button variant="danger">Deny</Button>
      </ButtonRow>
    </ActionForm>
  )
}
