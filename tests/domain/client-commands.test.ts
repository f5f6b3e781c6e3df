/** Commands to copy: a shell reads them as they are meant, whatever stands in a redirect address. */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { importJWK, type JWK, jwtVerify } from 'jose'
import { describe, expect, it } from 'vitest'
import { clientCommands, shellWord } from '../../lib/domain/client-commands.ts'
import { parseJwks } from '../../lib/domain/jwks.ts'

const facts = {
  clientId: '0b7f4dd2-5a35-4f0e-9c0e-3b3a9a1f9f11',
  type: 'public' as const,
  redirectUri: "https://app.example.com/cb?a=$HOME&b='x'",
  scopes: ['launch/patient', 'patient/Patient.rs'],
  issuer: 'http://localhost:4001',
  fhirUrl: 'http://localhost:4200/sandbox/fhir',
}

/** openssl as far as the commands use it, so that the test needs none; the verifier is always the same. */
const OPENSSL = `
openssl() {
  case "$1" in
    rand) printf 'ab%.0s' $(seq 32) ;;
    dgst) "${process.execPath}" -e 'process.stdin.pipe(require("crypto").createHash("sha256")).pipe(process.stdout)' ;;
    base64) "${process.execPath}" -p 'require("fs").readFileSync(0).toString("base64")' ;;
  esac
}`

/** Runs a command in a shell where curl only says what it was given, a word a line. */
const words = (command: string): string[] =>
  execFileSync('sh', ['-c', `curl() { printf '%s\\n' "$@"; }; CODE='c o d e'; CODE_VERIFIER=v; ${command}`])
    .toString()
    .trimEnd()
    .split('\n')

describe('shellWord', () => {
  it('is read by a shell as one word, the same text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        fc.pre(!text.includes('\0') && !/\n$/.test(text))
        expect(execFileSync('sh', ['-c', `printf %s ${shellWord(text)}`]).toString()).toBe(text)
      }),
      { numRuns: 50, examples: [["a'b"], ['$(id)'], ['`id`'], ['a b'], ['']] },
    )
  })
})

describe('clientCommands', () => {
  const [configuration, authorize, token, read] = clientCommands(facts).map(({ command }) => command)
  it('finds the configuration', () => {
    expect(words(configuration ?? '')).toEqual(['http://localhost:4200/sandbox/fhir/.well-known/smart-configuration'])
  })
  it('prints the address to open, with the challenge of the verifier', () => {
    const url = new URL(
      execFileSync('sh', ['-c', `${OPENSSL}\n${authorize}`])
        .toString()
        .trim(),
    )
    expect(url.origin + url.pathname).toBe('http://localhost:4001/authorize')
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      client_id: facts.clientId,
      redirect_uri: facts.redirectUri,
      scope: 'launch/patient patient/Patient.rs',
      aud: facts.fhirUrl,
      code_challenge: createHash('sha256').update('ab'.repeat(32)).digest('base64url'),
    })
  })
  it('trades the code, by client id or by secret', () => {
    expect(words(token ?? '')).toEqual([
      'http://localhost:4001/token',
      '-d',
      `client_id=${facts.clientId}`,
      '-d',
      'grant_type=authorization_code',
      '-d',
      'code=c o d e',
      '-d',
      'code_verifier=v',
      '--data-urlencode',
      `redirect_uri=${facts.redirectUri}`,
    ])
    const secret = clientCommands({ ...facts, type: 'confidential-symmetric' })[2]?.command ?? ''
    expect(words(`CLIENT_SECRET='s e'; ${secret}`).slice(1, 3)).toEqual(['-u', `${facts.clientId}:s e`])
  })
  it('reads the data of the member', () => {
    expect(words(`PATIENT_ID=p1; ACCESS_TOKEN=t; ${read}`).at(-1)).toBe(
      'http://localhost:4200/sandbox/fhir/ExplanationOfBenefit?patient=p1',
    )
  })
  it('makes a key pair whose public part is taken, and an assertion by it, for a client with keys', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'keys-'))
    const run = (text: string) => execFileSync('sh', ['-c', text], { cwd: folder, encoding: 'utf8' })
    const commands = clientCommands({ ...facts, type: 'confidential-asymmetric' })
    expect(commands).toHaveLength(5)
    const [pair, , , trade] = commands.map(({ command }) => command)
    const { keys } = parseJwks(run(pair ?? ''))
    expect(() => run(`${pair} 2>/dev/null`), 'never writes over a key').toThrow()
    const words = run(`curl() { printf '%s\\n' "$@"; }; CODE=c; CODE_VERIFIER=v; ${trade}`).split('\n')
    const assertion = words.find((word) => word.startsWith('client_assertion='))?.slice(17) ?? ''
    const key = await importJWK(keys[0] as JWK)
    const checks = { issuer: facts.clientId, subject: facts.clientId, audience: 'http://localhost:4001/token' }
    const { protectedHeader, payload } = await jwtVerify(assertion, key, checks)
    expect(protectedHeader).toMatchObject({ alg: 'ES384', kid: 'key-1' })
    expect(payload.jti).toHaveLength(36)
  })
})
