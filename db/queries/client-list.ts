/** Registered clients as payer staff look them up: by name, company or client id, here or in the payer's own server; newest first. */
import { and, desc, eq, ilike, or, type SQL, sql } from 'drizzle-orm'
import { app } from '../schema/app.ts'
import { client } from '../schema/client.ts'
import { organization } from '../schema/organization.ts'
import { provisionedClient } from '../schema/provisioning.ts'
import type { Reader } from '../transaction.ts'

export type ClientListQuery = {
  environment: 'production' | 'sandbox'
  /** Part of a name, or a whole client id; empty for all. */
  text: string
  after: { at: Date; id: string } | null
  limit: number
}

/** A typed text as a pattern: its own wildcards stand for themselves. */
const pattern = (text: string) => `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`

function matches(text: string): SQL | undefined {
  if (text === '') return undefined
  const like = pattern(text)
  const { clientId, remoteId } = provisionedClient
  const there = sql`${client.id} in (select ${clientId} from ${provisionedClient} where ${remoteId} = ${text})`
  const names = [client.name, app.name, organization.legalName].map((column) => ilike(column, like))
  return or(...names, eq(client.id, text), there)
}

/** Newest first, with app and organization. */
export function listClientsForStaff(reader: Reader, { environment, text, after, limit }: ClientListQuery) {
  const behind = after
    ? sql`(${client.createdAt}, ${client.id}) < (${after.at.toISOString()}::timestamptz, ${after.id})`
    : undefined
  return reader
    .select({ client, app, organization })
    .from(client)
    .innerJoin(app, eq(app.id, client.appId))
    .innerJoin(organization, eq(organization.id, app.organizationId))
    .where(and(eq(client.environment, environment), matches(text), behind))
    .orderBy(desc(client.createdAt), desc(client.id))
    .limit(limit)
}
