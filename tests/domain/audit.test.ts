/** The audit chain: any change, gap, swap or cut is found at the first bad row. */
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AuditFacts, auditPayload, CHAIN_START, chainVerdict, headFault } from '../../lib/domain/audit.ts'
import { canonicalJson } from '../../lib/domain/canonical-json.ts'

const sha = (text: string) => createHash('sha256').update(text).digest('hex')

function chain(acts: string[]) {
  const rows: (AuditFacts & { digest: string })[] = []
  for (const [index, act] of acts.entries()) {
    const facts: AuditFacts = {
      chain: 'portal',
      seq: index + 1,
      at: new Date(1_700_000_000_000 + index),
      actorKind: 'developer',
      actorId: 'a',
      act,
      noun: 'app',
      nounId: 'x',
      organizationId: null,
      data: { index },
      previousDigest: rows.at(-1)?.digest ?? '',
    }
    rows.push({ ...facts, digest: sha(auditPayload(facts)) })
  }
  return rows
}

describe('canonicalJson', () => {
  it('sorts keys at every depth and leaves undefined out', () => {
    expect(canonicalJson({ b: [{ z: 1, a: null }], a: 'é\n', c: undefined })).toBe(
      '{"a":"é\\n","b":[{"a":null,"z":1}]}',
    )
  })
  it('gives the same text for the same value, whatever the order of keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse())
        expect(canonicalJson(reversed)).toBe(canonicalJson(value))
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })
  it.each([[Number.NaN], [Number.POSITIVE_INFINITY], [() => 1], [1n]])('refuses %s', (value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError)
  })
})

describe('chainVerdict', () => {
  const acts = ['one', 'two', 'three', 'four']
  it('walks a good chain, also in pieces', () => {
    const rows = chain(acts)
    const half = chainVerdict(CHAIN_START, rows.slice(0, 2), sha)
    expect(half).toEqual({ seq: 2, digest: rows[1]?.digest })
    if ('fault' in half) throw new Error('no')
    const end = chainVerdict(half, rows.slice(2), sha)
    expect(end).toEqual({ seq: 4, digest: rows[3]?.digest })
  })
  it.each([
    [
      'a changed word',
      (rows: ReturnType<typeof chain>) => Object.assign(rows[1] ?? {}, { act: 'other' }),
      { seq: 2, fault: 'digest' },
    ],
    ['a missing row', (rows: ReturnType<typeof chain>) => rows.splice(2, 1), { seq: 3, fault: 'gap' }],
    [
      'a rewritten row with its own digest',
      (rows: ReturnType<typeof chain>) => {
        const row = rows[1]
        if (!row) return
        row.act = 'other'
        row.digest = sha(auditPayload(row))
      },
      { seq: 3, fault: 'link' },
    ],
  ])('finds %s', (_what, spoil, fault) => {
    const rows = chain(acts)
    spoil(rows)
    expect(chainVerdict(CHAIN_START, rows, sha)).toEqual(fault)
  })
  it('finds rows cut off at the end by the head', () => {
    const rows = chain(acts)
    const last = rows.at(-1)
    const end = chainVerdict(CHAIN_START, rows.slice(0, 3), sha)
    if ('fault' in end || !last) throw new Error('no')
    expect(headFault(end, last)).toEqual({ seq: 4, fault: 'head' })
    expect(headFault(last, last)).toBeNull()
  })
})
