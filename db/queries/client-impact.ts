/** What a stop of a client touches: members who share with it, its calls, and the tokens it holds. */
import { and, countDistinct, eq, gte, inArray, isNotNull, sql, sum } from 'drizzle-orm'
import { activityCount } from '../schema/activity.ts'
import { grant, providerState } from '../schema/grant.ts'
import type { Reader, Tx } from '../transaction.ts'
import { type Environment, isActiveGrant } from './grant.ts'

export type ImpactRow = { members: number; usedLately: number; calls: number }

/**
 * Of one or more clients together; somebody who shares with two of them counts once.
 * @param since from when on a use counts as lately; whole days (UTC) for calls
 */
export async function countImpact(reader: Reader, clientIds: string[], now: Date, since: Date): Promise<ImpactRow> {
  if (clientIds.length === 0) return { members: 0, usedLately: 0, calls: 0 }
  const lately = sql`case when ${grant.lastUsedAt} >= ${since.toISOString()}::timestamptz then ${grant.subject} end`
  const [grants] = await reader
    .select({ members: countDistinct(grant.subject), usedLately: countDistinct(lately) })
    .from(grant)
    .where(and(inArray(grant.clientId, clientIds), isActiveGrant(reader, now)))
  const [calls] = await reader
    .select({ count: sum(activityCount.count).mapWith(Number) })
    .from(activityCount)
    .where(
      and(
        inArray(activityCount.clientId, clientIds),
        eq(activityCount.kind, 'call'),
        gte(activityCount.day, since.toISOString().slice(0, 10)),
      ),
    )
  return { members: grants?.members ?? 0, usedLately: grants?.usedLately ?? 0, calls: calls?.count ?? 0 }
}

/** Where members who share with a client are written to, each address once. */
export async function listAddressesOfMembers(
  reader: Reader,
  clientId: string,
  now: Date,
): Promise<{ email: string; lang: 'en' | 'es' }[]> {
  const rows = await reader
    .selectDistinctOn([grant.notifyEmail], { email: grant.notifyEmail, lang: grant.lang })
    .from(grant)
    .where(and(eq(grant.clientId, clientId), isActiveGrant(reader, now), isNotNull(grant.notifyEmail)))
    .orderBy(grant.notifyEmail, grant.createdAt)
  return rows.flatMap(({ email, lang }) => (email === null ? [] : [{ email, lang }]))
}

/** Takes back the access tokens and codes of a client; what members allowed, and refresh tokens, stay. */
export async function deleteAccessOfClient(tx: Tx, environment: Environment, clientId: string): Promise<void> {
  const ids = tx
    .select({ id: grant.providerGrantId })
    .from(grant)
    .where(and(eq(grant.clientId, clientId), isNotNull(grant.providerGrantId)))
  await tx
    .delete(providerState)
    .where(
      and(
        eq(providerState.environment, environment),
        inArray(providerState.model, ['AccessToken', 'AuthorizationCode']),
        inArray(providerState.grantId, ids),
      ),
    )
}
