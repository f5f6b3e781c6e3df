/** The terms of service in full, and where each organization of the developer stands with them. */
import type { Metadata } from 'next'
import { AcceptanceFields } from '../../../components/terms/acceptance-fields.tsx'
import { TermsText } from '../../../components/terms/terms-text.tsx'
import { ActionForm, FormField } from '../../../components/ui/action-form.tsx'
import { Button, ButtonRow } from '../../../components/ui/button.tsx'
import { Notice } from '../../../components/ui/notice.tsx'
import { PageHeading } from '../../../components/ui/page-heading.tsx'
import { Status } from '../../../components/ui/status.tsx'
import { SummaryList } from '../../../components/ui/summary-list.tsx'
import { datedText } from '../../../lib/domain/calendar.ts'
import { orNotFound, requireDeveloper } from '../../../lib/platform/web/request.ts'
import { type OrganizationTerms, termsView } from '../../../lib/services/terms.ts'
import { acceptTermsAction, sendTermsLinkAction } from './actions.ts'

export const metadata: Metadata = { title: 'Terms of service' }

export default async function TermsPage() {
  const ctx = await requireDeveloper()
  const { terms, organizations } = await orNotFound(termsView(ctx))
  const { zone } = ctx.settings.payer
  return (
    <>
      <PageHeading
        back={{ href: '/developer/organization', text: 'Your organization' }}
        title={terms.title}
        caption={`Version ${terms.version}`}
      />
      <TermsText body={terms.body} headingLevel={2} />
      <h2>About this text</h2>
      <SummaryList
        label="About this text"
        rows={[
          { id: 'version', term: 'Version', answer: terms.version },
          { id: 'digest', term: 'Digest (SHA-256)', answer: <code>{terms.digest}</code> },
        ]}
      />
      {organizations.length === 0 && <Notice>Create your organization first. Terms are accepted for one.</Notice>}
      {organizations.map((organization) => (
        <Organization key={organization.organizationId} {...{ organization, zone }} version={terms.version} />
      ))}
    </>
  )
}

type OrganizationProps = { organization: OrganizationTerms; version: string; zone: string }

function Organization({ organization, version, zone }: OrganizationProps) {
  const { accepted } = organization
  return (
    <section aria-labelledby={`terms-${organization.organizationId}`}>
      <h2 id={`terms-${organization.organizationId}`}>{organization.organization}</h2>
      {accepted ? (
        <p>
          <Status tone="done">Accepted</Status> {datedText(accepted.at, zone)}, by {accepted.name ?? 'a former person'},{' '}
          {accepted.title}
          {accepted.byLink ? ' (by a link)' : ''}
        </p>
      ) : (
        <Open organization={organization} version={version} zone={zone} />
      )}
    </section>
  )
}

function Open({ organization, version, zone }: OrganizationProps) {
  const { organizationId } = organization
  if (!organization.submitted) {
    return <p>The terms are accepted after the first questionnaire was submitted. There is nothing to do yet.</p>
  }
  if (!organization.mayAccept) return <p>Not accepted yet. An owner or an editor of your organization can do it.</p>
  return (
    <>
      <ActionForm action={acceptTermsAction} hidden={{ organizationId, version }} label="Accept the terms">
        <AcceptanceFields organization={organization.organization} version={version} />
      </ActionForm>
      <h3>Somebody else has to accept them?</h3>
      <p>We mail the terms to a person with authority. No account is needed. The link works once, for 14 days.</p>
      <ActionForm action={sendTermsLinkAction} hidden={{ organizationId }} label="Send a link">
        <FormField name="email" type="email" label="Work email of that person" />
        <ButtonRow>
          <Button variant="secondary">Send a link</Button>
        </ButtonRow>
      </ActionForm>
      {organization.links.length > 0 && (
        <ul>
          {organization.links.map((link) => (
            <li key={`${link.email}${link.expiresAt.toISOString()}`}>
              Sent to {link.email}, works until {datedText(link.expiresAt, zone)}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
