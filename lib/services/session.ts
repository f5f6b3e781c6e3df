/** Browser sessions: who a token belongs to, and how somebody ends their own. Tokens are known by their digest alone. */
import {
  findSession,
  listSessionsOfPerson,
  listSessionsOfStaff,
  revokeSession,
  revokeSessionsOfPerson,
  revokeSessionsOfStaff,
  type SessionRow,
  touchSession,
} from '../../db/queries/session.ts'
import { listOrganizationsOfPerson } from '../../db/queries/terms.ts'
import { deviceName } from '../domain/device-name.ts'
import { notFound } from '../domain/refusal.ts'
import { SESSION_TOUCH, sessionVerdict } from '../domain/sign-in.ts'
import type { Actor, Context, Developer, Staff } from './context.ts'
import { recordAudit } from './record.ts'

export type SignedIn = Developer | Staff

export type LiveSession = {
  actor: SignedIn
  /** When it ends in any case. */
  expiresAt: Date
}

/**
 * Whose live session a token is, or null: unknown, revoked, idle, ended, erased and disabled all look the same.
 * Notes the use, at most once a minute.
 */
export async function sessionOf(ctx: Context, token: string): Promise<LiveSession | null> {
  const tokenDigest = ctx.digest(token)
  const found = await findSession(ctx.reader, tokenDigest)
  if (!found) return null
  const actor = actorOf(found)
  if (!actor) return null
  const { session } = found
  if (sessionVerdict(session, actor.kind === 'developer' ? 'developer' : 'staff', ctx.now) !== 'live') return null
  if (ctx.now.getTime() - session.lastSeenAt.getTime() >= SESSION_TOUCH) {
    await ctx.transaction((tx) => touchSession(tx, tokenDigest, ctx.now))
  }
  return { actor, expiresAt: session.expiresAt }
}

function actorOf(found: NonNullable<Awaited<ReturnType<typeof findSession>>>): SignedIn | null {
  const { person, staff } = found
  if (person && !person.erasedAt) {
    return { kind: 'developer', personId: person.id, email: person.email, name: person.name }
  }
  if (staff && !staff.disabledAt) {
    return { kind: staff.role, staffId: staff.id, email: staff.email, name: staff.name }
  }
  return null
}

/**
 * Ends the session of a token, whoever asks: having the token is the right to end it. Ending it twice is no fault.
 * @param why `sign_out`, or `replaced` when another sign-in took the browser over
 * @returns whether a session ended now
 */
export async function signOut(
  ctx: Context,
  { token, why = 'sign_out' }: { token: string; why?: 'sign_out' | 'replaced' },
): Promise<boolean> {
  return ctx.transaction(async (tx) => {
    const found = await findSession(tx, ctx.digest(token))
    const ended = await revokeSession(tx, ctx.digest(token), ctx.now)
    if (!ended || !found) return false
    const whose = { ...ctx, actor: actorOf(found) ?? ctx.actor }
    await recordAudit(tx, whose, { act: `session.${why}`, noun: 'session', nounId: sessionKey(ended) })
    return true
  })
}

export type SessionView = {
  /** Names a session in forms; no secret, and useless without being signed in as the same person. */
  key: string
  /** Browser and system in words. */
  device: string
  signedInAt: Date
  lastSeenAt: Date
  expiresAt: Date
  /** The session that asks. */
  current: boolean
}

const sessionKey = ({ tokenDigest }: Pick<SessionRow, 'tokenDigest'>): string => tokenDigest.slice(0, 24)

/** @param token of the browser that asks, to mark its own session. Live ones only, the one used last first. */
export async function mySessions(ctx: Context, { token }: { token: string | null }): Promise<SessionView[]> {
  const own = token === null ? null : ctx.digest(token)
  return (await liveSessions(ctx)).map((row) => ({
    key: sessionKey(row),
    device: deviceName(row.origin),
    signedInAt: row.createdAt,
    lastSeenAt: row.lastSeenAt,
    expiresAt: row.expiresAt,
    current: row.tokenDigest === own,
  }))
}

async function liveSessions(ctx: Context): Promise<SessionRow[]> {
  const { actor } = ctx
  const rows =
    actor.kind === 'developer'
      ? await listSessionsOfPerson(ctx.reader, actor.personId)
      : await listSessionsOfStaff(ctx.reader, staffActor(actor).staffId)
  const kind = actor.kind === 'developer' ? 'developer' : 'staff'
  return rows.filter((row) => sessionVerdict(row, kind, ctx.now) === 'live')
}

function staffActor(actor: Actor): Staff {
  if (actor.kind === 'reviewer' || actor.kind === 'lead' || actor.kind === 'auditor') return actor
  throw notFound('session')
}

/** Ends one of the actor's own sessions. Refuses `not_found` for anybody else's and for one that ended before. */
export async function revokeMySession(ctx: Context, { key }: { key: string }): Promise<void> {
  const row = (await liveSessions(ctx)).find((session) => sessionKey(session) === key)
  if (!row) throw notFound('session')
  await ctx.transaction(async (tx) => {
    if (!(await revokeSession(tx, row.tokenDigest, ctx.now))) throw notFound('session')
    await recordAudit(tx, ctx, { act: 'session.revoked', noun: 'session', nounId: key })
  })
}

/** Ends every session of the actor, this one included. @returns how many ended */
export async function signOutEverywhere(ctx: Context): Promise<number> {
  const { actor } = ctx
  return ctx.transaction(async (tx) => {
    const ended =
      actor.kind === 'developer'
        ? await revokeSessionsOfPerson(tx, actor.personId, ctx.now)
        : await revokeSessionsOfStaff(tx, staffActor(actor).staffId, ctx.now)
    const who =
      actor.kind === 'developer'
        ? { noun: 'person', nounId: actor.personId }
        : { noun: 'staff', nounId: staffActor(actor).staffId }
    await recordAudit(tx, ctx, { act: 'session.all_revoked', ...who, data: { ended } })
    return ended
  })
}

/** Names of the organizations a developer belongs to, for the head of the page. */
export async function organizationNames(ctx: Context): Promise<string[]> {
  if (ctx.actor.kind !== 'developer') return []
  const rows = await listOrganizationsOfPerson(ctx.reader, ctx.actor.personId)
  return rows.map((row) => row.organization)
}
