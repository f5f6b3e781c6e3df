/** Forms of the stops: each with the reason that others read. */
import { ActionForm, FormField, FormSelect } from '../../../components/ui/action-form.tsx'
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

type StopFormProps = Target & {
  button: string
  /** Of which one is chosen in the form itself. */
  organizations?: readonly { organizationId: string; name: string; website: string }[]
}

export function StopForm({ button, organizations, ...target }: StopFormProps) {
  return (
    <ActionForm action={stopAction} hidden={hiddenOf(target)} label={button}>
      {organizations && (
        <FormSelect
          name="organizationId"
          label="Organization"
          options={organizations.map(({ organizationId, name, website }) => ({
            value: organizationId,
            label: `${name} (${website})`,
          }))}
        />
      )}
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
