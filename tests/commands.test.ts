/** The operator commands as an operator runs them: one answer on standard output, nothing else; faults on standard error. */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { labelSchema } from '../lib/domain/label.ts'
import { parseInstant } from '../scripts/portal.ts'
import { keyCommand } from '../scripts/portal-key.ts'

type Result = { code: number; out: string; err: string }

function portal(args: string[], env: Record<string, string> = {}): Promise<Result> {
  const command = ['--import=tsx', resolve('scripts/portal.ts'), ...args]
  return new Promise((done) => {
    execFile(process.execPath, command, { env: { ...process.env, ...env } }, (error, out, err) => {
      done({ code: typeof error?.code === 'number' ? error.code : 0, out, err })
    })
  })
}

describe.concurrent('due', () => {
  it.each([
    ['2026-11-23T15:00:00Z', '2026-11-25T23:00:00Z'],
    ['2026-11-25T22:59:59Z', '2026-11-30T23:00:00Z'],
    ['2026-11-20T23:30:00-06:00', '2026-11-24T23:00:00Z'],
    ['2026-07-02T12:00:00.123Z', '2026-07-07T22:00:00Z'],
  ])('%s gives %s and nothing else', async (at, due) => {
    expect(await portal(['due', at])).toEqual({ code: 0, out: `${due}\n`, err: '' })
  })
  it.each([['yesterday'], ['2026-11-23'], ['2026-02-30T00:00:00Z'], ['']])(
    'refuses %j with a sentence',
    async (text) => {
      const result = await portal(['due', text])
      expect(result).toMatchObject({ code: 2, out: '' })
      expect(result.err).toMatch(/RFC 3339/)
    },
  )
  it('follows the payer’s own holidays and hours', async () => {
    const env = { PAYER_HOLIDAYS: '2026-11-24', PAYER_CLOSE: '16:30' }
    expect((await portal(['due', '2026-11-23T15:00:00Z'], env)).out).toBe('2026-11-27T22:30:00Z\n')
  })
  it('names every wrong setting at once and shows no value', async () => {
    const result = await portal(['due', '2026-11-23T15:00:00Z'], { PAYER_ZONE: 'Mars/Base', SECRET: 'hunter2' })
    expect(result.code).toBe(2)
    expect(result.err).toMatch(/PAYER_ZONE/)
    expect(result.err).toMatch(/SECRET/)
    expect(result.err).not.toMatch(/hunter2/)
  })
})

describe.concurrent('other commands', () => {
  it('ladder prints four instants as JSON', async () => {
    const result = await portal(['ladder', '2026-08-31T12:00:00Z'])
    expect(JSON.parse(result.out)).toEqual({
      flaggedAt: '2026-10-31T12:00:00Z',
      secondMailAt: '2026-11-14T13:00:00Z',
      otherStaffAt: '2026-11-30T13:00:00Z',
      removalAt: '2026-12-07T13:00:00Z',
    })
    expect(result).toMatchObject({ code: 0, err: '' })
  })
  it('help lists all', async () => {
    const { out, code } = await portal(['help'])
    expect(code).toBe(0)
    for (const name of ['due', 'ladder', 'label', 'schema', 'audit verify', 'mail', 'help']) expect(out).toContain(name)
  })
  it.each(['nonsense', '__proto__', 'constructor'])('%s is no command', async (name) => {
    expect(await portal([name])).toMatchObject({ code: 2, out: '' })
  })
  it.each([[['audit', 'verify']], [['mail']]])('%j says when there is no database', async (command) => {
    const result = await portal(command, { DATA_DIR: 'artifacts/no-such-folder' })
    expect(result).toMatchObject({ code: 2, out: '' })
    expect(result.err).toMatch(/npm start/)
  })
})

const folder = mkdtempSync(join(tmpdir(), 'candor-label-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Writes a file of answers. @returns its path */
function file(name: string, content: unknown): string {
  const path = join(folder, name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

describe('key', () => {
  const key = (args: string[], env: Record<string, string>) => {
    const lines: string[] = []
    const code = keyCommand(args, { out: (line) => lines.push(line), err: () => {} }, env)
    return { code, out: lines.join() }
  }
  it('prints the key of one intake, as the running installation has it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'candor-key-'))
    const before = key(['mail'], { DATA_DIR: folder }).out
    writeFileSync(join(folder, 'secret'), 'a secret of this installation, long enough')
    const after = key(['mail'], { DATA_DIR: folder }).out
    expect(after).not.toBe(before)
    expect(after).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    const given = `whsec_${Buffer.alloc(32).toString('base64')}`
    expect(key(['mail'], { DATA_DIR: folder, MAIL_KEYS: given })).toEqual({ code: 0, out: given })
    expect(key(['door'], { DATA_DIR: folder })).toEqual({ code: 2, out: '' })
    rmSync(folder, { recursive: true })
  })
})

describe.concurrent('label', () => {
  const answers = { 'sell.identified': 'yes', 'use.research': 'no', 'org.identity': { legalName: 'Sunny, Inc.' } }
  const path = file('answers.json', { edition: '2026-1', app: 'Sunny Days', answers })

  it('prints the label as JSON in the language asked for', async () => {
    const { out, err, code } = await portal(['label', path, '--lang', 'es'])
    expect({ err, code }).toEqual({ err: '', code: 0 })
    expect(labelSchema.parse(JSON.parse(out))).toMatchObject({
      lang: 'es',
      app: 'Sunny Days',
      company: 'Sunny, Inc.',
      state: 'answered_with_things_to_know',
      alerts: ['La compañía vende datos que muestran quién es usted. Puede que no le pregunten antes.'],
      unanswered: { count: 35, of: 37 },
    })
  })
  it.each([
    [['label', file('broken.json', '{"edition":')], /is no JSON/],
    [['label', join(folder, 'nowhere.json')], /There is no file/],
    [['label', folder], /cannot be read/],
    [['label', path, '--lang', 'fr'], /--lang en \(or es\)/],
    [['label', path, path], /Give one file/],
    [['label'], /Give one file/],
    [['label', file('edition.json', { edition: '1999-1', app: 'x', answers: {} })], /edition: must be .* "2026-1"/],
    [['label', file('list.json', [])], /edition: must be/],
    [
      ['label', file('code.json', { edition: '2026-1', app: 'x', answers: { 'sell.identified': 'maybe' } })],
      /^answers\["sell.identified"\]: .*"only-if-member-says-yes"/,
    ],
    [['label', file('name.json', { edition: '2026-1', app: 'x', answers: { sells: 'no' } })], /answers: .*sells/],
    [['label', file('app.json', { edition: '2026-1', answers: {} })], /^app: /],
    [['schema', 'nothing'], /schema answers, or schema label/],
  ])('%j is refused with a sentence and exit code 2', async (args, message) => {
    const { out, err, code } = await portal(args)
    expect({ out, code }).toEqual({ out: '', code: 2 })
    expect(err).toMatch(message)
    expect(err).not.toMatch(/\bat .*:\d+:\d+/)
  })
  it.each(['answers', 'label'])('schema %s prints a JSON Schema', async (name) => {
    const { out, err, code } = await portal(['schema', name])
    expect({ err, code }).toEqual({ err: '', code: 0 })
    expect(JSON.parse(out)).toMatchObject({ $schema: expect.stringContaining('2020-12'), type: 'object' })
  })
})

describe('parseInstant', () => {
  it.each([
    ['2026-12-31T23:59:60Z', '2026-12-31T23:59:59.000Z'],
    ['2026-11-23t15:00:00z', '2026-11-23T15:00:00.000Z'],
    ['2024-02-29T00:00:00+14:00', '2024-02-28T10:00:00.000Z'],
  ])('%s is %s', (text, at) => expect(parseInstant(text)?.toISOString()).toBe(at))
  it.each([
    '2026-13-01T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:60:00Z',
    '2026-01-01 00:00:00Z',
    '2026-01-01T00:00:00',
    '2026-01-01T00:00:00+25:00',
  ])('%s is none', (text) => expect(parseInstant(text)).toBeNull())
})

describe.concurrent('drift', () => {
  it('takes one file at most', async () => {
    expect(await portal(['drift', 'one.json', 'two.json'])).toMatchObject({ code: 2, out: '' })
  })
})
