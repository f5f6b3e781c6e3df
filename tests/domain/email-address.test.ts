/** The address grammar against header injection, misdirection and oversized input. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { domainOf, isFreeMail, mailboxKey, parseEmailAddress } from '../../lib/domain/email-address.ts'
import { Refusal } from '../../lib/domain/refusal.ts'

const ACCEPTED: [text: string, canonical: string][] = [
  ['ada@example.com', 'ada@example.com'],
  ['  ada@example.com ', 'ada@example.com'],
  ['Ada.Lovelace+work@Sub.Example.COM', 'Ada.Lovelace+work@sub.example.com'],
  ["o'brien@example.org", "o'brien@example.org"],
  ['a_b-c@ex-ample.co.uk', 'a_b-c@ex-ample.co.uk'],
  ['x@xn--bcher-kva.example', 'x@xn--bcher-kva.example'],
  [`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`],
]

const REFUSED = [
  '',
  ' ',
  'ada',
  'ada@',
  '@example.com',
  'ada@example',
  'ada@localhost',
  '"e@attacker.com"@victim.com',
  '"ada"@example.com',
  'e@attacker.com@victim.com',
  'a@b.example\r\nBcc: x@evil.example',
  'a@b.example\r\n',
  'a@b.example\n',
  'a\n@b.example',
  'a@b.example\tx',
  'a@b.example\0',
  'a\uff20b.example',
  'a\ufe6bb.example',
  'e\uff20attacker.com@victim.com',
  'ada@ex\u0430mple.com',
  '\u0430da@example.com',
  'ada@b\u00fccher.example',
  'ada@example\u3002com',
  'ad\u200ba@example.com',
  '\u202eada@example.com',
  '\u212ada@example.com',
  '\ufb01@example.com',
  'ada @example.com',
  'ada@ example.com',
  'ada,bob@example.com',
  'ada@example.com,bob@example.com',
  'ada@example.com;bob@example.com',
  '<ada@example.com>',
  'Ada <ada@example.com>',
  'ada(comment)@example.com',
  'ada@[127.0.0.1]',
  'ada@127.0.0.1',
  'ada@example.123',
  'victim%example.com@relay.example',
  'relay!victim@example.com',
  '.ada@example.com',
  'ada.@example.com',
  'a..da@example.com',
  '-oQ/tmp@example.com',
  'ada@-example.com',
  'ada@example-.com',
  'ada@example..com',
  'ada@.example.com',
  'ada@example.com.',
  'ada@exam_ple.com',
  'ada\\@example.com',
  'ada`id`@example.com',
  `${'a'.repeat(65)}@example.com`,
  `a@${'b'.repeat(64)}.com`,
  `a@${'b.'.repeat(130)}com`,
  `${'a'.repeat(1_000_000)}@example.com`,
  `a@${'a'.repeat(1_000_000)}`,
  '@'.repeat(100_000),
]

test.each(ACCEPTED)('%j is read as %j', (text, canonical) => {
  expect(parseEmailAddress(text)).toBe(canonical)
})

test('every attack and every slip is refused, at once, with the field named', () => {
  for (const text of REFUSED) {
    let refusal: unknown
    try {
      parseEmailAddress(text, 'backupEmail')
    } catch (error) {
      refusal = error
    }
    expect(refusal, JSON.stringify(text.slice(0, 80))).toBeInstanceOf(Refusal)
    expect([(refusal as Refusal).code, (refusal as Refusal).field]).toEqual(['email_invalid', 'backupEmail'])
  }
})

test('property: whatever is accepted is one plain ASCII address that reads back as itself', () => {
  const texts = fc.oneof(
    fc.string(),
    fc.emailAddress(),
    fc.string({ unit: 'grapheme' }).map((s) => `a${s}@b.example`),
  )
  fc.assert(
    fc.property(texts, (text) => {
      let address: string
      try {
        address = parseEmailAddress(text)
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal)
        return
      }
      expect(address).toMatch(/^[!-~]+@[a-z0-9.-]+$/)
      expect(address.split('@')).toHaveLength(2)
      expect(parseEmailAddress(address)).toBe(address)
      expect(text.trim().toLowerCase()).toBe(address.toLowerCase())
    }),
    { numRuns: 500 },
  )
})

test('domain, mailbox and free mail', () => {
  expect(domainOf('ada@example.com')).toBe('example.com')
  expect(mailboxKey('Ada@example.com')).toBe(mailboxKey('ada@example.com'))
  expect([isFreeMail('ada@gmail.com'), isFreeMail('ada@gmail.com.example.com')]).toEqual([true, false])
})
