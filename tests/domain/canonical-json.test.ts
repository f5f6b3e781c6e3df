/** One text for one value: what a digest is made of. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../../lib/domain/canonical-json.ts'

describe('canonical JSON', () => {
  it.each<[unknown, string]>([
    [{ b: 1, a: [true, null, 'x'] }, '{"a":[true,null,"x"],"b":1}'],
    [{ a: undefined, b: null }, '{"b":null}'],
    [[undefined], '[null]'],
    [{ é: 1, z: 2, A: 3, '10': 4, '9': 5 }, '{"10":4,"9":5,"A":3,"z":2,"é":1}'],
    [-0, '0'],
    [1e21, '1e+21'],
    ['\u2028"\\\u0007', '"\u2028\\"\\\\\\u0007"'],
  ])('%j is %s', (value, text) => expect(canonicalJson(value)).toBe(text))

  it.each([[Number.NaN], [Number.POSITIVE_INFINITY], [undefined], [() => 1], [1n], [{ a: Symbol('x') }]])(
    'refuses what JSON cannot say (%#)',
    (value) => expect(() => canonicalJson(value)).toThrow(TypeError),
  )

  it('sorts keys by code unit, as RFC 8785 does', () => {
    const keys = ['\u20ac', '\r', '\ufb33', '1', '\ud83d\ude00', '\u0080', '\u00f6']
    const text = canonicalJson(Object.fromEntries(keys.map((key) => [key, 1])))
    expect(Object.keys(JSON.parse(text)).filter((key) => key !== '1')).toEqual([
      '\r',
      '\u0080',
      '\u00f6',
      '\u20ac',
      '\ud83d\ude00',
      '\ufb33',
    ])
  })

  it('reads back to the same value, and does not depend on the order of keys', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value)
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
        expect(canonicalJson(JSON.parse(text))).toBe(text)
      }),
    )
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse())
        expect(canonicalJson(turned)).toBe(canonicalJson(value))
      }),
    )
  })
})
