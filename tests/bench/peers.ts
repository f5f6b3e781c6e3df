/** The two programs beside which the consent page is measured: Ory's reference consent app and oidc-provider's own page. */
import { type ChildProcess, spawn } from 'node:child_process'
import http from 'node:http'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { Target } from './measure.ts'

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))

/** Waits until a server answers anything at all; a busy machine starts a process slowly. */
export async function answering(url: string): Promise<void> {
  for (let tries = 0; tries < 1200; tries++) {
    const up = await fetch(url, { redirect: 'manual' }).then(
      () => true,
      () => false,
    )
    if (up) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`nothing answers at ${url}`)
}

/** Hydra's admin API, as much of it as the consent page asks: one consent request. */
export function hydraAdmin(port: number): http.Server {
  const consentRequest = JSON.stringify({
    challenge: 'bench',
    requested_scope: ['openid', 'offline_access', 'patient/Patient.rs', 'patient/ExplanationOfBenefit.rs'],
    subject: 'member',
    skip: false,
    client: { client_id: 'bench', client_name: 'Bench', policy_uri: 'https://app.example/privacy' },
  })
  const server = http.createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(consentRequest)
  })
  return server.listen(port, '127.0.0.1')
}

export function startHydraConsent(port: number, adminPort: number): { child: ChildProcess; target: Target } {
  const program = createRequire(import.meta.url).resolve('hydra-login-consent-logout/lib/app.js')
  const child = spawn(process.execPath, ['--require', here('loopback.cjs'), program], {
    env: {
      ...process.env,
      PORT: String(port),
      HYDRA_ADMIN_URL: `http://127.0.0.1:${adminPort}`,
      NODE_ENV: 'production',
    },
    stdio: 'ignore',
  })
  const url = `http://127.0.0.1:${port}/consent?consent_challenge=bench`
  return { child, target: { name: 'hydra consent', pid: child.pid ?? 0, url, expects: 'wants access resources' } }
}

/** Starts the provider peer and walks to its interaction page; the page is then asked for again and again. */
export async function startProviderPage(port: number): Promise<{ child: ChildProcess; target: Target }> {
  const child = spawn(process.execPath, [here('provider-peer.mjs'), String(port)], { stdio: 'ignore' })
  const base = `http://localhost:${port}`
  await answering(`${base}/.well-known/openid-configuration`)
  const query = new URLSearchParams({
    client_id: 'bench',
    response_type: 'code',
    scope: 'openid',
    redirect_uri: 'https://app.example/callback',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
  })
  const first = await fetch(`${base}/auth?${query}`, { redirect: 'manual' })
  const cookie = first.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const url = new URL(first.headers.get('location') ?? '/', base).href
  return {
    child,
    target: { name: 'oidc-provider page', pid: child.pid ?? 0, url, headers: { cookie }, expects: '<form' },
  }
}
