/**
 * A Candor whose payer runs its own authorization server, beside the one of the other stories: another database, portal,
 * worker and identity provider. Its mail goes to the same catcher.
 */
import { resolve } from 'node:path'
import { type Connection, connect } from '../../../db/client.ts'
import { migrateDatabase } from '../../../db/migrate.ts'
import { enqueueProvision } from '../../../db/queries/provisioning.ts'
import type { AnswerValue } from '../../../lib/domain/edition.ts'
import { contextOn } from '../../../lib/platform/context.ts'
import { readSettings } from '../../../lib/platform/env.ts'
import type { Actor, Context } from '../../../lib/services/context.ts'
import { approve } from '../../../lib/services/review-approve.ts'
import { writeMessage } from '../../../lib/services/review-message.ts'
import { ensureTerms } from '../../../lib/services/terms.ts'
import { freePort, removePostgres, startPostgres } from '../../../sandbox/postgres.ts'
import { Children, type ChildSpec } from '../../../scripts/launch-children.ts'
import { processesOf } from '../../../scripts/launch-processes.ts'
import { type PayerAuthserver, payerAuthserver } from '../../support/payer-authserver.ts'
import { mailOutcome, type TestSubmission, testStaff, testSubmission } from '../../support/review.ts'

const FOLDER = 'artifacts/payer'
const SECRET = 'shared-by-the-processes-of-this-one-story'
const PATIENCE = 60_000
const DAY = 24 * 60 * 60 * 1000

export type PayersCandor = {
  portal: string
  identityProvider: string
  /** The payer's own authorization server. */
  there: PayerAuthserver
  context: (actor: Actor) => Context
  /** An app that was approved just now. @param type answers how its client proves itself */
  approved: (name: string, domain: string, type: AnswerValue) => Promise<TestSubmission & { clientId: string }>
  /** What the job does once a day for every client. */
  check: (clientId: string) => Promise<void>
  stop: () => Promise<void>
}

export async function payersCandor(say: (line: string) => void = () => {}): Promise<PayersCandor> {
  await removePostgres(FOLDER)
  const [server, there] = await Promise.all([startPostgres({ folder: FOLDER, throwaway: true }), payerAuthserver()])
  await server.createDatabase('candor')
  const databaseUrl = server.url('candor')
  await migrateDatabase(databaseUrl)
  const env = {
    ...{ PORT: String(await freePort()), IDP_PORT: String(await freePort()), DATA_DIR: FOLDER },
    ...{ DATABASE_URL: databaseUrl, SECRET, PROVISION_URL: there.url, PROVISION_TOKEN: there.token },
    // Whatever the other Candor has of these is at its own ports.
    ...{ PORTAL_URL: undefined, STAFF_OIDC_ISSUER: undefined, LOG_LEVEL: 'warn' },
  }
  const settings = readSettings({ ...process.env, ...env })
  const children = new Children((name, line) => say(`${name} | ${line}`))
  const specs = processes(settings, env)
  for (const spec of specs) children.start(spec)
  const connection = connect(databaseUrl)
  const context = (actor: Actor, now = new Date()) =>
    contextOn(connection.db, settings, actor, { ip: '127.0.0.1', userAgent: 'story', requestId: 'story' }, now)
  await ensureTerms(context({ kind: 'system', job: 'story' }, new Date(Date.now() - DAY)))
  await Promise.all(specs.map((spec) => children.ready(spec, PATIENCE)))
  return {
    portal: settings.portal.url,
    identityProvider: settings.staffOidc.issuer,
    there,
    context,
    approved: (...app) => approved(connection, context, app),
    check: (clientId) => connection.db.transaction((tx) => enqueueProvision(tx, clientId, 'check', new Date())),
    stop: async () => {
      await children.stop()
      await connection.close()
      await server.stop()
      await there.close()
    },
  }
}

/** Those that the payer's side needs: no authorization server of Candor's own serves anybody here. */
function processes(settings: ReturnType<typeof readSettings>, env: ChildSpec['env']): ChildSpec[] {
  const pieces = { postgres: false, mail: false, idp: false, fhir: false, demoApp: false, world: false }
  const plan = { settings, pieces, dev: false, databaseUrl: settings.databaseUrl, secret: SECRET }
  const own = processesOf(plan).filter(({ name }) => name === 'portal' || name === 'worker')
  const idp: ChildSpec = {
    name: 'idp',
    args: ['--import=tsx', resolve('sandbox/idp.ts')],
    env: {},
    readyUrl: `${settings.staffOidc.issuer}/.well-known/openid-configuration`,
  }
  return [...own, idp].map((spec) => ({ ...spec, env: { ...spec.env, ...env } }))
}

async function approved(
  { db, sql }: Connection,
  context: PayersCandor['context'],
  [name, domain, type]: Parameters<PayersCandor['approved']>,
) {
  const now = new Date()
  const rita = await testStaff(db, 'reviewer', `Rita of ${name}`)
  const answers = { 'smart.client-type': type }
  const app = await testSubmission(db, domain, name, { now, answers })
  const { submissionId } = app
  await writeMessage(context(rita), { submissionId, text: 'We are reading.' })
  await mailOutcome(db, submissionId, 'accepted', new Date())
  await approve(context(rita), { submissionId })
  const [row] = await sql`select id from client where app_id = ${app.appId}`
  return { ...app, clientId: String(row?.id) }
}
