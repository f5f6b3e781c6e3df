/** Puts the application on its port, and takes it off again without cutting a request in two. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { isLoopbackUrl } from '../lib/platform/env.ts'
import type { App } from './app.ts'

export type Served = { port: number; close: () => Promise<void> }

/** Longest (ms) that a client may take to send its head, and a whole request. */
const HEAD_PATIENCE = 10_000
const REQUEST_PATIENCE = 20_000

/** @param port 0 for any. Stays on this machine unless a public URL is configured. */
export async function serve({ provider, listener, stop }: App, port: number): Promise<Served> {
  const server = createServer(listener)
  server.headersTimeout = HEAD_PATIENCE
  server.requestTimeout = REQUEST_PATIENCE
  server.listen(port, isLoopbackUrl(provider.issuer) ? '127.0.0.1' : undefined)
  await new Promise<void>((done, failed) => server.once('listening', done).once('error', failed))
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      await new Promise<void>((done) => {
        server.close(() => done())
        server.closeIdleConnections()
      })
      await stop()
    },
  }
}
