/** Where the embedded identity provider keeps what is going on: in memory, since nothing there outlives a sign-in. */
import type { Adapter, AdapterPayload } from 'oidc-provider'

type Entry = { payload: AdapterPayload; until: number }

const entries = new Map<string, Entry>()

/** One adapter a model, as oidc-provider wants it. Times are seconds to live. */
export class MemoryAdapter implements Adapter {
  private readonly model: string

  constructor(model: string) {
    this.model = model
  }

  async upsert(id: string, payload: AdapterPayload, lifetime?: number): Promise<void> {
    const until = lifetime === undefined ? Number.POSITIVE_INFINITY : Date.now() + lifetime * 1000
    for (const [key, entry] of entries) if (entry.until < Date.now()) entries.delete(key)
    entries.set(this.key(id), { payload, until })
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const entry = entries.get(this.key(id))
    return entry && entry.until >= Date.now() ? entry.payload : undefined
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.among((payload) => payload.uid === uid)
  }

  async findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    return this.among((payload) => payload.userCode === userCode)
  }

  async consume(id: string): Promise<void> {
    const payload = await this.find(id)
    if (payload) payload.consumed = Math.floor(Date.now() / 1000)
  }

  async destroy(id: string): Promise<void> {
    entries.delete(this.key(id))
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    for (const [key, entry] of entries) if (entry.payload.grantId === grantId) entries.delete(key)
  }

  private key(id: string): string {
    return `${this.model}:${id}`
  }

  private among(fits: (payload: AdapterPayload) => boolean): AdapterPayload | undefined {
    for (const [key, entry] of entries) {
      if (key.startsWith(`${this.model}:`) && entry.until >= Date.now() && fits(entry.payload)) return entry.payload
    }
    return undefined
  }
}
