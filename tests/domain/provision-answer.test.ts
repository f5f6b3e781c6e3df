/** What a client is there, what an answer of another authorization server means, and their clients against ours. */
import { describe, expect, it } from 'vitest'
import { judgeReply, type ProvisionAsked, type ProvisionReply } from '../../lib/domain/provision-answer.ts'
import { type DriftClient, driftReport, isDrift } from '../../lib/domain/provision-drift.ts'
import {
  inertMetadata,
  isInert,
  metadataDifferences,
  type ProvisionSource,
  provisionMetadata,
} from '../../lib/domain/provision-metadata.ts'

const client: ProvisionSource = {
  id: 'c1',
  name: 'Sunny Health',
  type: 'public',
  native: 'no',
  redirectUris: ['https://b.example.com/', 'https://a.example.com/'],
  scopes: ['openid', 'launch/patient', 'offline_access'],
  jwks: null,
}
const key = { kty: 'EC', crv: 'P-384', x: 'x', y: 'y', kid: 'one' }
const wanted = provisionMetadata(client) ?? {}

describe('provisionMetadata', () => {
  it('says what RFC 7591 has words for, in one order', () => {
    expect(wanted).toEqual({
      application_type: 'web',
      client_name: 'Sunny Health',
      grant_types: ['authorization_code', 'refresh_token'],
      redirect_uris: ['https://a.example.com/', 'https://b.example.com/'],
      response_types: ['code'],
      scope: 'launch/patient offline_access openid',
      software_id: 'c1',
      token_endpoint_auth_method: 'none',
    })
    expect(provisionMetadata({ ...client, scopes: ['openid'] })?.grant_types).toEqual(['authorization_code'])
    expect(provisionMetadata({ ...client, type: 'confidential-symmetric' })).toMatchObject({
      token_endpoint_auth_method: 'client_secret_basic',
    })
  })

  it('waits for keys and gives them by value, and gives none of another kind of client', () => {
    const type = 'confidential-asymmetric' as const
    expect(provisionMetadata({ ...client, type })).toBeNull()
    expect(provisionMetadata({ ...client, type, jwks: { keys: [key] } })).toMatchObject({ jwks: { keys: [key] } })
    expect(provisionMetadata({ ...client, jwks: { keys: [key] } })).not.toHaveProperty('jwks')
  })

  it('has an inert form that leads nowhere', () => {
    expect(isInert(inertMetadata(wanted))).toBe(true)
    expect(isInert(wanted)).toBe(false)
    expect(metadataDifferences(wanted, inertMetadata(wanted))).toEqual(['redirect_uris'])
  })
})

describe('metadataDifferences', () => {
  const keyed = provisionMetadata({ ...client, type: 'confidential-asymmetric', jwks: { keys: [key] } }) ?? {}
  it.each<[string, object, string[]]>([
    ['the same', {}, []],
    ['another order', { redirect_uris: ['https://b.example.com/', 'https://a.example.com/'] }, []],
    ['another order of scopes', { scope: 'openid offline_access launch/patient' }, []],
    ['what a server may drop', { software_id: undefined, application_type: undefined }, []],
    ['what a server adds of its own', { client_id: 'x', id_token_signed_response_alg: 'RS256' }, []],
    ['a further address', { redirect_uris: [...client.redirectUris, 'https://evil.example.com/'] }, ['redirect_uris']],
    ['a wider scope', { scope: 'launch/patient offline_access openid user/*.cruds' }, ['scope']],
    ['no word of the scope', { scope: undefined }, ['scope']],
    ['a name in another order of words', { client_name: 'Health Sunny' }, ['client_name']],
    [
      'another way to prove itself',
      { token_endpoint_auth_method: 'client_secret_post' },
      ['token_endpoint_auth_method'],
    ],
    ['a further key', { jwks: { keys: [key, { ...key, kid: 'two' }] } }, ['jwks']],
    ['another key', { jwks: { keys: [{ ...key, x: 'z' }] } }, ['jwks']],
    ['an address of keys', { jwks_uri: 'https://evil.example.com/jwks' }, ['jwks_uri']],
    ['a key that says more', { jwks: { keys: [{ ...key, use: 'sig' }] } }, []],
    ['another software', { software_id: 'c2' }, ['software_id']],
  ])('%s', (_name, told, expected) => {
    expect(metadataDifferences(keyed, { ...keyed, ...told })).toEqual(expected)
  })
})

describe('judgeReply', () => {
  const endpoint = 'https://as.example.com/reg'
  const asked: ProvisionAsked = {
    call: 'register',
    present: true,
    metadata: wanted,
    endpoint,
    remoteId: 'r1',
    mayBeDeleted: false,
  }
  const held = { client_id: 'r1', registration_access_token: 't', registration_client_uri: `${endpoint}/r1` }
  const answer = (status: number, body: Record<string, unknown> | null = null): ProvisionReply => ({
    kind: 'answered',
    status,
    body,
  })
  const gone = { present: false, call: 'delete' as const }
  it.each<[string, Partial<ProvisionAsked>, ProvisionReply, string]>([
    ['registered', {}, answer(201, held), 'answered'],
    ['no way to manage it', {}, answer(201, { client_id: 'r1' }), 'lost'],
    [
      'managed elsewhere',
      {},
      answer(201, { ...held, registration_client_uri: 'https://evil.example.com/r1' }),
      'mismatch',
    ],
    ['no client id', {}, answer(201, {}), 'mismatch'],
    ['a client id that no database keeps', {}, answer(201, { ...held, client_id: 'r\u00001' }), 'mismatch'],
    ['a token that no header carries', {}, answer(201, { ...held, registration_access_token: 't\r\nx: y' }), 'lost'],
    ['no JSON', {}, answer(201), 'mismatch'],
    ['bad initial token', {}, answer(401), 'refused'],
    ['bad metadata', {}, answer(400, { error: 'invalid_redirect_uri' }), 'refused'],
    ['redirect', {}, answer(302), 'refused'],
    ['too many', {}, answer(429), 'unreachable'],
    ['broken', {}, answer(500), 'unanswered'],
    ['gateway gave up', {}, answer(504), 'unanswered'],
    ['silent', {}, { kind: 'unanswered', detail: '' }, 'unanswered'],
    ['updated', { call: 'update' }, answer(200, held), 'answered'],
    ['another client', { call: 'update' }, answer(200, { ...held, client_id: 'r2' }), 'mismatch'],
    ['token dead', { call: 'update' }, answer(401), 'lost'],
    ['not ours to change', { call: 'update' }, answer(403), 'refused'],
    ['read back', { call: 'read' }, answer(200, { ...held, ...wanted }), 'confirmed'],
    ['read back otherwise', { call: 'read' }, answer(200, { ...held, ...wanted, scope: 'openid' }), 'mismatch'],
    ['not there', { call: 'read' }, answer(401), 'lost'],
    ['deleted', gone, answer(204), 'answered'],
    ['deleted before', { ...gone, mayBeDeleted: true }, answer(401), 'answered'],
    ['token dead at the stop', gone, answer(401), 'lost'],
    ['no such client', gone, answer(404), 'answered'],
    ['gone', { present: false, call: 'read' }, answer(401), 'confirmed'],
    ['still there', { present: false, call: 'read' }, answer(200, held), 'mismatch'],
  ])('%s', (_name, more, reply, outcome) => {
    expect(judgeReply({ ...asked, ...more }, reply).outcome).toBe(outcome)
  })

  it('keeps a newer token even of an answer that is wrong', () => {
    const wrong = answer(200, { ...held, client_id: 'r2', registration_access_token: 'newer' })
    expect(judgeReply({ ...asked, call: 'update' }, wrong)).toMatchObject({ outcome: 'mismatch', token: 'newer' })
  })

  it.each<[string, ProvisionAsked['call'], unknown, string | null]>([
    ['one of a registration', 'register', 'the secret', 'the secret'],
    ['another of an update', 'update', 'another', 'another'],
    ['the one that is read', 'read', 'another', 'another'],
    ['a row of stars is none', 'read', '**********', null],
    ['an empty one is none', 'update', '', null],
    ['no text is none', 'register', 7, null],
  ])('takes the secret along: %s', (_name, call, told, expected) => {
    const { hold, secret = hold?.secret } = judgeReply(
      { ...asked, call },
      answer(200, { ...held, ...wanted, client_secret: told }),
    )
    expect(secret ?? null).toBe(expected)
  })

  it.each<[string, unknown, Date | null | undefined]>([
    ['a second since 1970', 1_900_000_000, new Date('2030-03-17T17:46:40Z')],
    ['0 for never', 0, null],
    ['nothing', undefined, undefined],
    ['no number', '1900000000', undefined],
    ['a negative one', -5, undefined],
    ['one that no calendar has', 1e300, null],
  ])('reads when the secret ends: %s', (_name, client_secret_expires_at, expected) => {
    const reply = answer(200, { ...held, ...wanted, client_secret: 'x1', client_secret_expires_at })
    expect(judgeReply({ ...asked, call: 'register' }, reply).hold?.secretEndsAt).toEqual(expected ?? null)
    for (const call of ['update', 'read'] as const) {
      expect(judgeReply({ ...asked, call }, reply).secretEndsAt).toEqual(expected)
    }
  })

  it('says what the server said on one short line', () => {
    const { detail } = judgeReply(asked, answer(400, { error: 'bad\n\u0000thing', error_description: 'x'.repeat(900) }))
    expect(detail).toMatch(/^400: bad thing, x+$/)
    expect(detail.length).toBeLessThan(300)
  })
})

describe('driftReport', () => {
  const ours = (clientId: string, more: Partial<DriftClient> = {}): DriftClient => ({
    clientId,
    name: 'Sunny Health',
    company: 'Sunny Inc.',
    standing: 'live',
    remoteId: `r-${clientId}`,
    confirmedAt: null,
    detail: '',
    needsAttention: false,
    leftBehind: 0,
    metadata: { ...wanted, software_id: clientId },
    ...more,
  })
  const theirs = (clientId: string, more = {}) => ({
    ...wanted,
    software_id: clientId,
    client_id: `r-${clientId}`,
    ...more,
  })

  it('is calm when both lists say the same', () => {
    const report = driftReport([ours('a')], [theirs('a'), { client_id: 'own', client_name: 'Their own' }])
    expect(report).toMatchObject({ clients: 1, well: 1, notWell: [], leftBehind: [] })
    expect(report.theirs).toMatchObject({ missing: [], differs: [], doubles: [], unknown: [{ remoteId: 'own' }] })
    expect(isDrift(report)).toBe(false)
    expect(isDrift(driftReport([ours('a')], null))).toBe(false)
  })

  it.each<[string, DriftClient[], object[], string]>([
    ['one of ours is missing', [ours('a')], [], 'missing'],
    ['one says something else', [ours('a')], [theirs('a', { scope: 'openid' })], 'differs'],
    ['one is there twice', [ours('a')], [theirs('a'), theirs('a', { client_id: 'r2' })], 'doubles'],
    ['one that we stopped is there', [ours('a', { standing: 'stopped', remoteId: null })], [theirs('a')], 'doubles'],
  ])('%s', (_name, we, they, member) => {
    const report = driftReport(we, they as Record<string, unknown>[])
    expect(report.theirs).toHaveProperty(`${member}.length`, 1)
    expect(isDrift(report)).toBe(true)
  })

  it('names what is not well without its metadata', () => {
    const [told] = driftReport([ours('a', { needsAttention: true, standing: 'drifted' })], null).notWell
    expect(told).toMatchObject({ clientId: 'a', standing: 'drifted' })
    expect(told).not.toHaveProperty('metadata')
  })
})
