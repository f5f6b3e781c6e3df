/**
 * Where the authorization servers keep their state: one table of the same PostgreSQL, ids as digests, so that a copy of
 * the table holds no code, token or cookie that would work.
 */
import type { Database } from '../../db/client.ts'
import {
  consumeProviderState,
  deleteProviderState,
  deleteProviderStateOfGrant,
  type Environment,
  findProviderState,
  insertProviderState,
  type ProviderStateRow,
  type StateKey,
  upsertProviderState,
} from '../../db/queries/provider-state.ts'
import { digest } from './secrets.ts'

export type Payload = Record<string, unknown>

export type ProviderStore = {
  /** @param expiresIn seconds from now; nothing for ever */
  upsert(model: string, id: string, payload: Payload, expiresIn?: number): Promise<void>
  /** @returns false when it was there before */
  insert(model: string, id: string, payload: Payload, expiresIn?: number): Promise<boolean>
  /** The payload with its id, and `consumed` (seconds since 1970) once it was used; expired rows too. */
  find(model: string, id: string): Promise<Payload | undefined>
  /** @returns false when it was consumed before */
  consume(model: string, id: string): Promise<boolean>
  destroy(model: string, id: string): Promise<void>
  /** Ends a grant and everything that hangs on it: codes, access and refresh tokens. */
  endGrant(grantId: string): Promise<void>
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)

function restored(row: ProviderStateRow, id: string): Payload {
  const consumed = row.consumedAt && { consumed: Math.floor(row.consumedAt.getTime() / 1000) }
  return { ...row.payload, jti: id, ...consumed }
}

function row(key: StateKey, { jti: _id, ...payload }: Payload, expiresIn?: number) {
  const expiresAt = expiresIn === undefined ? null : new Date(Date.now() + expiresIn * 1000)
  return { ...key, payload, grantId: text(payload.grantId), uid: text(payload.uid), userCode: null, expiresAt }
}

/** @param reader where single rows are read from */
export function providerStore(db: Database, environment: Environment, reader: Database = db): ProviderStore {
  const key = (model: string, id: string) => ({ environment, model, idDigest: digest(id) })
  return {
    upsert: (model, id, payload, expiresIn) =>
      db.transaction((tx) => upsertProviderState(tx, row(key(model, id), payload, expiresIn))),
    insert: (model, id, payload, expiresIn) =>
      db.transaction((tx) => insertProviderState(tx, row(key(model, id), payload, expiresIn))),
    async find(model, id) {
      const row = await findProviderState(reader, key(model, id))
      return row && restored(row, id)
    },
    consume: (model, id) => db.transaction((tx) => consumeProviderState(tx, key(model, id), new Date())),
    destroy: (model, id) => db.transaction((tx) => deleteProviderState(tx, key(model, id))),
    endGrant: (grantId) =>
      db.transaction(async (tx) => {
        await deleteProviderStateOfGrant(tx, environment, grantId)
        await deleteProviderState(tx, key('Grant', grantId))
      }),
  }
}
