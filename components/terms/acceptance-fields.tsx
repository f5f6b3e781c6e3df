/** What somebody states when accepting the terms; inside a form. */
import { ended } from '../../lib/domain/organization.ts'
import { FormCheckbox, FormField } from '../ui/action-form.tsx'
import { Button, ButtonRow } from '../ui/button.tsx'

export function AcceptanceFields({ organization, version }: { organization: string; version: string }) {
  return (
    <>
      <FormField name="name" label="Your full name" autoComplete="name" />
      <FormField name="title" label="Your title" autoComplete="organization-title" />
      <FormCheckbox name="authority" label={`I may accept these terms for ${ended(organization)}`} />
      <ButtonRow>
        <Button>Accept the terms, version {version}</Button>
      </ButtonRow>
    </>
  )
}
