/** Forms of the stops: each with the reason that others read. */
import { ActionForm, FormField, FormRadios } from '../../../components/ui/action-form.tsx'
import { Button, ButtonRow } from '../../../components/ui/button.tsx'
import { SECURITY_CRITERIA } from '../../../lib/domain/security-criteria.ts'
import type { StopScope } from '../../../lib/domain/stop.ts'
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
      {target.scope === 'organization' && (
        <FormRadios
          name="criterion"
          legend="Security criterion"
          options={SECURITY_CRITERIA.map(({ code, title, meaning }) => ({ value: code, label: title, hint: meaning }))}
        />
      )}
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
