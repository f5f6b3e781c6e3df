'use server'
/** Registers an app, starts its questionnaire, makes a sandbox client, deletes the app. */
import { z } from 'zod'
import { action } from '../../../lib/platform/web/action.ts'
import { registerApp } from '../../../lib/services/app.ts'
import { deleteApp } from '../../../lib/services/app-deletion.ts'
import { createSandboxClient } from '../../../lib/services/client.ts'
import { startSubmission } from '../../../lib/services/submission-start.ts'

const organizationId = z
  .string({ error: 'Choose the organization the app belongs to.' })
  .min(1, 'Choose the organization the app belongs to.')

export const registerAppAction = action(
  z.strictObject({ organizationId, name: z.string() }),
  registerApp,
  ({ appId }) => `/developer/apps/${appId}`,
)

export const startSubmissionAction = action(
  z.strictObject({ appId: z.string() }),
  startSubmission,
  ({ submissionId }) => `/developer/submissions/${submissionId}`,
)

export const deleteAppAction = action(
  z.strictObject({ appId: z.string(), name: z.string() }),
  deleteApp,
  () => '/developer?done=deleted',
)

export const createSandboxClientAction = action(
  z.strictObject({
    appId: z.string(),
    name: z.string(),
    redirectUri: z.string(),
    type: z.enum(['public', 'confidential-symmetric', 'confidential-asymmetric'], {
      error: 'Choose whether the app can keep a secret.',
    }),
  }),
  createSandboxClient,
  ({ clientId }) => `/developer/clients/${clientId}`,
)
