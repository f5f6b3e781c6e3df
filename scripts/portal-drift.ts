/** The operator's comparison: the payer's own authorization server against what it shall know. */
import { readFile } from 'node:fs/promises'
import { isDrift } from '../lib/domain/provision-drift.ts'
import type { Context } from '../lib/services/context.ts'
import { provisionReport } from '../lib/services/provisioning-view.ts'

type Clients = Record<string, unknown>[]

/** @returns that server's own list of clients; throws with a sentence when the file is none */
async function clientsIn(file: string): Promise<Clients> {
  const value: unknown = JSON.parse(await readFile(file, 'utf8'))
  const isClient = (one: unknown) => typeof one === 'object' && one !== null && 'client_id' in one
  if (Array.isArray(value) && value.every(isClient)) return value
  throw new Error(`${file} must hold a JSON array of clients, each with its client_id`)
}

/**
 * Prints the report as JSON. @param file that server's own list of clients, as its tools write it; without it only what
 * we manage is compared. @returns 1 when something is not as it shall be
 */
export async function driftCommand(
  ctx: Context,
  file: string | undefined,
  out: (line: string) => void,
): Promise<number> {
  const report = await provisionReport(ctx, file === undefined ? null : await clientsIn(file))
  if (report === null) {
    throw new Error('PROVISION_URL is not set: Candor’s own authorization server serves the members')
  }
  out(JSON.stringify(report, null, 2))
  return isDrift(report) ? 1 : 0
}
