/** App names: what is refused, and what counts as the same name. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldAppName, parseAppName, refuseLookAlike } from '../../lib/domain/app-name.ts'

describe('parseAppName', () => {
  it.each([
    ['  Sunflower   Health ', 'Sunflower Health'],
    ['Ｓｕｎ', 'Sun'],
    ['Café Santé', 'Café Santé'],
    ['健康アプリ', '健康アプリ'],
    ['Здоровье', 'Здоровье'],
    ['My Health 2', 'My Health 2'],
    ['Sunflower® + Co', 'Sunflower® + Co'],
    ['<script>alert(1)</script>', '<script>alert(1)</script>'],
  ])('%j becomes %j', (text, name) => expect(parseAppName(text)).toBe(name))

  it.each([
    ['nothing', '   '],
    ['61 letters', 'a'.repeat(61)],
    ['two megabytes', 'a'.repeat(2_000_000)],
    ['a zero-width space', 'Sun\u200bflower'],
    ['a right-to-left override', 'Sun\u202eflower'],
    ['a line break', 'Sun\nflower'],
    ['a Cyrillic letter in a Latin name', 'Sunflоwer'],
    ['a Greek letter in a Latin name', 'Sunflοwer'],
    ['signs alone', '!!!'],
    ['a tick', 'Sunflower ✔ Verified'],
    ['a green tick', 'Sunflower ✅'],
    ['stars', '★★★★★ Sunflower'],
    ['a square root for a tick', 'Sunflower √'],
  ])('refuses %s', (_what, text) => expect(() => parseAppName(text)).toThrow())

  it('is stable: a parsed name parses to itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (text) => {
        let name: string
        try {
          name = parseAppName(text)
        } catch {
          return
        }
        expect(parseAppName(name)).toBe(name)
      }),
    )
  })
})

describe('foldAppName', () => {
  it.each([
    ['Sunflower Health', 'SUNFLOWER-HEALTH'],
    ['Sunflower', 'Sunf1ower'],
    ['Sunflower', 'Sünflöwer'],
    ['Modern', 'Modem'],
    ['Сосо', 'Coco'],
    ['Vvalk', 'Walk'],
    ['Health 0', 'Healtho'],
    ['Hea!th', 'Health'],
    ['Health!', 'Health'],
    ['Health | Now!', 'Health Now'],
  ])('%s and %s are the same', (a, b) => expect(foldAppName(a)).toBe(foldAppName(b)))
  it.each([
    ['Sunflower', 'Sunflowers'],
    ['Prairie', 'Wheatfield'],
  ])('%s and %s are not', (a, b) => expect(foldAppName(a)).not.toBe(foldAppName(b)))
})

describe('refuseLookAlike', () => {
  const payer = ['Blue Cross and Blue Shield of Kansas', 'BCBSKS']
  it.each([
    'BCBSKS',
    'bcbs-ks',
    '8CB5KS',
    'MyBCBSKS',
    'BCBSKS App',
    'BCBSKS Mobile',
    'Official BCBSKS',
    'B C B S K S Rewards',
    'Blue Cross and Blue Shield of Kansas',
    'Blue Cross Blue Shield of Kansas Rewards',
  ])('refuses the payer: %s', (name) => {
    expect(() => refuseLookAlike(name, [], payer)).toThrow(/plan itself/)
  })
  it('refuses a live app and lets others be', () => {
    expect(() => refuseLookAlike('Sunf1ower', [foldAppName('Sunflower')], payer)).toThrow(/here already/)
    expect(() => refuseLookAlike('Blue Sky Health', [foldAppName('Sunflower')], payer)).not.toThrow()
  })
})
