'use server'
/** Secrets of a client: made, shown on this one answer, taken back; and the word that it is in use. */
import { z } from 'zod'
import { action } from '../../../../lib/platform/web/action.ts'
import { makeSecret, revokeSecret } from '../../../../lib/services/client-secret.ts'
import { renewProvisioned, takeProvisionedSecret } from '../../../../lib/services/provisioning-act.ts'
import { stillInUse } from '../../../../lib/services/still-in-use.ts'

export const makeSecretAction = action(
  z.strictObject({
    clientId: z.string(),
    label: z.string(),
  }),
  makeSecret,
  ({ secret }) => ({ shown: secret }),
)

export const takeSecretAction = action(
  z.strictObject({ clientId: z.string() }),
  takeProvisionedSecret,
  ({ secret }) => ({
    shown: secret,
  }),
)

export const renewSecretAction = action(
  z.strictObject({ clientId: z.string() }),
  renewProvisioned,
  (_, { clientId }) => `/developer/clients/${encodeURIComponent(clientId)}`,
)

export const revokeSecretAction = action(
  z.strictObject({ clientId: z.string(), secretId: z.string() }),
  revokeSecret,
  (_, { clientId }) => `/developer/clients/${encodeURIComponent(clientId)}`,
)

export const stillInUseAction = action(
  z.strictObject({ clientId: z.string() }),
  stillInUse,
  (_, { clientId }) => `/developer/clients/${encodeURIComponent(clientId)}`,
)
