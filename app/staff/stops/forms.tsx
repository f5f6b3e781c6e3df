/** Forms of the stops: each with the reason that others read. */
import { ActionForm, FormField } from '../../../components/ui/action-form.tsx'
import { Button, ButtonRow } from '../../../components/ui/button.tsx'
import type { StopScope } from '../../../lib/domain/stop.ts'
import { CriterionRadios } from '../criterion-radios.tsx'
import { liftAction, stopAction } from './actions.ts'

type Target = { scope: StopScope; organizationId?: string }

const hiddenOf = ({ scope, organizationId }: Target): Record<string, string> => ({
  scope,
  ...(organizationId ? { organizationId } : {}),
})

const who = (scope: StopScope) => (scope === 'organization' ? 'Reason the developer reads' : 'Reason')

export function StopForm({ button, ...target }: Target & { button: string }) {
  return (
    <ActionForm action={stopAction} hidden={hiddenOf(target)} label={button}>
      {target.scope === 'organization' && <CriterionRadios />}
      <FormField name="publicReason" label={who(target.scope)} hint="A sentence or two." multiline rows={2} />
      <ButtonRow>
        <Button variant="danger">{button}</Button>
      </ButtonRow>
    </ActionForm>
  )
}

export function LiftForm(target: Target) {
  return (
    <ActionForm action={liftAction} hidden={hiddenOf(target)} label="Lift the stop">
      <FormField name="publicReason" label={who(target.scope)} hint="A sentence or two." multiline rows={2} />
      <ButtonRow>
        <Button>Lift the stop</Button>
      </ButtonRow>
    </ActionForm>
  )
}
