/** The ports of everything that `npm start` starts: who wants which, which setting changes it, and whether it is free. */
import { connect, createServer } from 'node:net'
import type { Settings } from '../lib/platform/env.ts'
import type { Pieces } from './launch-pieces.ts'

export type WantedPort = { port: number; who: string; variable: string }

/** @returns every port that is about to be used */
export function wantedPorts(settings: Settings, pieces: Pieces): WantedPort[] {
  const { portal, authserver, fhir } = settings
  return [
    { port: portal.port, who: 'the portal', variable: 'PORT' },
    { port: authserver.production.port, who: 'the authorization server', variable: 'AUTHSERVER_PORT' },
    { port: authserver.sandbox.port, who: 'the sandbox authorization server', variable: 'SANDBOX_AUTHSERVER_PORT' },
    ...(pieces.fhir ? [{ port: fhir.port, who: 'the synthetic FHIR server', variable: 'FHIR_PORT' }] : []),
    ...(pieces.idp ? [{ port: settings.idpPort, who: 'the staff identity provider', variable: 'IDP_PORT' }] : []),
    ...(pieces.mail
      ? [
          { port: settings.mailPort, who: "the mail catcher's web page", variable: 'MAIL_PORT' },
          { port: settings.smtpPort, who: 'the mail catcher', variable: 'SMTP_PORT' },
        ]
      : []),
    ...(pieces.demoApp ? [{ port: settings.demoAppPort, who: 'the demo app', variable: 'DEMO_APP_PORT' }] : []),
  ]
}

/** @returns a sentence for each port that cannot be had; empty when all can */
export async function portFaults(wanted: WantedPort[]): Promise<string[]> {
  const faults = await Promise.all(
    wanted.map(async ({ port, who, variable }, place) => {
      const other = wanted.slice(0, place).find((earlier) => earlier.port === port)
      if (other) return `Port ${port} is wanted twice, by ${other.who} (${other.variable}) and by ${who} (${variable}).`
      if (await isFree(port)) return null
      return `Port ${port} is taken by another program, and ${who} needs it. Stop that program, or set ${variable} to a free port.`
    }),
  )
  return faults.filter((fault) => fault !== null)
}

/** Free means: both loopback addresses can be listened on, and nobody answers there. */
async function isFree(port: number): Promise<boolean> {
  const bindable = (await canListen(port, '127.0.0.1')) && (await canListen(port, '::1'))
  return bindable && !(await answers(port))
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((done) => {
    const server = createServer()
    // A machine without IPv6 has no ::1, and nobody can sit on its ports either.
    server.once('error', (error: NodeJS.ErrnoException) =>
      done(error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT'),
    )
    server.listen({ port, host, exclusive: true }, () => server.close(() => done(true)))
  })
}

/** Some systems let one listen on 127.0.0.1 beside somebody who listens everywhere. */
function answers(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ port, host: 'localhost' })
    const end = (taken: boolean) => {
      socket.destroy()
      done(taken)
    }
    socket.setTimeout(1_000, () => end(false))
    socket.once('connect', () => end(true))
    socket.once('error', () => end(false))
  })
}
