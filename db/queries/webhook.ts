/** Webhooks of organizations and their sealed secrets. */
import { and, asc, desc, eq, gt, inArray, isNull, ne, or, sql } from 'drizzle-orm'
import { app } from '../schema/app.ts'
import { client } from '../schema/client.ts'
import { episode } from '../schema/episode.ts'
import { membership, organization } from '../schema/organization.ts'
import { webhook, webhookSecret } from '../schema/webhook.ts'
import type { Reader, Tx } from '../transaction.ts'

export type WebhookRow = typeof webhook.$inferSelect
export type WebhookSecretRow = typeof webhookSecret.$inferSelect

const kept = ne(webhook.disabledReason, 'deleted')

/** A webhook that is not deleted, with the role a person has in its organization; nothing for a stranger. */
export async function findWebhookForPerson(reader: Reader, webhookId: string, personId: string) {
  const [row] = await reader
    .select({ webhook, organization: organization.legalName, role: membership.role })
    .from(webhook)
    .innerJoin(organization, eq(organization.id, webhook.organizationId))
    .innerJoin(membership, eq(membership.organizationId, webhook.organizationId))
    .where(
      and(
        eq(webhook.id, webhookId),
        kept,
        isNull(organization.erasedAt),
        eq(membership.personId, personId),
        isNull(membership.endedAt),
      ),
    )
  return row
}

/**
 * Holds a webhook until the transaction ends. Weak enough for others to write messages to it meanwhile, so that an event
 * never waits for a delivery.
 */
export async function lockWebhook(tx: Tx, webhookId: string): Promise<WebhookRow | undefined> {
  const [row] = await tx.select().from(webhook).where(eq(webhook.id, webhookId)).for('no key update')
  return row
}

/** Newest first, without deleted ones. */
export function listWebhooks(reader: Reader, organizationId: string): Promise<WebhookRow[]> {
  return reader
    .select()
    .from(webhook)
    .where(and(eq(webhook.organizationId, organizationId), kept))
    .orderBy(desc(webhook.createdAt), asc(webhook.id))
}

export async function insertWebhook(tx: Tx, row: WebhookRow): Promise<void> {
  await tx.insert(webhook).values(row)
}

/** @param state both null and '' for one that is on */
export async function updateWebhookState(
  tx: Tx,
  webhookId: string,
  state: Pick<WebhookRow, 'disabledAt' | 'disabledReason'>,
): Promise<void> {
  await tx.update(webhook).set(state).where(eq(webhook.id, webhookId))
}

export async function updateWebhookEvents(tx: Tx, webhookId: string, events: string[] | null): Promise<void> {
  await tx.update(webhook).set({ events }).where(eq(webhook.id, webhookId))
}

export async function insertWebhookSecret(tx: Tx, row: WebhookSecretRow): Promise<void> {
  await tx.insert(webhookSecret).values(row)
}

/** Secrets of some webhooks that sign at an instant, newest first. */
export function listLiveSecrets(reader: Reader, webhookIds: string[], now: Date): Promise<WebhookSecretRow[]> {
  if (webhookIds.length === 0) return Promise.resolve([])
  return reader
    .select()
    .from(webhookSecret)
    .where(
      and(
        inArray(webhookSecret.webhookId, webhookIds),
        or(isNull(webhookSecret.retiredAt), gt(webhookSecret.retiredAt, now)),
      ),
    )
    .orderBy(desc(webhookSecret.createdAt), asc(webhookSecret.id))
}

/** @param at when it stops signing */
export async function retireWebhookSecret(tx: Tx, secretId: string, at: Date): Promise<void> {
  await tx.update(webhookSecret).set({ retiredAt: at }).where(eq(webhookSecret.id, secretId))
}

/** Webhooks of an organization that are on; none of one that is erased. */
export function listOpenWebhooks(reader: Reader, organizationId: string): Promise<Pick<WebhookRow, 'id' | 'events'>[]> {
  return reader
    .select({ id: webhook.id, events: webhook.events })
    .from(webhook)
    .innerJoin(organization, eq(organization.id, webhook.organizationId))
    .where(and(eq(webhook.organizationId, organizationId), isNull(webhook.disabledAt), isNull(organization.erasedAt)))
    .orderBy(asc(webhook.id))
}

/** Whose a client is. */
export async function findOwnerOfClient(reader: Reader, clientId: string) {
  const [row] = await reader
    .select({ organizationId: app.organizationId, appId: app.id, environment: client.environment })
    .from(client)
    .innerJoin(app, eq(app.id, client.appId))
    .where(eq(client.id, clientId))
  return row
}

/** Whose an app is. */
export async function findOrganizationIdOfApp(reader: Reader, appId: string): Promise<string | undefined> {
  const [row] = await reader.select({ organizationId: app.organizationId }).from(app).where(eq(app.id, appId))
  return row?.organizationId
}

/** What is told of a case. */
export async function findToldEpisode(reader: Reader, episodeId: string) {
  const [row] = await reader
    .select({
      organizationId: episode.organizationId,
      clientId: episode.clientId,
      kind: episode.kind,
      reference: episode.reference,
    })
    .from(episode)
    .where(eq(episode.id, episodeId))
  return row
}

/** Whether an organization was removed or erased, so that nothing is sent to it any more. */
export async function isOrganizationGone(reader: Reader, organizationId: string): Promise<boolean> {
  const last = sql<string | null>`(
    select e.kind from organization_event e where e.organization_id = organization.id order by e.seq desc limit 1)`
  const [row] = await reader
    .select({ erasedAt: organization.erasedAt, last })
    .from(organization)
    .where(eq(organization.id, organizationId))
  return !row || row.erasedAt !== null || row.last === 'removed' || row.last === 'erased'
}
