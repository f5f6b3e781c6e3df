/** Who is signed in as a member: one signed cookie, the rest kept in the provider's table, half an hour, then again. */
import type Koa from 'koa'
import type { Environment } from '../../lib/domain/client.ts'
import type { MemberPerson } from '../../lib/platform/members.ts'
import type { ProviderStore } from '../../lib/platform/provider-store.ts'
import { randomSecret } from '../../lib/platform/secrets.ts'

const MODEL = 'MemberSession'
const SECONDS = 1800

export type MemberSession = MemberPerson & {
  /** Milliseconds since 1970. */
  since: number
}

export type MemberSessions = {
  /** Name of the cookie that holds the session's id. */
  cookie: string
  /** Model that sessions are kept under. */
  model: string
  /** What was kept, as long as the session lasts; nothing after. */
  current(kept: Record<string, unknown> | undefined, now: Date): MemberSession | null
  find(ctx: Koa.Context, now: Date): Promise<MemberSession | null>
  start(ctx: Koa.Context, person: MemberPerson, now: Date): Promise<void>
  end(ctx: Koa.Context): Promise<void>
}

export function memberSessions(store: ProviderStore, environment: Environment, secure: boolean): MemberSessions {
  // The prefix binds the cookie to this host, but browsers take it over HTTPS only.
  const name = `${secure ? '__Host-' : ''}candor_member_${environment}`
  const options = { httpOnly: true, sameSite: 'lax', secure, signed: true, path: '/', overwrite: true } as const
  const current: MemberSessions['current'] = (kept, now) => {
    const session = kept as MemberSession | undefined
    return session && now.getTime() - session.since < SECONDS * 1000 ? session : null
  }
  return {
    cookie: name,
    model: MODEL,
    current,
    async find(ctx, now) {
      const id = ctx.cookies.get(name, { signed: true })
      return id ? current(await store.find(MODEL, id), now) : null
    },
    async start(ctx, person, now) {
      const id = randomSecret(32)
      await store.upsert(MODEL, id, { ...person, since: now.getTime() }, SECONDS)
      ctx.cookies.set(name, id, options)
    },
    async end(ctx) {
      const id = ctx.cookies.get(name, { signed: true })
      if (id) await store.destroy(MODEL, id)
      ctx.cookies.set(name, null, options)
    },
  }
}
