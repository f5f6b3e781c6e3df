/** An app that lives in the browser alone: one page on an origin of its own, with fhirclient's browser build and no server. */
import { readFileSync } from 'node:fs'
import http from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { SCOPES } from './app.ts'
import { settings } from './story.ts'

const LIBRARY = createRequire(import.meta.url).resolve('fhirclient/build/fhir-client.js')

const frame = (title: string, script: string) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>${title}</title>
<h1>${title}</h1><p role="status"></p><script src="/fhir-client.js"></script><script>
const say = (text) => { document.querySelector('[role=status]').textContent = text }
const fail = (error) => say('failed: ' + (error && error.message || error))
${script}</script></html>`

/** What fhirclient is told; its server and client come from outside. */
const launchPage = (clientId: string) => {
  const launch = {
    iss: settings.fhir.production.url,
    clientId,
    scope: SCOPES,
    redirectUri: '/callback',
    pkceMode: 'required',
  }
  return frame('Starting', `FHIR.oauth2.authorize(${JSON.stringify(launch)}).catch(fail)`)
}

const CALLBACK = frame(
  'Browser app',
  `FHIR.oauth2.ready().then(async (client) => {
  const patient = await client.patient.read()
  const claims = await client.request('ExplanationOfBenefit?patient=' + client.patient.id)
  await client.refresh()
  const again = await client.patient.read()
  say([patient.name[0].family, claims.total + ' claims', again.id].join(' | '))
}).catch(fail)`,
)

/** Listens on loopback, as the redirect of a native app allows. @returns its origin, and how to end it */
export async function serveBrowserApp(clientId: string): Promise<{ origin: string; close: () => void }> {
  const library = readFileSync(LIBRARY)
  const server = http.createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1')
    const script = pathname === '/fhir-client.js'
    response.setHeader('content-type', script ? 'text/javascript; charset=utf-8' : 'text/html; charset=utf-8')
    response.end(script ? library : pathname === '/callback' ? CALLBACK : launchPage(clientId))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
