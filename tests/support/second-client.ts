/** One more app of an organization with its client in production, put straight into a test's database. */
import { randomUUID } from 'node:crypto'
import type { TestDatabase } from './database.ts'

/** @param clientId whose registration and organization it takes over @returns its own client id */
export async function secondClient({ sql }: TestDatabase, clientId: string, name: string): Promise<string> {
  const [appId, own] = [randomUUID(), randomUUID()]
  await sql`insert into app (id, organization_id, name, name_fold, created_at)
    select ${appId}, a.organization_id, ${name}, ${name.toLowerCase()}, a.created_at
    from app a join client c on c.app_id = a.id where c.id = ${clientId}`
  await sql`insert into client (id, app_id, environment, name, type, native, redirect_uris, scopes, created_at)
    select ${own}, ${appId}, environment, ${name}, type, native, redirect_uris, scopes, created_at
    from client where id = ${clientId}`
  return own
}
