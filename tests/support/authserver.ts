/** Authorization servers and the synthetic FHIR server on free ports, over a database of the test, with a clock to move. */
import { randomUUID } from 'node:crypto'
import { createApp } from '../../authserver/app.ts'
import { type Served, serve } from '../../authserver/serve.ts'
import { insertAnswer } from '../../db/queries/answer.ts'
import { listDocuments } from '../../db/queries/document.ts'
import type { Environment } from '../../lib/domain/client.ts'
import type { AnswerValue } from '../../lib/domain/edition.ts'
import { currentEdition } from '../../lib/domain/questionnaire.ts'
import { contextOn } from '../../lib/platform/context.ts'
import { readSettings, type Settings } from '../../lib/platform/env.ts'
import { createLog } from '../../lib/platform/log.ts'
import { publishAttestation } from '../../lib/services/attestation.ts'
import { createProductionClient } from '../../lib/services/client.ts'
import { recordClientEvent } from '../../lib/services/client-event.ts'
import type { Actor } from '../../lib/services/context.ts'
import { statementsOf } from '../../lib/services/submission-problems.ts'
import { submit } from '../../lib/services/submission-send.ts'
import { startSubmission } from '../../lib/services/submission-start.ts'
import { startFhir } from '../../sandbox/fhir.ts'
import { freePort } from '../../sandbox/postgres.ts'
import { type TestDatabase, testDatabase } from './database.ts'
import { filledAnswers } from './filled-answers.ts'
import type { TestOrganization } from './organization.ts'

export type AuthserverTest = {
  database: TestDatabase
  settings: Settings
  /** Moves the clock of every authorization server; tokens of the provider itself keep real time. */
  clock: { now: Date | null }
  /** Another process's worth of the same environment, on a port of its own. */
  another(environment: Environment): Promise<string>
  context(actor: Actor): ReturnType<typeof contextOn>
  close(): Promise<void>
}

/** @param variables settings on top of free ports */
export async function startAuthservers(variables: Record<string, string> = {}): Promise<AuthserverTest> {
  const database = await testDatabase()
  const [production, sandbox, fhir] = await Promise.all([freePort(), freePort(), freePort()])
  const settings = readSettings({
    AUTHSERVER_PORT: String(production),
    SANDBOX_AUTHSERVER_PORT: String(sandbox),
    FHIR_PORT: String(fhir),
    LOG_LEVEL: 'silent',
    ...variables,
  })
  const log = createLog('silent')
  const clock: AuthserverTest['clock'] = { now: null }
  const from = { settings, connection: database, log }
  const start = async (environment: Environment, port: number): Promise<Served> =>
    serve(await createApp(from, environment, () => clock.now ?? new Date()), port)
  const servers: { close: () => Promise<void> }[] = [
    await startFhir(settings, log),
    await start('production', production),
    await start('sandbox', sandbox),
  ]
  return {
    database,
    settings,
    clock,
    async another(environment) {
      const served = await start(environment, 0)
      servers.push(served)
      return `http://localhost:${served.port}`
    },
    context: (actor) =>
      contextOn(database.db, settings, actor, { ip: '203.0.113.7', userAgent: 'test', requestId: 'test' }, new Date()),
    async close() {
      await Promise.all(servers.map((server) => server.close()))
      await database.close()
    },
  }
}

const STATEMENTS = statementsOf(currentEdition()).map(({ input }) => input)
const SCOPES = ['patient/Patient.rs', 'patient/Coverage.rs', 'patient/ExplanationOfBenefit.rs', 'openid', 'fhirUser']

/** Answers of an app that runs on a phone and wants data at any time. */
export function phoneAppAnswers(name: string, optional = true): Record<string, AnswerValue> {
  const answers = filledAnswers(optional, {
    'app.platforms': ['ios'],
    'smart.client-type': { choice: 'public' },
    'smart.urls': { redirectUris: ['http://127.0.0.1/callback', 'https://app.example.com/callback?from=plan'] },
    'smart.scopes': SCOPES.map((scope) => ({ scope, reason: 'To show it.' })),
    'smart.offline': { choice: 'yes-any-time', why: 'To refresh.', months: 12 },
  })
  return { ...answers, 'app.identity': { ...(answers['app.identity'] as Record<string, unknown>), name } }
}

/** Sends the answers in and publishes them, as an approval does. @returns the production client */
export async function approvedClient(
  test: AuthserverTest,
  organization: TestOrganization,
  answers: Record<string, AnswerValue>,
): Promise<{ clientId: string; attestationId: string }> {
  const owner = test.context(organization.owner)
  const { appId } = organization
  const { submissionId } = await startSubmission(owner, { appId })
  await test.database.sql`delete from answer where submission_id = ${submissionId}`
  const company = { ...(answers['org.identity'] as object), legalName: `${organization.appName} Incorporated` }
  for (const [questionId, value] of Object.entries({ ...answers, 'org.identity': company })) {
    const row = { submissionId, questionId, value, version: 1, updatedAt: owner.now, updatedBy: null }
    await owner.transaction((tx) => insertAnswer(tx, row))
  }
  const signature = { name: 'Dana Diaz', title: 'Director', authority: true, statements: STATEMENTS }
  await submit(owner, { submissionId, ...signature })
  const [document] = await listDocuments(test.database.db, submissionId)
  if (!document) throw new Error('the submission was not taken')
  const system = test.context({ kind: 'system', job: 'test' })
  const facts = { appId, submissionId, documentId: document.id }
  return system.transaction(async (tx) => {
    const { attestationId } = await publishAttestation(tx, system, facts)
    return { ...(await createProductionClient(tx, system, facts)), attestationId }
  })
}

/** What suspending a client leaves behind. */
export async function suspend(test: AuthserverTest, clientId: string): Promise<void> {
  const system = test.context({ kind: 'system', job: 'test' })
  const words = { criterion: 'malicious-traffic', publicReason: 'Guessing of passwords was seen.' }
  await system.transaction((tx) => recordClientEvent(tx, system, clientId, 'suspended', words))
}

export const newId = randomUUID
