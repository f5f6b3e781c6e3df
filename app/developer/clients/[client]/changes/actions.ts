'use server'
/** Keys of a client, and changes of an approved one: proposed, taken back. */
import { z } from 'zod'
import { ignoredText } from '../../../../../lib/domain/jwks.ts'
import { action } from '../../../../../lib/platform/web/action.ts'
import { proposeChange, withdrawChange } from '../../../../../lib/services/client-change.ts'
import { lookAtKeys, setKeys } from '../../../../../lib/services/client-keys.ts'
import { offerTransfer } from '../../../../../lib/services/client-transfer.ts'

const page = (done: string, clientId: string) =>
  `/developer/clients/${encodeURIComponent(clientId)}/changes?done=${done}`

export const setKeysAction = action(
  z.strictObject({
    clientId: z.string(),
    from: z.enum(['pasted', 'address'], { error: 'Choose whether you paste the keys or give their address.' }),
    jwks: z.string(),
    jwksUri: z.string(),
    reason: z.string().default(''),
  }),
  setKeys,
  ({ live, ignored }, { clientId, from }) => {
    // What waits for AppSec names them itself.
    if (!live) return page('proposed', clientId)
    if (ignored.length === 0) return page(from === 'pasted' ? 'live' : 'looking', clientId)
    return { notice: `The keys are taken, without these. ${ignoredText(ignored)}` }
  },
)

export const lookAtKeysAction = action(z.strictObject({ clientId: z.string() }), lookAtKeys, (_, { clientId }) =>
  page('looking', clientId),
)

const proposal = { clientId: z.string(), reason: z.string() }

export const proposeRedirectsAction = action(
  z.strictObject({ ...proposal, redirectUris: z.string() }),
  (ctx, input) => proposeChange(ctx, { kind: 'redirect_uris', ...input }),
  (_, { clientId }) => page('proposed', clientId),
)

export const proposeNameAction = action(
  z.strictObject({ ...proposal, name: z.string() }),
  (ctx, input) => proposeChange(ctx, { kind: 'name', ...input }),
  (_, { clientId }) => page('proposed', clientId),
)

export const offerTransferAction = action(
  z.strictObject({ ...proposal, email: z.string() }),
  offerTransfer,
  (_, { clientId }) => page('offered', clientId),
)

export const withdrawChangeAction = action(z.strictObject({ changeId: z.string() }), withdrawChange, ({ clientId }) =>
  page('withdrawn', clientId),
)
