/** The signature under the answers. */
import { ActionForm, FormCheckbox, FormField } from '../../../../../components/ui/action-form.tsx'
import { Button, ButtonRow } from '../../../../../components/ui/button.tsx'
import { ended } from '../../../../../lib/domain/organization.ts'
import type { CheckView } from '../../../../../lib/services/submission-check.ts'
import { submitAction } from './actions.ts'

export function SignForm({ view }: { view: CheckView }) {
  if (!view.maySubmit) return null
  return (
    <section aria-labelledby="sign">
      <h2 id="sign">Sign and submit</h2>
      <p>
        Somebody who may bind {view.company} signs. Members see the title and the day, not the name. A false answer can
        be a deceptive practice under federal law.
      </p>
      <ActionForm
        action={submitAction}
        hidden={{ submissionId: view.submissionId, read: view.read }}
        label="Sign and submit"
      >
        <FormField name="name" label="Full name" value={view.signer.name} autoComplete="name" />
        <FormField name="title" label="Title" value={view.signer.title} autoComplete="organization-title" />
        {view.statements.map((statement) => (
          <FormCheckbox key={statement.input} name={statement.input} label={statement.text} />
        ))}
        <FormCheckbox name="authority" label={`I may sign for ${ended(view.company)}`} />
        <ButtonRow>
          <Button>Sign and submit</Button>
        </ButtonRow>
      </ActionForm>
    </section>
  )
}
