/** A Candor of its own for the crash rounds: database, portal, worker, and a mail server that is not killed. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Connection, connect } from '../../db/client.ts'
import { migrateDatabase } from '../../db/migrate.ts'
import { readSettings, type Settings } from '../../lib/platform/env.ts'
import { freePort, startPostgres } from '../../sandbox/postgres.ts'
import { embeddedPieces } from '../../scripts/launch-pieces.ts'
import { processesOf } from '../../scripts/launch-processes.ts'
import { type TestSmtp, testSmtp } from '../support/smtp.ts'
import { type Reviewer, signInReviewers, termsVersion } from './cases.ts'
import type { Chance } from './chance.ts'
import { Ledger } from './ledger.ts'
import type { Strikes } from './strikes.ts'
import { Victims } from './victims.ts'

/** Where the ledger and the programs' logs are kept, for whoever looks into a failure. */
export const TRACES = 'artifacts/crash'

export type Stage = {
  settings: Settings
  connection: Connection
  smtp: TestSmtp
  victims: Victims
  ledger: Ledger
  reviewers: Reviewer[]
  /** Version of the terms in force. */
  version: string
  chance: Chance
  /** What counts posts and mails at the moment. */
  strikes: Strikes | null
  close: () => Promise<void>
}

const SECRET = 'crash rounds need a secret of some length'

async function variablesFor(folder: string, smtpUrl: string): Promise<Record<string, string>> {
  const names = ['PORT', 'AUTHSERVER_PORT', 'SANDBOX_AUTHSERVER_PORT', 'FHIR_PORT', 'IDP_PORT'] as const
  const ports = await Promise.all(names.map(async (name) => [name, String(await freePort())]))
  return { ...Object.fromEntries(ports), DATA_DIR: folder, SECRET, SMTP_URL: smtpUrl, LOG_LEVEL: 'info' }
}

/** Starts everything. The portal's build has to be there. */
export async function openStage(chance: Chance): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'candor-crash-'))
  rmSync(TRACES, { recursive: true, force: true })
  const smtp = await testSmtp()
  const clusterFolder = join(folder, 'postgres')
  const server = await startPostgres({ folder: clusterFolder })
  await server.createDatabase('candor')
  const databaseUrl = server.url('candor')
  await migrateDatabase(databaseUrl)
  const variables = await variablesFor(folder, smtp.url)
  const settings = readSettings({ ...variables, DATABASE_URL: databaseUrl })
  const pieces = embeddedPieces(settings, variables)
  const specs = processesOf({ settings, pieces, dev: false, databaseUrl, secret: SECRET })
  const spec = (name: string) => {
    const found = specs.find((one) => one.name === name)
    if (!found) throw new Error(`there is no process ${name}`)
    return found
  }
  const programs = { portal: spec('portal'), worker: spec('worker') }
  const victims = new Victims({ specs: programs, variables, server, folder: clusterFolder, logs: TRACES })
  const connection = connect(databaseUrl, 4)
  const stage: Stage = {
    settings,
    connection,
    smtp,
    victims,
    ledger: new Ledger(() => stage.strikes?.happened('post')),
    reviewers: await signInReviewers(connection, settings),
    version: await termsVersion(connection),
    chance,
    strikes: null,
    close: async () => {
      await victims.stop()
      await connection.close()
      await smtp.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  // Each mail waits a moment between its last byte and the server's yes: there a kill makes a delivery uncertain.
  smtp.behaviour = {
    kind: 'wait',
    meanwhile: async () => {
      stage.strikes?.happened('mail')
      await new Promise((done) => setTimeout(done, 10))
    },
  }
  victims.start()
  return stage
}
