/** The form of an incident report: few questions, none of which needs more than is known in the first hours. */
import type { Metadata } from 'next'
import { ActionForm, FormField, FormRadios, FormSelect } from '../../../../components/ui/action-form.tsx'
import { Button, ButtonRow } from '../../../../components/ui/button.tsx'
import { PageHeading } from '../../../../components/ui/page-heading.tsx'
import { INCIDENT_KINDS, TOKENS_AFFECTED } from '../../../../lib/domain/incident.ts'
import { orNotFound, requireDeveloper } from '../../../../lib/platform/web/request.ts'
import { incidentsView } from '../../../../lib/services/incident.ts'
import { chosenOrganization, type Of } from '../../organization/chosen.ts'
import { reportIncidentAction } from '../actions.ts'

export const metadata: Metadata = { title: 'Report an incident' }

export default async function NewIncident({ searchParams }: { searchParams: Of }) {
  const ctx = await requireDeveloper()
  const { chosen } = await chosenOrganization(ctx, searchParams)
  const { organizationId, clients, zone, once } = await orNotFound(incidentsView(ctx, chosen.organizationId))
  const options = (list: readonly { code: string; title: string }[]) =>
    list.map(({ code, title }) => ({ value: code, label: title }))
  const about = [{ value: '', label: 'The whole company' }].concat(
    clients.map(({ clientId, name }) => ({ value: clientId, label: name })),
  )
  return (
    <>
      <PageHeading
        back={{ href: `/developer/incidents?of=${organizationId}`, text: 'Security incidents' }}
        title="Report an incident"
        lead="Send what you know now. You can report again when you know more."
      />
      <ActionForm action={reportIncidentAction} hidden={{ organizationId, once }} label="Report an incident">
        <FormRadios name="kind" legend="What happened?" options={options(INCIDENT_KINDS)} />
        {clients.length > 0 && <FormSelect name="clientId" label="What is it about?" options={about} />}
        <FormField
          name="date"
          label="On which day did you find out?"
          type="date"
          width="medium"
          hint={`In your time zone, ${zone}.`}
        />
        <FormField
          name="time"
          label="At what time?"
          hint="Hours and minutes, like 2:30 p.m. or 14:30."
          width="small"
          autoComplete="off"
          optional
        />
        <FormField
          name="description"
          label="Describe it, as far as you know"
          hint="What you saw, since when, what you did so far. Please no names of members and no health data."
          multiline
          rows={8}
        />
        <FormRadios
          name="tokens"
          legend="Are tokens, secrets or data from us affected?"
          options={options(TOKENS_AFFECTED)}
        />
        <FormField
          name="members"
          label="How many members are affected?"
          hint="A number, an estimate, or “not known yet”."
          autoComplete="off"
        />
        <FormRadios
          name="contained"
          legend="Has it been stopped?"
          options={[
            { value: 'yes', label: 'Yes' },
            { value: 'no', label: 'Not yet, or we are not sure' },
          ]}
        />
        <ButtonRow>
          <Button>Send the report</Button>
        </ButtonRow>
      </ActionForm>
    </>
  )
}
