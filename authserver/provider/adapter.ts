/** node-oidc-provider's storage: our table, our clients. Single use is one conditional update; losing it revokes the grant. */
import { type Adapter, type AdapterPayload, errors } from 'oidc-provider'
import type { ProviderStore } from '../../lib/platform/provider-store.ts'

export type StoreHooks = {
  /** Client metadata, or nothing for an unknown or stopped client. */
  findClient(clientId: string): Promise<AdapterPayload | undefined>
  /** The provider ended a grant by itself. */
  grantEnded(providerGrantId: string): Promise<void>
}

const USED_ONCE = new Set(['AuthorizationCode', 'RefreshToken'])

/** @returns what the provider asks for, one adapter a model */
export function adapterFor(store: ProviderStore, hooks: StoreHooks): (model: string) => Adapter {
  const endGrant = async (grantId: string) => {
    // First with the record of why; then whatever was never recorded, such as a grant whose member went away.
    await hooks.grantEnded(grantId)
    await store.endGrant(grantId)
  }
  return (model) => ({
    async upsert(id, payload, expiresIn) {
      if (model === 'ReplayDetection') {
        // The provider has looked, but two calls at once both find nothing: whoever writes second is the replay.
        if (await store.insert(model, id, { ...payload }, expiresIn)) return
        throw new errors.InvalidClientAuth('client assertion tokens must only be used once')
      }
      // The member's own session is kept apart; the provider's would only remember who came last.
      if (model !== 'Session') await store.upsert(model, id, { ...payload }, expiresIn)
    },
    async find(id) {
      if (model === 'Client') return hooks.findClient(id)
      return (await store.find(model, id)) as AdapterPayload | undefined
    },
    findByUid: async () => undefined,
    findByUserCode: async () => undefined,
    async consume(id) {
      if (await store.consume(model, id)) return
      if (!USED_ONCE.has(model)) return
      const grantId = (await store.find(model, id))?.grantId
      if (typeof grantId === 'string') await endGrant(grantId)
      throw new errors.InvalidGrant('already used')
    },
    destroy: (id) => (model === 'Grant' ? endGrant(id) : store.destroy(model, id)),
    // Every revocation here ends the grant as well, and that takes all its tokens along in one transaction.
    revokeByGrantId: async () => undefined,
  })
}
