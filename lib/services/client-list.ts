/** Clients as payer staff find them: by app, company or client id, newest first. */
import { listClientsForStaff } from '../../db/queries/client-list.ts'
import { datedText } from '../domain/calendar.ts'
import type { ClientStatus, Environment } from '../domain/client.ts'
import { normalForm } from '../domain/normal-form.ts'
import { cursorText, parseCursor } from '../domain/review-queue.ts'
import type { Context } from './context.ts'
import { staffOf } from './review-access.ts'
import { clientStatuses } from './stop-step.ts'

const PAGE = 25
const SEARCH_MAX = 100

export type ClientListRow = {
  clientId: string
  name: string
  organization: string
  status: ClientStatus
  created: { at: Date; when: string }
}

export type ClientListView = {
  environment: Environment
  text: string
  rows: ClientListRow[]
  /** Pass as `after` for the next page; null at the end. */
  next: string | null
}

export type ClientListInput = { environment: Environment; text?: string; after?: string }

/** Newest first. Refuses everybody but payer staff (`not_found`). */
export async function clientList(ctx: Context, input: ClientListInput): Promise<ClientListView> {
  staffOf(ctx)
  const text = normalForm(input.text ?? '', 'NFKC')
    .replace(/\p{C}/gu, '')
    .trim()
    .slice(0, SEARCH_MAX)
  const cursor = parseCursor(input.after)
  const after = cursor?.at ? { at: cursor.at, id: cursor.id } : null
  const query = { environment: input.environment, text, after, limit: PAGE + 1 }
  const found = await listClientsForStaff(ctx.reader, query)
  const shown = found.slice(0, PAGE)
  const statuses = await clientStatuses(
    ctx.reader,
    shown.map((row) => row.client.id),
  )
  const last = shown.at(-1)?.client
  return {
    environment: input.environment,
    text,
    rows: shown.map(({ client, organization }) => ({
      clientId: client.id,
      name: client.name,
      organization: organization.legalName,
      status: statuses.get(client.id) ?? 'live',
      created: { at: client.createdAt, when: datedText(client.createdAt, ctx.settings.calendar.zone) },
    })),
    next: last && found.length > PAGE ? cursorText({ at: last.createdAt, id: last.id }) : null,
  }
}
