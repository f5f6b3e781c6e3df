/** Changes what an organization tells about itself. Owners only. */
import type { Metadata } from 'next'
import { ActionForm } from '../../../../components/ui/action-form.tsx'
import { Button, ButtonRow } from '../../../../components/ui/button.tsx'
import { Notice } from '../../../../components/ui/notice.tsx'
import { PageHeading } from '../../../../components/ui/page-heading.tsx'
import { orNotFound, requireDeveloper } from '../../../../lib/platform/web/request.ts'
import { organizationView } from '../../../../lib/services/organization.ts'
import { changeOrganizationAction } from '../actions.ts'
import { chosenOrganization, type Of, organizationPath } from '../chosen.ts'
import { IdentityFields } from '../fields.tsx'

export const metadata: Metadata = { title: 'Change your organization' }

export default async function EditOrganizationPage({ searchParams }: { searchParams: Of }) {
  const ctx = await requireDeveloper()
  const { chosen } = await chosenOrganization(ctx, searchParams)
  const { organizationId } = chosen
  const view = await orNotFound(organizationView(ctx, organizationId))
  return (
    <>
      <PageHeading
        back={{ href: organizationPath(organizationId), text: view.legalName }}
        title="Change your organization"
        lead="Answers of earlier questionnaires stay as they were signed. The next one starts with what you write here."
      />
      {view.may.edit ? (
        <ActionForm action={changeOrganizationAction} hidden={{ organizationId }} label="Change your organization">
          <IdentityFields value={view} />
          <ButtonRow>
            <Button>Save</Button>
          </ButtonRow>
        </ActionForm>
      ) : (
        <Notice>Only an owner can change this. Ask an owner of your organization.</Notice>
      )}
    </>
  )
}
