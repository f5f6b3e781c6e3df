/** The settings: listed completely, all faults at once, no secret ever shown, nothing synthetic in public. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { isLoopbackUrl, readSettings, SettingsFault, settingsSchema } from '../../lib/platform/env.ts'

function faultsOf(env: Record<string, string>): string[] {
  try {
    readSettings(env)
    return []
  } catch (error) {
    if (error instanceof SettingsFault) return error.faults
    throw error
  }
}

describe('.env.example', () => {
  const lines = readFileSync('.env.example', 'utf8').split('\n')
  const listed = lines.flatMap((line) => /^(?:# )?([A-Z][A-Z0-9_]+)=(.*)$/.exec(line)?.slice(1, 3) ?? [])
  const pairs = listed.flatMap((name, place) => (place % 2 === 0 ? [[name, listed[place + 1] ?? '']] : []))

  test('lists every setting once, and no other', () => {
    const names = pairs.map(([name]) => name)
    expect(names.toSorted()).toEqual(Object.keys(settingsSchema.shape).toSorted())
  })

  test('gives the defaults', () => {
    const given = lines.filter((line) => /^[A-Z]/.test(line)).map((line) => line.split(/=(.*)/s).slice(0, 2))
    expect(readSettings(Object.fromEntries(given))).toEqual(readSettings({}))
  })
})

describe('wrong settings', () => {
  test('are all named at once, without their values', () => {
    const faults = faultsOf({
      PORT: '99999',
      SECRET: 'short-hush',
      SMTP_URL: 'http://user:hush@mail',
      PAYER_ZONE: 'Oz',
    })
    expect(faults.map((fault) => fault.split(' ')[0]).toSorted()).toEqual(['PAYER_ZONE', 'PORT', 'SECRET', 'SMTP_URL'])
    expect(faults.join('\n')).not.toContain('hush')
  })

  test('an empty one counts as not set', () => {
    expect(readSettings({ PORT: '' }).portal.port).toBe(3000)
  })
})

describe('a public URL', () => {
  test('needs real people and real secrets', () => {
    const faults = faultsOf({ PORTAL_URL: 'https://developer.example.org' })
    const named = faults.map((fault) => fault.split(' ')[0])
    expect(named).toEqual(['MEMBER_OIDC_ISSUER', 'STAFF_OIDC_ISSUER', 'SECRET', 'INTROSPECTION_SECRET'])
  })

  test('of the authorization server alone is as public', () => {
    expect(faultsOf({ AUTHSERVER_URL: 'https://auth.example.org' })).not.toEqual([])
  })

  test.each([
    ['http://localhost:3000', true],
    ['http://127.0.0.1', true],
    ['http://[::1]:3000', true],
    ['http://portal.localhost', true],
    ['https://localhost.example.org', false],
    ['https://notlocalhost', false],
  ])('%s points at this machine: %s', (url, expected) => {
    expect(isLoopbackUrl(url)).toBe(expected)
  })
})
