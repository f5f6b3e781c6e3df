/** The grounds on which a client can be denied, suspended or flagged: security criteria and nothing else. */
import { FormRadios } from '../../components/ui/action-form.tsx'
import { SECURITY_CRITERIA } from '../../lib/domain/security-criteria.ts'
import { Choice } from './choice.tsx'

export function CriterionRadios({ hint }: { hint?: string }) {
  return (
    <FormRadios
      name="criterion"
      legend="Security criterion"
      hint={hint}
      options={SECURITY_CRITERIA.map(({ code, title, meaning }) => ({
        value: code,
        label: <Choice title={title} meaning={meaning} />,
      }))}
    />
  )
}
