/** Registers an app by the name that members will know it by. */
import type { Metadata } from 'next'
import { ActionForm, FormField, FormRadios } from '../../../../components/ui/action-form.tsx'
import { Button, ButtonRow } from '../../../../components/ui/button.tsx'
import { Notice } from '../../../../components/ui/notice.tsx'
import { PageHeading } from '../../../../components/ui/page-heading.tsx'
import { APP_NAME_MAX_LENGTH } from '../../../../lib/domain/app-name.ts'
import { may } from '../../../../lib/domain/organization.ts'
import { requireDeveloper } from '../../../../lib/platform/web/request.ts'
import { chosenOrganization, type Of } from '../../organization/chosen.ts'
import { registerAppAction } from '../actions.ts'

export const metadata: Metadata = { title: 'Register an app' }

export default async function NewAppPage({ searchParams }: { searchParams: Of }) {
  const { chosen, all } = await chosenOrganization(await requireDeveloper(), searchParams)
  const allowed = all.filter(({ role }) => may(role, 'register_app'))
  const [only] = allowed
  const value = may(chosen.role, 'register_app') ? chosen.organizationId : only?.organizationId
  const hidden = allowed.length === 1 && only ? { organizationId: only.organizationId } : undefined
  return (
    <>
      <PageHeading back={{ href: '/developer', text: 'Your apps' }} title="Register an app" />
      {allowed.length === 0 ? (
        <Notice>Only an owner or an editor can register an app. Ask an owner of your organization.</Notice>
      ) : (
        <ActionForm action={registerAppAction} hidden={hidden} label="Register an app">
          {!hidden && (
            <FormRadios
              name="organizationId"
              legend="Which organization makes it?"
              options={allowed.map((row) => ({ value: row.organizationId, label: row.organization }))}
              value={value}
            />
          )}
          <FormField
            name="name"
            label="Name of the app"
            hint={`As members know it, ${APP_NAME_MAX_LENGTH} characters or less. A name that looks like another app’s or like the plan’s own is not taken.`}
            autoComplete="off"
          />
          <ButtonRow>
            <Button>Register the app</Button>
          </ButtonRow>
        </ActionForm>
      )}
    </>
  )
}
