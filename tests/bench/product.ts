/** The product under measurement: a database with one approved app, the authorization server, a member at the consent page. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as oauth from 'openid-client'
import { stylesheetIn } from '../../authserver/stylesheet.ts'
import { connect } from '../../db/client.ts'
import { migrateDatabase } from '../../db/migrate.ts'
import { readSettings } from '../../lib/platform/env.ts'
import { createLog } from '../../lib/platform/log.ts'
import { startFhir } from '../../sandbox/fhir.ts'
import { FormClient } from '../../sandbox/form-client.ts'
import { freePort, startPostgres } from '../../sandbox/postgres.ts'
import { approvedApp } from '../support/approved-app.ts'
import { testOrganization } from '../support/organization.ts'
import type { Target } from './measure.ts'
import { answering } from './peers.ts'

export type Product = { consent: Target; attestation: Target; consentLimit: Target; attestationLimit: Target }

type Stops = (() => Promise<void> | void)[]

/** Starts a file of ours as a process of its own, which ends with this one. */
function startProcess(file: string, env: Record<string, string>, stops: Stops): number {
  const child = spawn(process.execPath, ['--import=tsx', file], {
    stdio: ['pipe', 'ignore', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production', STOP_WITH_PARENT: '1', ...env },
  })
  stops.push(() => void child.kill('SIGKILL'))
  return child.pid ?? 0
}

/** @param stops gets what has to be undone, in order */
export async function startProduct(stops: Stops): Promise<Product> {
  const folder = mkdtempSync(join(tmpdir(), 'candor-bench-'))
  stops.push(() => rmSync(folder, { recursive: true, force: true }))
  const server = await startPostgres({ folder: join(folder, 'postgres'), throwaway: true })
  stops.push(server.stop)
  await server.createDatabase('candor')
  const url = server.url('candor')
  await migrateDatabase(url)
  const clientId = await seed(url)
  const [port, fhir, limit] = await Promise.all([freePort(), freePort(), freePort()])
  const env = { AUTHSERVER_PORT: String(port), FHIR_PORT: String(fhir), DATABASE_URL: url, DATA_DIR: folder }
  const settings = readSettings(env)
  const directory = await startFhir(settings, createLog('silent', 'fhir'))
  stops.push(directory.close)
  const pid = startProcess('authserver/main.ts', { ...env, ENVIRONMENT: 'production' }, stops)
  const limitEnv = {
    DATABASE_URL: url,
    PORT: String(limit),
    CLIENT_ID: clientId,
    STYLESHEET: stylesheetIn(settings.payer).path,
  }
  const limitPid = startProcess('tests/bench/limit.ts', limitEnv, stops)
  const issuer = settings.authserver.production.url
  await Promise.all([answering(`${issuer}/healthz`), answering(`http://127.0.0.1:${limit}/attestation`)])
  const member = await memberAtConsent(issuer, settings.fhir.production.url, clientId)
  return {
    consent: { name: 'consent page', pid, ...member, expects: 'name="shown"' },
    attestation: { name: 'attestation', pid, url: `${issuer}/v1/attestations/${clientId}`, expects: '"jws"' },
    consentLimit: limitTarget('consent page, limit', limitPid, `http://127.0.0.1:${limit}/consent`, 'name="shown"'),
    attestationLimit: limitTarget('attestation, limit', limitPid, `http://127.0.0.1:${limit}/attestation`, '"jws"'),
  }
}

const limitTarget = (name: string, pid: number, url: string, expects: string): Target => ({ name, pid, url, expects })

async function seed(url: string): Promise<string> {
  const connection = connect(url, 2)
  try {
    const organization = await testOrganization(connection.db, 'sunny.example.com', 'Sunny Health')
    return (await approvedApp(connection.db, organization)).clientId
  } finally {
    await connection.close()
  }
}

/** Signs a member in, up to the page that asks. @returns its address and the cookies that belong to it */
async function memberAtConsent(issuer: string, aud: string, clientId: string) {
  const query = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    redirect_uri: 'https://sunny.example.com/callback',
    scope: 'launch/patient openid fhirUser offline_access patient/Coverage.rs',
    aud,
    state: oauth.randomState(),
    code_challenge: await oauth.calculatePKCECodeChallenge(oauth.randomPKCECodeVerifier()),
    code_challenge_method: 'S256',
  })
  const browser = new FormClient(issuer)
  const signIn = await browser.get(`/authorize?${query}`)
  const page = await browser.submit(signIn, 'Sign in', { username: 'james', password: 'james-synthetic' })
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  return { url: page.url, headers: { cookie } }
}
