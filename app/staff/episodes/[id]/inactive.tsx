/** The inactivity ladder of a case on the desk: its dates, and what staff can do about it. */
import { ActionForm, FormField } from '../../../../components/ui/action-form.tsx'
import { Button, ButtonRow } from '../../../../components/ui/button.tsx'
import { Timeline } from '../../../../components/ui/timeline.tsx'
import type { LadderDesk } from '../../../../lib/services/ladder-desk.ts'
import { WhyNot } from '../../why-not.tsx'
import { holdAction, releaseAction, removeAction, resolveAction, undoAction } from './inactive-actions.ts'

type Props = { desk: LadderDesk; episodeId: string }

export function Inactive({ desk, episodeId }: Props) {
  const { ladder, mayAct, isLead, whyNotUndo } = desk
  return (
    <>
      {ladder && (
        <section aria-labelledby="ladder">
          <h2 id="ladder">The ladder</h2>
          <Timeline
            label="The ladder"
            entries={ladder.steps.map(({ step, title, at, when, taken }) => ({
              id: step,
              title,
              at: at.toISOString(),
              when,
              body: null,
              tone: taken ? ('past' as const) : ('ahead' as const),
            }))}
          />
        </section>
      )}
      {mayAct && (ladder?.state === 'asked' || ladder?.state === 'held') && <Answered episodeId={episodeId} />}
      {mayAct && ladder && ladder.state !== 'answered' && <Hold desk={desk} episodeId={episodeId} />}
      {isLead && ladder?.suspended && <Remove desk={desk} episodeId={episodeId} />}
      {isLead && whyNotUndo && <Undo reasons={whyNotUndo} episodeId={episodeId} />}
    </>
  )
}

function Answered({ episodeId }: { episodeId: string }) {
  return (
    <section aria-labelledby="answered">
      <h2 id="answered">The organization answered</h2>
      <ActionForm action={resolveAction} hidden={{ episodeId, verdict: 'answer' }} label="Answered">
        <FormField name="internalText" label="How and what, for colleagues" optional multiline rows={2} />
        <ButtonRow>
          <Button variant="secondary">Take it as the answer</Button>
        </ButtonRow>
      </ActionForm>
    </section>
  )
}

function Hold({ desk, episodeId }: Props) {
  if (desk.ladder?.state === 'held') {
    return (
      <section aria-labelledby="hold">
        <h2 id="hold">Held</h2>
        <p>Nothing happens until {desk.heldUntil}. The dates above count from then, as long as nobody answers.</p>
        <ActionForm action={releaseAction} hidden={{ episodeId }} label="Release">
          <ButtonRow>
            <Button variant="secondary">End the hold now</Button>
          </ButtonRow>
        </ActionForm>
      </section>
    )
  }
  return (
    <section aria-labelledby="hold">
      <h2 id="hold">Hold the ladder</h2>
      <ActionForm action={holdAction} hidden={{ episodeId }} label="Hold">
        <FormField name="until" label="Until the end of" type="date" width="medium" />
        <FormField name="publicReason" label="Reason the developer reads" multiline rows={3} />
        <ButtonRow>
          <Button variant="secondary">Hold it</Button>
        </ButtonRow>
      </ActionForm>
    </section>
  )
}

function Remove({ desk, episodeId }: Props) {
  return (
    <section aria-labelledby="remove">
      <h2 id="remove">{desk.whole ? 'Remove the organization' : 'Remove the client'}</h2>
      {desk.whyNotRemove.length > 0 ? (
        <WhyNot what="You cannot remove it:" reasons={desk.whyNotRemove} />
      ) : (
        <ActionForm action={removeAction} hidden={{ episodeId, whole: desk.whole ? 'yes' : 'no' }} label="Remove">
          <p>
            {desk.whole
              ? `No production client of ${desk.organization} is active. Its accounts are closed, its clients revoked, and sharing ends.`
              : `Other production clients of ${desk.organization} are active, so this client alone is revoked, and sharing with it ends.`}{' '}
            Members are told in neutral words. A lead can undo it for 30 days; what members allowed stays ended.
          </p>
          <FormField name="internalText" label="Note for colleagues" optional multiline rows={2} />
          <ButtonRow>
            <Button variant="danger">Confirm the removal</Button>
          </ButtonRow>
        </ActionForm>
      )}
    </section>
  )
}

function Undo({ reasons, episodeId }: { reasons: string[]; episodeId: string }) {
  return (
    <section aria-labelledby="undo">
      <h2 id="undo">Undo the removal</h2>
      {reasons.length > 0 ? (
        <WhyNot what="You cannot undo it:" reasons={reasons} />
      ) : (
        <ActionForm action={undoAction} hidden={{ episodeId }} label="Undo">
          <p>Accounts and clients come back. What members allowed stays ended.</p>
          <FormField name="publicReason" label="Reason the developer reads" multiline rows={3} />
          <ButtonRow>
            <Button>Undo the removal</Button>
          </ButtonRow>
        </ActionForm>
      )}
    </section>
  )
}
