/** CSV read back as it was written, whatever stands in it; broken rows cost their own line; others need not wait. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvText, readCsv, utf8Text } from '../../lib/platform/csv.ts'

/** Lone halves of a character cannot stand in UTF-8. */
const inUtf8 = (text: string) => Buffer.from(text).toString()

const read = async (text: string) =>
  (await readCsv(text, 100)).map((row) => [row.line, 'cells' in row ? row.cells.join('|') : row.problem.split('.')[0]])

describe('rows with their lines', () => {
  it.each<[string, string, unknown[]]>([
    [
      'LF',
      'a,b\n1,2\n',
      [
        [1, 'a|b'],
        [2, '1|2'],
      ],
    ],
    [
      'CRLF',
      'a,b\r\n1,2\r\n',
      [
        [1, 'a|b'],
        [2, '1|2'],
      ],
    ],
    [
      'CR',
      'a,b\r1,2',
      [
        [1, 'a|b'],
        [2, '1|2'],
      ],
    ],
    [
      'blank lines',
      'a,b\n\n\n1,2',
      [
        [1, 'a|b'],
        [4, '1|2'],
      ],
    ],
    [
      'quotes',
      'a,"b ""c"", d"\n1,2',
      [
        [1, 'a|b "c", d'],
        [2, '1|2'],
      ],
    ],
    [
      'a cell of several lines',
      'a,"b\r\n\r\nc"\r\n1,2',
      [
        [1, 'a|b\n\nc'],
        [4, '1|2'],
      ],
    ],
    ['formulas', '=1+1,"=2+2"', [[1, '=1+1|=2+2']]],
    [
      'a quote that never closes',
      'a,"b\n1,2\n3,4',
      [
        [1, 'A quote is opened and never closed'],
        [2, '1|2'],
        [3, '3|4'],
      ],
    ],
    [
      'the same with quotes after it',
      'a,"b,c\n"1",2\n"3",4',
      [
        [1, 'A quote is opened and never closed'],
        [2, '1|2'],
        [3, '3|4'],
      ],
    ],
    [
      'a quote inside a cell',
      'a,b"c"\n1,"x"y"z",\n1,2',
      [
        [1, 'A quote stands in the middle of a cell'],
        [2, 'A quote stands in the middle of a cell'],
        [3, '1|2'],
      ],
    ],
    ['nothing', '', []],
  ])('%s', async (_name, text, rows) => expect(await read(text)).toEqual(rows))
  it('reads what csvText wrote, with formulas made text', async () => {
    const cell = fc.string({ unit: 'binary' }).map((text) => text.replace(/\r\n?/g, '\n'))
    await fc.assert(
      fc.asyncProperty(fc.array(fc.record({ a: cell, b: cell }), { maxLength: 20 }), async (given) => {
        const file = utf8Text(new TextEncoder().encode(csvText(['a', 'b'], given).replaceAll('\0', '')))
        const [, ...rows] = await readCsv(file, 100)
        const kept = (text: string) => (/^[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text).replaceAll('\0', '')
        const expected = given.map(({ a, b }) => [inUtf8(kept(a)), inUtf8(kept(b))])
        expect(rows.map((row) => ('cells' in row ? row.cells : row.problem))).toEqual(expected)
      }),
    )
  })
  it('of any text have rising lines and never stop it', async () => {
    const text = fc
      .array(fc.constantFrom('"', ',', '\n', '\r\n', 'a', ' '), { maxLength: 60 })
      .map((parts) => parts.join(''))
    await fc.assert(
      fc.asyncProperty(text, async (file) => {
        const lines = (await readCsv(file, 100)).map(({ line }) => line)
        expect(lines).toEqual([...new Set(lines)].toSorted((a, b) => a - b))
        expect(lines.at(-1) ?? 0).toBeLessThanOrEqual(file.split(/\r\n?|\n/).length)
      }),
    )
  })
  it('lets others work meanwhile', async () => {
    let turns = 0
    const timer = setInterval(() => {
      turns += 1
    }, 1)
    await readCsv(
      Array.from({ length: 10_000 }, (_, at) => `"Vendor ${at}","d${at}.example.com",C,"a, b",high`).join('\n'),
      10_000,
    )
    clearInterval(timer)
    expect(turns).toBeGreaterThan(5)
  })
  it('stops one row after the most', async () => {
    expect(await readCsv('a\n'.repeat(2_000_000), 50)).toHaveLength(51)
  })
})

describe('the text of a file', () => {
  it.each([
    ['Latin-1', [0x63, 0x61, 0x66, 0xe9]],
    ['UTF-16', [0xff, 0xfe, 0x61, 0x00]],
    ['zero bytes', [0x61, 0x00]],
  ])('%s is refused', (_name, bytes) => {
    expect(() => utf8Text(Uint8Array.from(bytes))).toThrow(
      expect.objectContaining({ code: 'csv_encoding', field: 'file' }),
    )
  })
  it('has no byte order mark', () => {
    expect(utf8Text(Uint8Array.from([0xef, 0xbb, 0xbf, 0x61]))).toBe('a')
  })
})
