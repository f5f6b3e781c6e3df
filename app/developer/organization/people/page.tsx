/** People of an organization and open invitations. Owners manage them; everybody may leave. */
import type { Metadata } from 'next'
import { ActionForm, FormField, FormRadios } from '../../../../components/ui/action-form.tsx'
import { Button, ButtonRow } from '../../../../components/ui/button.tsx'
import { PageHeading } from '../../../../components/ui/page-heading.tsx'
import { Select } from '../../../../components/ui/select.tsx'
import { Status } from '../../../../components/ui/status.tsx'
import { datedText } from '../../../../lib/domain/calendar.ts'
import { ROLE_WORDS } from '../../../../lib/domain/membership.ts'
import { ROLES } from '../../../../lib/domain/organization.ts'
import { orNotFound, requireDeveloper } from '../../../../lib/platform/web/request.ts'
import { type PeopleView, peopleView } from '../../../../lib/services/organization-people.ts'
import {
  changeRoleAction,
  endMembershipAction,
  inviteAction,
  revokeInvitationAction,
  sendInvitationAgainAction,
} from '../actions.ts'
import { chosenOrganization, type Of, organizationPath } from '../chosen.ts'

export const metadata: Metadata = { title: 'People' }

const roleOptions = ROLES.map((role) => ({ value: role, label: ROLE_WORDS[role].label, hint: ROLE_WORDS[role].hint }))

export default async function PeoplePage({ searchParams }: { searchParams: Of }) {
  const ctx = await requireDeveloper()
  const { chosen } = await chosenOrganization(ctx, searchParams)
  const view = await orNotFound(peopleView(ctx, chosen.organizationId))
  const { zone } = ctx.settings.payer
  return (
    <>
      <PageHeading
        back={{ href: organizationPath(chosen.organizationId), text: chosen.organization }}
        title={`People of ${chosen.organization}`}
      />
      <div className="candor-cards">
        {view.people.map((person) => (
          <Person key={person.personId} view={view} person={person} zone={zone} />
        ))}
      </div>
      {view.invitations.length > 0 && <Invitations view={view} zone={zone} />}
      {view.mayManage && <Invite organizationId={view.organizationId} />}
    </>
  )
}

type PersonProps = { view: PeopleView; person: PeopleView['people'][number]; zone: string }

function Person({ view, person, zone }: PersonProps) {
  const { personId, self } = person
  const name = person.name || person.email
  const hidden = { organizationId: view.organizationId, personId }
  return (
    <section className="candor-card" aria-labelledby={`person-${personId}`}>
      <h2 id={`person-${personId}`}>
        {name}
        {self && ' (you)'}
      </h2>
      <p>
        {person.name && (
          <>
            {person.email}
            <br />
          </>
        )}
        {ROLE_WORDS[person.role].label}, since {datedText(person.since, zone)}
      </p>
      {view.mayManage && (
        <ActionForm action={changeRoleAction} hidden={hidden} label={`Role of ${name}`}>
          <Select name="role" id={`role-${personId}`} label="Role" options={roleOptions} value={person.role} />
          <div className="candor-card__act">
            <Button variant="secondary">Change role</Button>
          </div>
        </ActionForm>
      )}
      {(view.mayManage || self) && (
        <details className="candor-meaning">
          <summary>{self ? 'Leave the organization' : `End the access of ${name}`}</summary>
          <p>
            {self ? 'You lose access' : 'Access ends'} at once, on every device. To come back, a new invitation is
            needed.
          </p>
          <ActionForm action={endMembershipAction} hidden={hidden} label={self ? 'Leave' : `End the access of ${name}`}>
            <Button variant="danger">{self ? 'Leave' : 'End access'}</Button>
          </ActionForm>
        </details>
      )}
    </section>
  )
}

function Invitations({ view, zone }: { view: PeopleView; zone: string }) {
  return (
    <section aria-labelledby="invitations">
      <h2 id="invitations">Invitations</h2>
      <div className="candor-cards">
        {view.invitations.map(({ invitationId, email, role, expiresAt, state }) => (
          <section key={invitationId} className="candor-card" aria-labelledby={`invitation-${invitationId}`}>
            <h3 id={`invitation-${invitationId}`}>{email}</h3>
            <p>
              {ROLE_WORDS[role].label}
              <br />
              {state === 'open' ? (
                <Status tone="waiting">Works until {datedText(expiresAt, zone)}</Status>
              ) : (
                <Status tone="caution">Expired {datedText(expiresAt, zone)}</Status>
              )}
            </p>
            {view.mayManage && (
              <div className="candor-button-row">
                <ActionForm
                  action={sendInvitationAgainAction}
                  hidden={{ invitationId }}
                  label={`Invite ${email} again`}
                >
                  <Button variant="secondary">Send again</Button>
                </ActionForm>
                <ActionForm
                  action={revokeInvitationAction}
                  hidden={{ invitationId }}
                  label={`Take back the invitation of ${email}`}
                >
                  <Button variant="ghost">Take back</Button>
                </ActionForm>
              </div>
            )}
          </section>
        ))}
      </div>
    </section>
  )
}

function Invite({ organizationId }: { organizationId: string }) {
  return (
    <section aria-labelledby="invite">
      <h2 id="invite">Invite a colleague</h2>
      <ActionForm action={inviteAction} hidden={{ organizationId }} label="Invite a colleague">
        <FormField
          name="email"
          type="email"
          label="Work email"
          hint="Only this person can accept: they sign in with this very address. The link works for 14 days."
          autoComplete="off"
        />
        <FormRadios name="role" legend="Role" options={roleOptions} value="editor" />
        <ButtonRow>
          <Button>Send invitation</Button>
        </ButtonRow>
      </ActionForm>
    </section>
  )
}
