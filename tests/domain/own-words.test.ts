/** A company's own words stand on the page where members decide: one line of plain text, without links or tricks. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { address, OWN_WORDS_LENGTH, ownName, ownNames, ownWords } from '../../lib/domain/label/own-words.ts'

describe('own words', () => {
  it.each([
    ['  Settings,\n then\tDisconnect ', 'Settings, then Disconnect'],
    ['Read https://evil.example/a?b=c now', 'Read now'],
    ['Go to www.evil.example/x or evil.com/path, please', 'Go to or please'],
    ['mail mailto:a@b.example today', 'mail today'],
    ['javascript://%0aalert(1) hi', 'hi'],
    ['Fine.” Your plan tested this app. “Really', 'Fine.’ Your plan tested this app. ’Really'],
    ['He said "yes" and «no»', 'He said ’yes’ and ’no’'],
    ['\u202eevil\u202c \u200bhidden\ufeff', 'evil hidden'],
    ['<b>bold</b> {app} [link](x)', '<b>bold</b> {app} [link](x)'],
    ['El niño comió 3.5 kg', 'El niño comió 3.5 kg'],
    ['✅ Safe ✔ and ★★★★★, 3 × faster™', 'Safe and , 3 × faster™'],
    ['https://only.example', ''],
    ['…!?', ''],
    [42, ''],
    [null, ''],
  ])('%j reads %j', (typed, shown) => expect(ownWords(typed)).toBe(shown))

  it('are cut at 280 characters, between characters', () => {
    const text = ownWords('👩‍👧 a'.repeat(400))
    expect([...text].length).toBeLessThanOrEqual(OWN_WORDS_LENGTH)
    expect(text.endsWith('…')).toBe(true)
    expect(text).not.toMatch(/\p{Cs}/u)
  })

  it('are safe whatever is typed', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), fc.webUrl()), (typed) => {
        const text = ownWords(typed)
        expect([...text].length).toBeLessThanOrEqual(OWN_WORDS_LENGTH)
        expect(text).not.toMatch(/[\p{Cc}\p{Cf}"“”«»]|:\/\//u)
        expect(text).toBe(text.trim())
      }),
    )
  })
})

describe('names', () => {
  it.each([
    ['Booking.com', 'Booking.com'],
    ['Sunny.io, Inc.', 'Sunny.io, Inc.'],
    ['https://tracker.example', 'tracker.example'],
    ['The “Best” Co', 'The ’Best’ Co'],
    ['***', ''],
    ['✔ Sunny ✅', 'Sunny'],
  ])('%j stays %j', (typed, shown) => expect(ownName(typed)).toBe(shown))

  it('each stand once, and none is left out', () => {
    expect(ownNames(['A', 'a.com', 'A', '', null, ' A '])).toEqual(['A', 'a.com'])
  })

  it('addresses hold no space and no quotation mark', () => {
    expect(address(' https://a.example/x "y" ')).toBe('https://a.example/xy')
    expect(address(undefined)).toBe('')
  })
})
