/**
 * Signing keys: made once per installation, kept in the database with the private part sealed, so that every process
 * signs with the same key and a copy of the database alone signs nothing.
 */
import { randomUUID } from 'node:crypto'
import { CompactSign, compactVerify, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose'
import type { Database } from '../../db/client.ts'
import {
  insertSigningKey,
  type KeyUse,
  listSigningKeys,
  lockKeyMaking,
  type SigningKeyRow,
} from '../../db/queries/signing-key.ts'
import type { Settings } from './env.ts'
import { seal, unseal } from './seal.ts'

const ALGORITHM: Record<KeyUse, string> = {
  attestation: 'ES256',
  provider_production: 'RS256',
  provider_sandbox: 'RS256',
}

async function makeKey(use: KeyUse, settings: Settings): Promise<SigningKeyRow> {
  const alg = ALGORITHM[use]
  const pair = await generateKeyPair(alg, { extractable: true })
  const [publicJwk, privateJwk] = await Promise.all([exportJWK(pair.publicKey), exportJWK(pair.privateKey)])
  const kid = randomUUID()
  const named = { kid, alg, use: 'sig' }
  return {
    kid,
    use,
    publicJwk: { ...publicJwk, ...named },
    sealedPrivateJwk: seal(settings.secrets.sealKey, JSON.stringify({ ...privateJwk, ...named })),
    createdAt: new Date(),
    retiredAt: null,
  }
}

/** The keys of a use, made now when there is none yet. */
async function keysOf(db: Database, settings: Settings, use: KeyUse): Promise<SigningKeyRow[]> {
  const known = await listSigningKeys(db, use)
  if (known.length > 0) return known
  return db.transaction(async (tx) => {
    await lockKeyMaking(tx, use)
    const others = await listSigningKeys(tx, use)
    if (others.length > 0) return others
    const row = await makeKey(use, settings)
    await insertSigningKey(tx, row)
    return [row]
  })
}

export type AttestationKeys = {
  /** Compact JWS (ES256) over `payload` with the newest key. */
  sign(payload: string): Promise<string>
  /** The payload when one of our keys signed it, else null. */
  verify(jws: string): Promise<string | null>
  /** Public keys, as served at `/.well-known/candor-keys.json`. */
  publicJwks(): Promise<{ keys: JWK[] }>
}

const perDatabase = new WeakMap<Database, AttestationKeys>()

/** @returns the attestation keys of an installation; read once a process */
export function attestationKeys(db: Database, settings: Settings): AttestationKeys {
  const known = perDatabase.get(db)
  if (known) return known
  const keys = openAttestationKeys(db, settings)
  perDatabase.set(db, keys)
  return keys
}

function openAttestationKeys(db: Database, settings: Settings): AttestationKeys {
  let rows: Promise<SigningKeyRow[]> | undefined
  const load = () => {
    rows ??= keysOf(db, settings, 'attestation').catch((error: unknown) => {
      rows = undefined
      throw error
    })
    return rows
  }
  return {
    async sign(payload) {
      const newest = (await load()).at(-1)
      if (!newest) throw new Error('there is no attestation key')
      const key = await importJWK(JSON.parse(unseal(settings.secrets.sealKey, newest.sealedPrivateJwk)), 'ES256')
      return new CompactSign(Buffer.from(payload, 'utf8'))
        .setProtectedHeader({ alg: 'ES256', kid: newest.kid })
        .sign(key)
    },
    async verify(jws) {
      for (const row of await load()) {
        try {
          const { payload } = await compactVerify(jws, await importJWK(row.publicJwk as JWK, 'ES256'))
          return Buffer.from(payload).toString('utf8')
        } catch {
          // Not this key; try the next.
        }
      }
      return null
    },
    async publicJwks() {
      return { keys: (await load()).map((row) => row.publicJwk as JWK) }
    },
  }
}

/** The private key set of an authorization server, for node-oidc-provider's `jwks`. */
export async function providerKeys(
  db: Database,
  settings: Settings,
  environment: 'production' | 'sandbox',
): Promise<{ keys: JWK[] }> {
  const rows = await keysOf(db, settings, `provider_${environment}`)
  return { keys: rows.map((row) => JSON.parse(unseal(settings.secrets.sealKey, row.sealedPrivateJwk)) as JWK) }
}
