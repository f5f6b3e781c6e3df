'use server'
/** Reports a security incident. */
import { action } from '../../../lib/platform/web/action.ts'
import { incidentForm, reportIncident } from '../../../lib/services/incident.ts'

export const reportIncidentAction = action(
  incidentForm,
  reportIncident,
  ({ organizationId, reference }) => `/developer/incidents?of=${organizationId}&done=${reference}`,
)
