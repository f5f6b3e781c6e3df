/** `npm start` from the first start on: whatever ended it, the next one works, and no program of it is left behind. */
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { COMPANIES } from '../../sandbox/world/companies.ts'
import { Launcher, ownSettings, type Variables } from '../support/launcher.ts'
import { descendants } from '../support/processes.ts'

// Relative on purpose: the folder of a newcomer is, too.
const dataDir = 'artifacts/start-data'
let settings: Variables
let launcher: Launcher

beforeAll(async () => {
  rmSync(dataDir, { recursive: true, force: true })
  settings = await ownSettings(dataDir)
})
afterAll(async () => {
  if (launcher?.process.exitCode === null) await launcher.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

const port = (name: string) => Number(settings[name])
const status = (name: string, path: string) => fetch(`http://localhost:${port(name)}${path}`).then((one) => one.status)

function postmaster(): number {
  return Number(readFileSync(join(dataDir, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0])
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function organizations(): Promise<number> {
  const password = readFileSync(join(dataDir, 'postgres/password'), 'utf8')
  const at = readFileSync(join(dataDir, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[3]
  const sql = postgres(`postgres://app:${password}@127.0.0.1:${at}/candor`, { max: 1 })
  try {
    const [row] = await sql`select count(*)::int as n from organization`
    return Number(row?.n)
  } finally {
    await sql.end()
  }
}

/** Whether every port can be listened on, as after a clean stop. */
async function portsAreFree(): Promise<boolean> {
  const names = Object.keys(settings).filter((name) => name.endsWith('PORT'))
  const free = names.map(
    (name) =>
      new Promise<boolean>((done) => {
        const server = createServer().once('error', () => done(false))
        server.listen(port(name), '127.0.0.1', () => server.close(() => done(true)))
      }),
  )
  return (await Promise.all(free)).every(Boolean)
}

describe('npm start', () => {
  it('starts over when the very first start was killed in the middle', async () => {
    launcher = new Launcher(settings)
    await launcher.line(/^Loading the example world/)
    expect(await launcher.stop('SIGKILL')).toBe('SIGKILL')
    launcher = new Launcher(settings)
    await launcher.line(/^The first start was cut off/)
    expect(await launcher.ready()).toBe(`ready: http://localhost:${settings.PORT}`)
    expect(await organizations()).toBe(Object.keys(COMPANIES).length)
  })

  it('prints one table of what is where and whom to sign in as, without a colour or a secret', () => {
    const text = launcher.lines.join('\n')
    for (const what of ['Portal, developers', 'Demo app', 'Mail catcher', 'Authorization server', 'Riley Reviewer']) {
      expect(text).toContain(what)
    }
    expect(text).not.toContain(String.fromCharCode(27))
    for (const file of ['secret', 'postgres/password']) {
      expect(text).not.toContain(readFileSync(join(dataDir, file), 'utf8'))
    }
  })

  it('has every piece up', async () => {
    for (const name of ['PORT', 'AUTHSERVER_PORT', 'SANDBOX_AUTHSERVER_PORT']) {
      expect([name, await status(name, '/healthz'), await status(name, '/readyz')]).toEqual([name, 200, 200])
    }
    expect(await status('PORT', '/')).toBe(200)
    expect(await status('MAIL_PORT', '/api/messages')).toBe(200)
    expect(await status('DEMO_APP_PORT', '/')).toBe(200)
    expect(await status('IDP_PORT', '/.well-known/openid-configuration')).toBe(200)
    for (const base of ['/fhir', '/sandbox/fhir', '/directory/fhir']) {
      expect(await status('FHIR_PORT', `${base}/metadata`)).toBe(200)
    }
  })

  it('says so when it runs already, and leaves the running one alone', async () => {
    const second = new Launcher(settings)
    expect(await second.ended).toBe(1)
    expect(second.lines.join('\n')).toContain(`Candor already runs with the data of ${dataDir}`)
    expect(await status('PORT', '/healthz')).toBe(200)
  })

  it('stops everything on Ctrl-C', async () => {
    const database = postmaster()
    expect(await launcher.stop('SIGINT')).toBe(0)
    expect(await portsAreFree()).toBe(true)
    expect(isAlive(database)).toBe(false)
    expect(existsSync(join(dataDir, 'launcher.json'))).toBe(false)
  })

  it('starts again without building or loading anything, and keeps the data', async () => {
    launcher = new Launcher(settings)
    await launcher.ready()
    expect(launcher.lines.join('\n')).not.toMatch(/Loading the example world|Building/)
    expect(await organizations()).toBe(Object.keys(COMPANIES).length)
  })

  it('starts again after kill -9, which left its programs behind', async () => {
    const programs = descendants(launcher.process.pid ?? 0)
    expect(programs).toContain(postmaster())
    // Around it, the worker, two authorization servers and what stands in for a payer's own.
    expect(programs.length).toBeGreaterThan(4)
    expect(await launcher.stop('SIGKILL')).toBe('SIGKILL')
    launcher = new Launcher(settings)
    await launcher.ready()
    await expect.poll(() => programs.filter(isAlive)).toEqual([])
    expect(await organizations()).toBe(Object.keys(COMPANIES).length)
    expect(await status('PORT', '/readyz')).toBe(200)
    expect(await launcher.stop('SIGTERM')).toBe(0)
    expect(await portsAreFree()).toBe(true)
  })
})

describe('what stands in the way is said', () => {
  it('names every port that is taken and who needs it', async () => {
    const takers = ['PORT', 'FHIR_PORT'].map((name) => createServer().listen(port(name), '127.0.0.1'))
    const blocked = new Launcher(settings)
    expect(await blocked.ended).toBe(1)
    const text = blocked.lines.join('\n')
    expect(text).toContain(`Port ${settings.PORT} is taken by another program, and the portal needs it.`)
    expect(text).toContain(
      `Port ${settings.FHIR_PORT} is taken by another program, and the synthetic FHIR server needs`,
    )
    expect(text).toContain('set FHIR_PORT to a free port')
    for (const taker of takers) taker.close()
    expect(await portsAreFree()).toBe(true)
  })

  it('names every wrong setting at once and shows none', async () => {
    const secret = 'short-secret'
    const wrong = new Launcher({
      ...settings,
      PORT: '99999',
      SECRET: secret,
      PAYER_ZONE: 'Mars/Olympus',
      PORTAL_URL: 'x',
    })
    expect(await wrong.ended).toBe(1)
    const text = wrong.lines.join('\n')
    for (const name of ['PORT', 'SECRET', 'PAYER_ZONE', 'PORTAL_URL'])
      expect(text).toMatch(new RegExp(`^ +${name} `, 'm'))
    expect(text).not.toContain(secret)
  })

  it('refuses invented people beside a public URL', async () => {
    const open = new Launcher({ ...settings, PORTAL_URL: 'https://portal.payer.example' })
    expect(await open.ended).toBe(1)
    expect(open.lines.join('\n')).toContain('MEMBER_OIDC_ISSUER is needed: synthetic members only run on localhost')
  })

  it('names a database that is not there, without its password', async () => {
    const lost = new Launcher({ ...settings, DATABASE_URL: 'postgres://app:very-secret@127.0.0.1:9/candor' })
    expect(await lost.ended).toBe(1)
    const text = lost.lines.join('\n')
    expect(text).toContain('The database of DATABASE_URL cannot be used')
    expect(text).not.toContain('very-secret')
  })
})
