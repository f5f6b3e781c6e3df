'use server'
/** Reports a security incident. */
import { incidentInput } from '../../../lib/domain/incident.ts'
import { action } from '../../../lib/platform/web/action.ts'
import { reportIncident } from '../../../lib/services/incident.ts'

export const reportIncidentAction = action(
  incidentInput,
  reportIncident,
  ({ organizationId, reference }) => `/developer/incidents?of=${organizationId}&done=${reference}`,
)
