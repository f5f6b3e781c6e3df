/** A new organization: who it is, and who answers for it. One form, one act. */
import type { Metadata } from 'next'
import { ActionForm } from '../../../../components/ui/action-form.tsx'
import { Button, ButtonRow } from '../../../../components/ui/button.tsx'
import { Notice } from '../../../../components/ui/notice.tsx'
import { PageHeading } from '../../../../components/ui/page-heading.tsx'
import { CONTACT_KINDS } from '../../../../lib/domain/organization.ts'
import { orNotFound, requireDeveloper } from '../../../../lib/platform/web/request.ts'
import { myInvitations } from '../../../../lib/services/invitation.ts'
import { myOrganizations } from '../../../../lib/services/organization.ts'
import { createOrganizationAction } from '../actions.ts'
import { ContactGroup, IdentityFields } from '../fields.tsx'

export const metadata: Metadata = { title: 'Create your organization' }

export default async function NewOrganizationPage() {
  const ctx = await requireDeveloper()
  const [organizations, invitations] = await Promise.all([
    orNotFound(myOrganizations(ctx)),
    orNotFound(myInvitations(ctx)),
  ])
  const { name, email } = ctx.actor
  return (
    <>
      <PageHeading
        back={{ href: '/developer', text: 'Your apps' }}
        title="Create your organization"
        lead="The company that makes the app, and three contacts. You become its owner and can invite colleagues."
      />
      {organizations.length > 0 && (
        <Notice>
          <p>
            You belong to {organizations.map((row) => row.organization).join(', ')} already. One person can belong to
            several organizations; each has its own apps and people.
          </p>
        </Notice>
      )}
      {invitations.length > 0 && (
        <Notice tone="warn" heading="You are invited already">
          <p>
            {invitations.map((row) => row.organization).join(', ')} invited you. If that is your organization, do not
            create it again: open the link in the mail to {email}.
          </p>
        </Notice>
      )}
      <ActionForm action={createOrganizationAction} label="Create your organization">
        <h2>Who you are</h2>
        <IdentityFields />
        {CONTACT_KINDS.map((kind) => (
          <ContactGroup key={kind} kind={kind} value={kind === 'primary' ? { name, email, phone: '' } : undefined} />
        ))}
        <div className="candor-field">
          <p>
            We mail each new address a link, so that its reader can confirm it. Your own is confirmed: you signed in
            with it.
          </p>
        </div>
        <ButtonRow>
          <Button>Create the organization</Button>
        </ButtonRow>
      </ActionForm>
    </>
  )
}
