/**
 * What this server itself sees of clients. It is gathered for a second and then taken in like a gateway's batch, so that a
 * call does not wait for it; but the first success of a client in a minute is written before the app gets its answer.
 * So a process that dies at once loses a second of counts at most, and never the only sign that an app is used.
 */
import { randomUUID } from 'node:crypto'
import type Koa from 'koa'
import type { KoaContextWithOIDC, Provider } from 'oidc-provider'
import { type ActivityEvent, type ActivityKind, isActivity } from '../../lib/domain/activity.ts'
import type { Environment } from '../../lib/domain/client.ts'
import type { Log } from '../../lib/platform/log.ts'
import { type ActivityBatch, recordActivity } from '../../lib/services/activity.ts'
import { keepFeed } from '../../lib/services/activity-feed.ts'
import type { Context } from '../../lib/services/context.ts'

/** How long (ms) events are gathered. */
const GATHER = 1_000
/** After how many rounds the feed hears that there was nothing more to tell. */
const WORD_EVERY = 60
const MINUTE = 60_000
/** More are never held, even while the database is away; the calls themselves need it, too. */
const HELD_MAX = 100_000

export type ActivityRecorder = {
  /** Resolves at once, or, for a client's first success in a minute, when it is kept. Never rejects. */
  note(clientId: string, kind: ActivityKind): Promise<void>
  /** Writes what is gathered. */
  stop(): Promise<void>
}

export type RecorderSetup = {
  environment: Environment
  log: Log
  /** A context of the moment, acting for the system. */
  context(): Context
}

export function activityRecorder(setup: RecorderSetup): ActivityRecorder {
  const { environment, log, context } = setup
  let gathered: ActivityEvent[] = []
  // Sent, and not known to be kept; goes out again under the same id, so that it counts once.
  let unsure: ActivityBatch | null = null
  const seenInMinute = new Map<string, number>()

  const take = (): ActivityBatch | null => {
    if (gathered.length === 0) return null
    const events = gathered
    gathered = []
    return { source: 'authserver', environment, id: randomUUID(), digest: '', events }
  }
  const write = async () => {
    try {
      for (unsure ??= take(); unsure; unsure = take()) await recordActivity(context(), unsure)
    } catch (error) {
      log.warn({ err: error, held: gathered.length }, 'activity could not be kept yet')
    }
  }
  // One after another; whoever comes while one is under way is in the next.
  let last: Promise<void> = Promise.resolve()
  const flush = () => {
    last = last.then(write)
    return last
  }
  const timer = everySecond(setup, flush)
  return {
    async note(clientId, kind) {
      const at = context().now.getTime()
      if (gathered.length < HELD_MAX) gathered.push({ clientId, at, kind })
      const minute = Math.floor(at / MINUTE)
      if (!isActivity(kind) || seenInMinute.get(clientId) === minute) return
      seenInMinute.set(clientId, minute)
      await flush()
    },
    stop() {
      clearInterval(timer)
      return flush()
    },
  }
}

function everySecond({ environment, log, context }: RecorderSetup, flush: () => Promise<void>): NodeJS.Timeout {
  let rounds = 0
  const timer = setInterval(async () => {
    await flush()
    rounds += 1
    if (environment !== 'production' || rounds % WORD_EVERY !== 1) return
    await keepFeed(context(), 'authserver').catch((error: unknown) => log.warn({ err: error }, 'no word to the feed'))
  }, GATHER)
  return timer.unref()
}

/** What a token request or an introspection says of its client; nothing when it is unknown whose it was. */
function activityOfRequest(ctx: KoaContextWithOIDC): { clientId: string; kind: ActivityKind } | null {
  const { oidc } = ctx
  if (oidc?.route === 'introspection') {
    const clientId = oidc.entities.AccessToken?.clientId
    const active = (ctx.body as { active?: unknown } | undefined)?.active === true
    return clientId ? { clientId, kind: active ? 'call' : 'call_refused' } : null
  }
  const clientId = oidc?.route === 'token' ? oidc.entities.Client?.clientId : undefined
  if (!clientId) return null
  const signIn = oidc.params?.grant_type === 'authorization_code'
  if (ctx.status >= 500) return { clientId, kind: signIn ? 'sign_in_failed' : 'call_failed' }
  if (ctx.status >= 400) {
    // A wrong secret is a failed sign-in of the app, whatever it asked for.
    const unproven = (ctx.body as { error?: unknown } | undefined)?.error === 'invalid_client'
    return { clientId, kind: signIn || unproven ? 'sign_in_failed' : 'call_refused' }
  }
  return { clientId, kind: signIn ? 'sign_in' : 'call' }
}

/** Notes token requests, introspections, and authorization requests that were wrong. */
export function noteActivity(provider: Provider, recorder: ActivityRecorder): Koa.Middleware {
  provider.on('authorization.error', (ctx, error) => {
    const clientId = ctx.oidc.entities.Client?.clientId
    // A member who does not share has not failed.
    if (clientId && error.error !== 'access_denied') void recorder.note(clientId, 'sign_in_failed')
  })
  return async (ctx, next) => {
    await next()
    const seen = activityOfRequest(ctx as unknown as KoaContextWithOIDC)
    if (seen) await recorder.note(seen.clientId, seen.kind)
  }
}
