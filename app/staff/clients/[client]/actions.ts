'use server'
/** Flagging a client, stopping it, and letting it go on. */
import { z } from 'zod'
import { action } from '../../../../lib/platform/web/action.ts'
import { reinstateClient, suspendClient } from '../../../../lib/services/client-stop.ts'
import { flagClient } from '../../../../lib/services/episode-malicious.ts'
import { retryProvisioning, tellRemovedThere } from '../../../../lib/services/provisioning-act.ts'

const page =
  (done: string) =>
  ({ clientId }: { clientId: string }) =>
    `/staff/clients/${clientId}?done=${done}`

const words = { clientId: z.string(), publicReason: z.string(), internalText: z.string() }

export const suspendAction = action(
  z.strictObject({ ...words, criterion: z.string().default('') }),
  suspendClient,
  page('suspend'),
)

export const reinstateAction = action(z.strictObject(words), reinstateClient, page('reinstate'))

export const flagAction = action(
  z.strictObject({ clientId: z.string(), attack: z.string().default(''), evidence: z.string() }),
  flagClient,
  ({ episodeId }) => `/staff/episodes/${episodeId}?done=flag`,
)

const one = z.strictObject({ clientId: z.string() })

export const retryProvisioningAction = action(one, retryProvisioning, page('retry'))

export const removedThereAction = action(one, tellRemovedThere, page('removed-there'))
