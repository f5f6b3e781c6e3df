/**
 * Keys of a client that proves itself by `private_key_jwt`: pasted, or found at an address by the worker. The first keys
 * and those of a sandbox client work at once; another set for an approved client is looked at first.
 */
import { listClientEvents } from '../../db/queries/client.ts'
import { askForJwks } from '../../db/queries/client-change.ts'
import { clientStatus } from '../domain/client.ts'
import { areKeysLiveAtOnce } from '../domain/client-change.ts'
import { type IgnoredKey, ignoredText, type PublicJwks, parseJwksUri, readJwks } from '../domain/jwks.ts'
import { Refusal } from '../domain/refusal.ts'
import { lockedClientOfDeveloper } from './client.ts'
import { changeReason, openChange } from './client-change-step.ts'
import { jwksDigestOf, putKeys } from './client-keys-step.ts'
import type { Context } from './context.ts'
import { recordAudit } from './record.ts'

export type KeysInput = {
  clientId: string
  /** A pasted set, or the address of one. */
  from: 'pasted' | 'address'
  jwks?: string
  jwksUri?: string
  /** Why, where AppSec looks at it first. */
  reason?: string
}

type Given = ({ jwks: PublicJwks; jwksUri: null } | { jwks: null; jwksUri: string }) & { ignored: IgnoredKey[] }

function given(ctx: Context, input: KeysInput): Given {
  if (input.from === 'pasted') return { ...readJwks(input.jwks ?? ''), jwksUri: null }
  return { ignored: [], jwks: null, jwksUri: parseJwksUri(input.jwksUri ?? '', ctx.settings.outboundLoopback) }
}

/**
 * @returns whether the keys work now, else they wait for review; and the keys of a pasted set that cannot be used. Refuses `jwks_…` and `jwks_uri` beside their fields,
 * `no_keys` for a client of another kind or a stopped one, `same_keys`, `change_open`, `text` (field `reason`),
 * `role_too_low`, `not_found`.
 */
export function setKeys(ctx: Context, input: KeysInput): Promise<{ live: boolean; ignored: IgnoredKey[] }> {
  return ctx.transaction(async (tx) => {
    const { client, app } = await lockedClientOfDeveloper(tx, ctx, input.clientId)
    const status = clientStatus(await listClientEvents(tx, [client.id]))
    if (client.type !== 'confidential-asymmetric' || status !== 'live') {
      throw new Refusal('no_keys', 'Only a live client that proves itself with keys of its own has keys.')
    }
    const { ignored, ...keys } = given(ctx, input)
    const digest = keys.jwks && jwksDigestOf(ctx, keys.jwks)
    const same = keys.jwks ? digest === client.jwksDigest && !client.jwksUri : keys.jwksUri === client.jwksUri
    if (same) throw new Refusal('same_keys', 'This is what the client has already.')
    const live = areKeysLiveAtOnce(client.environment, client.jwks !== null)
    const data: Record<string, unknown> = { digest, jwksUri: keys.jwksUri }
    if (live) await putKeys(tx, ctx, client, keys.jwks ? keys : { jwksUri: keys.jwksUri })
    else {
      const reason = changeReason(input.reason ?? '')
      const before = { jwks: client.jwks, jwksUri: client.jwksUri }
      const proposed = { ...keys, ignored: ignoredText(ignored) }
      data.changeId = await openChange(tx, ctx, client, { kind: 'keys', before, proposed, reason })
    }
    await recordAudit(tx, ctx, {
      act: live ? 'client.keys_changed' : 'client.change_proposed',
      noun: 'client',
      nounId: client.id,
      organizationId: app.organizationId,
      data: live ? data : { kind: 'keys', ...data },
    })
    return { live, ignored }
  })
}

/** Has the worker look at the address now. Refuses `no_keys` for a client without one, `role_too_low`, `not_found`. */
export function lookAtKeys(ctx: Context, input: { clientId: string }): Promise<void> {
  return ctx.transaction(async (tx) => {
    const { client } = await lockedClientOfDeveloper(tx, ctx, input.clientId)
    if (client.jwksUri === null) throw new Refusal('no_keys', 'This client has no address to look at.')
    await askForJwks(tx, client.id)
  })
}
