/** The organization: who it is, its contacts and how far their addresses are confirmed, the way to its people. */
import type { Metadata } from 'next'
import { ActionForm } from '../../../components/ui/action-form.tsx'
import { Button, ButtonLink, ButtonRow } from '../../../components/ui/button.tsx'
import { PageHeading } from '../../../components/ui/page-heading.tsx'
import { Status, type StatusTone } from '../../../components/ui/status.tsx'
import { SummaryList } from '../../../components/ui/summary-list.tsx'
import { datedText } from '../../../lib/domain/calendar.ts'
import { type AddressState, CONTACT_WORDS, isConfirmed } from '../../../lib/domain/contact.ts'
import { countryName } from '../../../lib/domain/country.ts'
import { ROLE_WORDS } from '../../../lib/domain/membership.ts'
import { ORGANIZATION_KINDS } from '../../../lib/domain/organization.ts'
import { orNotFound, requireDeveloper } from '../../../lib/platform/web/request.ts'
import {
  type ContactView,
  type OrganizationChoice,
  type OrganizationView,
  organizationView,
} from '../../../lib/services/organization.ts'
import { type TermsStanding, termsOfOrganization } from '../../../lib/services/terms.ts'
import { webhooksPath } from '../webhooks/paths.ts'
import { askContactAgainAction } from './actions.ts'
import { chosenOrganization, type Of, organizationPath } from './chosen.ts'

export const metadata: Metadata = { title: 'Your organization' }

export default async function OrganizationPage({ searchParams }: { searchParams: Of }) {
  const ctx = await requireDeveloper()
  const { chosen, all } = await chosenOrganization(ctx, searchParams)
  const view = await orNotFound(organizationView(ctx, chosen.organizationId))
  const terms = await orNotFound(termsOfOrganization(ctx, chosen.organizationId))
  return (
    <>
      <PageHeading
        title={view.legalName}
        lead={`You are ${ROLE_WORDS[view.role].one} here. ${ROLE_WORDS[view.role].hint}`}
      />
      <Identity view={view} />
      <section aria-labelledby="contacts">
        <h2 id="contacts">Contacts</h2>
        <p>Change them at any time, without a review. What matters reaches these people only.</p>
        {view.contacts.map((contact) => (
          <Contact key={contact.kind} view={view} contact={contact} zone={ctx.settings.payer.zone} />
        ))}
      </section>
      <section aria-labelledby="people">
        <h2 id="people">People</h2>
        <p>
          {view.may.managePeople
            ? 'Invite colleagues, change roles, and end the access of who has left.'
            : 'See who belongs to the organization.'}
        </p>
        <ButtonLink variant="secondary" href={organizationPath(view.organizationId, '/people')}>
          People and invitations
        </ButtonLink>
      </section>
      {terms && <Terms terms={terms} zone={ctx.settings.payer.zone} />}
      <section aria-labelledby="webhooks">
        <h2 id="webhooks">Webhooks</h2>
        <p>Your server can be told when something happens to your clients, answers, cases and terms.</p>
        <ButtonLink variant="secondary" href={webhooksPath(view.organizationId)}>
          Webhooks
        </ButtonLink>
      </section>
      <section aria-labelledby="incidents">
        <h2 id="incidents">Security incidents</h2>
        <p>Somebody saw data who should not have, or a secret leaked? Tell us within 24 hours.</p>
        <ButtonLink variant="secondary" href={`/developer/incidents?of=${view.organizationId}`}>
          Reports of incidents
        </ButtonLink>
      </section>
      {view.may.managePeople && <Download organizationId={view.organizationId} />}
      <Others chosen={chosen} all={all} />
    </>
  )
}

/** What was accepted, and the way to read it; nothing before there is anything to accept. */
function Terms({ terms: { version, digest, accepted }, zone }: { terms: TermsStanding; zone: string }) {
  const rows = [
    { id: 'version', term: 'Version', answer: version },
    { id: 'digest', term: 'Digest (SHA-256)', answer: <code>{digest}</code> },
    {
      id: 'accepted',
      term: 'Accepted',
      answer: accepted
        ? `${datedText(accepted.at, zone)}, by ${accepted.name ?? 'a former person'}, ${accepted.title}`
        : 'Not yet',
    },
  ]
  return (
    <section aria-labelledby="terms">
      <h2 id="terms">Terms of service</h2>
      <SummaryList label="Terms of service" rows={rows} />
      <ButtonLink variant="secondary" href="/developer/terms">
        {accepted ? 'Read the terms' : 'Read and accept the terms'}
      </ButtonLink>
    </section>
  )
}

function Download({ organizationId }: { organizationId: string }) {
  return (
    <section aria-labelledby="download">
      <h2 id="download">Your data</h2>
      <p>
        One file with everything we keep about the organization: people, answers, signed documents, clients, accepted
        terms, cases and reports.
      </p>
      <form action="/developer/organization/download" method="post">
        <input type="hidden" name="organizationId" value={organizationId} />
        <Button variant="secondary">Download everything (JSON)</Button>
      </form>
    </section>
  )
}

function Identity({ view }: { view: OrganizationView }) {
  const kind = ORGANIZATION_KINDS.find(({ code }) => code === view.kind)?.label ?? view.kind
  const rows = [
    { id: 'legalName', term: 'Legal name', answer: view.legalName },
    { id: 'dba', term: 'Trade name', answer: view.dba || <span className="candor-muted">None</span> },
    { id: 'kind', term: 'Kind', answer: kind },
    { id: 'address', term: 'Postal address', answer: <span className="candor-lines">{view.address}</span> },
    { id: 'country', term: 'Country', answer: countryName(view.country) },
    { id: 'website', term: 'Website', answer: view.website },
  ]
  return (
    <section aria-labelledby="identity">
      <h2 id="identity">Who it is</h2>
      <SummaryList label="Who it is" rows={rows} />
      {view.may.edit && (
        <ButtonRow>
          <ButtonLink variant="secondary" href={organizationPath(view.organizationId, '/edit')}>
            Change
          </ButtonLink>
        </ButtonRow>
      )}
    </section>
  )
}

const STATES: Record<AddressState, { tone: StatusTone; text: string }> = {
  own: { tone: 'done', text: 'Confirmed by signing in' },
  confirmed: { tone: 'done', text: 'Confirmed' },
  asked: { tone: 'waiting', text: 'Waiting for confirmation' },
  expired: { tone: 'caution', text: 'Not confirmed, the link has expired' },
  unasked: { tone: 'caution', text: 'Not confirmed' },
}

function Contact({ view, contact, zone }: { view: OrganizationView; contact: ContactView; zone: string }) {
  const { kind, name, email, phone, state, askedAt } = contact
  const { title } = CONTACT_WORDS[kind]
  const asked = askedAt && !isConfirmed(state) ? `Mailed ${datedText(askedAt, zone)}. ` : ''
  return (
    <>
      <h3>{title}</h3>
      <SummaryList
        label={title}
        rows={[
          { id: 'name', term: 'Name', answer: name },
          {
            id: 'email',
            term: 'Email',
            answer: (
              <>
                {email}
                <br />
                <Status tone={STATES[state].tone}>{STATES[state].text}</Status>
              </>
            ),
          },
          { id: 'phone', term: 'Phone', answer: phone },
        ]}
      />
      {view.may.editContacts && (
        <p>
          <a href={organizationPath(view.organizationId, `/contacts/${kind}`)}>Change the {title.toLowerCase()}</a>
        </p>
      )}
      {!isConfirmed(state) && view.may.editContacts && (
        <ActionForm
          action={askContactAgainAction}
          hidden={{ organizationId: view.organizationId, kind }}
          label={`Confirm the address of the ${title.toLowerCase()}`}
        >
          <p>{asked}The reader of that mailbox opens the mail and presses the button.</p>
          <Button variant="secondary">{askedAt ? 'Send the mail again' : 'Send the mail'}</Button>
        </ActionForm>
      )}
    </>
  )
}

function Others({ chosen, all }: { chosen: OrganizationChoice; all: readonly OrganizationChoice[] }) {
  const others = all.filter(({ organizationId }) => organizationId !== chosen.organizationId)
  return (
    <section aria-labelledby="others">
      <h2 id="others">Other organizations</h2>
      {others.length > 0 && (
        <ul>
          {others.map(({ organizationId, organization, role }) => (
            <li key={organizationId}>
              <a href={organizationPath(organizationId)}>{organization}</a>, as {ROLE_WORDS[role].one}
            </li>
          ))}
        </ul>
      )}
      <p>
        One person can belong to several organizations. Work for another company too?{' '}
        <a href="/developer/organization/new">Create another organization</a>, or ask its owner for an invitation.
      </p>
    </section>
  )
}
