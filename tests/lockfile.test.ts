/** The lock file: complete, tied to no private registry, and not below a version with a known hole. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

type Entry = {
  version?: string
  resolved?: string
  integrity?: string
  link?: boolean
  inBundle?: boolean
  extraneous?: boolean
  optionalDependencies?: Record<string, string>
}

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Entry> }
const entries = Object.entries(lock.packages).filter(([path, entry]) => path !== '' && !entry.link && !entry.inBundle)

/** Package to the first version without a published, serious advisory that concerns us. */
const SAFE: Record<string, string> = {
  next: '16.4.5',
  'next-auth': '4.24.15',
  nodemailer: '8.0.5',
  'oidc-provider': '9.0.0',
  'drizzle-orm': '0.45.0',
  koa: '3.0.1',
}

function atLeast(version: string, least: string): boolean {
  const [have, need] = [version, least].map((text) => text.split(/[.-]/).slice(0, 3).map(Number)) as [
    number[],
    number[],
  ]
  for (const [place, number] of need.entries()) {
    const difference = (have[place] ?? 0) - number
    if (difference !== 0) return difference > 0
  }
  return true
}

describe('package-lock.json', () => {
  test('says for every package what its bytes are', () => {
    expect(entries.length).toBeGreaterThan(100)
    const bare = entries.filter(([, { version, integrity }]) => !version || !integrity?.startsWith('sha512-'))
    expect(bare.map(([path]) => path)).toEqual([])
  })

  test('names no registry but the public one', () => {
    // Without an address npm asks the registry it is configured for, and the digest still decides.
    const strange = entries.filter(
      ([, { resolved }]) => resolved && !resolved.startsWith('https://registry.npmjs.org/'),
    )
    expect(strange.map(([path, { resolved }]) => `${path} ${resolved}`)).toEqual([])
  })

  test('holds every optional package that another one names, so that each platform gets its own', () => {
    const names = new Set(entries.map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 13)))
    const absent = Object.entries(lock.packages).flatMap(([path, { optionalDependencies }]) =>
      Object.keys(optionalDependencies ?? {})
        .filter((name) => !names.has(name))
        .map((name) => `${path} → ${name}`),
    )
    expect(absent).toEqual([])
  })

  test('has nothing left over that older npm versions stumble over', () => {
    expect(entries.filter(([, { extraneous }]) => extraneous).map(([path]) => path)).toEqual([])
  })

  test.each(Object.entries(SAFE))('%s is %s or newer, in every copy', (name, least) => {
    const copies = entries.filter(([path]) => path.endsWith(`node_modules/${name}`))
    expect(copies.length).toBeGreaterThan(0)
    expect(copies.filter(([, { version }]) => !atLeast(version ?? '0', least)).map(([path]) => path)).toEqual([])
  })
})
