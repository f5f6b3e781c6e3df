/** The processes of Candor as commands: which file, with which variables, and how one sees that each is up. */
import { resolve } from 'node:path'
import type { Settings } from '../lib/platform/env.ts'
import type { ChildSpec } from './launch-children.ts'
import type { Pieces } from './launch-pieces.ts'

export type Plan = {
  settings: Settings
  pieces: Pieces
  dev: boolean
  databaseUrl: string
  secret: string
}

const node = (file: string) => ['--import=tsx', resolve(file)]

function portalArgs(plan: Plan): string[] {
  const next = resolve('node_modules/next/dist/bin/next')
  return [next, plan.dev ? 'dev' : 'start', '-H', 'localhost', '-p', String(plan.settings.portal.port)]
}

/** @returns every process, in the order in which they start */
export function processesOf(plan: Plan): ChildSpec[] {
  const { settings, pieces, dev } = plan
  const { portal, authserver, fhir } = settings
  const env = {
    DATABASE_URL: plan.databaseUrl,
    SECRET: plan.secret,
    DATA_DIR: settings.dataDir,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    NEXTAUTH_URL: portal.url,
  }
  const authserverSpec = (environment: 'production' | 'sandbox', name: string): ChildSpec => ({
    name,
    args: node('authserver/main.ts'),
    env: { ...env, ENVIRONMENT: environment },
    readyUrl: `http://localhost:${authserver[environment].port}/readyz`,
  })
  const embedded = pieces.mail || pieces.idp || pieces.fhir || pieces.demoApp
  const sandbox: ChildSpec = {
    name: 'sandbox',
    args: node('sandbox/main.ts'),
    env,
    readyUrl: embeddedReadyUrl(settings, pieces, fhir.port),
    early: true,
  }
  return [
    ...(embedded ? [sandbox] : []),
    {
      name: 'portal',
      args: portalArgs(plan),
      env: { ...env, NODE_ENV: dev ? 'development' : 'production' },
      readyUrl: `http://localhost:${portal.port}/readyz`,
      early: true,
    },
    authserverSpec('production', 'authserver'),
    authserverSpec('sandbox', 'authserver-sandbox'),
    { name: 'worker', args: node('worker/main.ts'), env, readyUrl: null },
  ]
}

/** The address of the piece that starts last: when it answers, all of them are up. */
function embeddedReadyUrl(settings: Settings, pieces: Pieces, fhirPort: number): string {
  if (pieces.demoApp) return `http://localhost:${settings.demoAppPort}/`
  if (pieces.fhir) return `http://localhost:${fhirPort}/fhir/metadata`
  if (pieces.idp) return `http://localhost:${settings.idpPort}/.well-known/openid-configuration`
  return `http://localhost:${settings.mailPort}/`
}
