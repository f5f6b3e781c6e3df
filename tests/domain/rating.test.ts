/** Alerts of the security-rating service: every cell, what opens an episode, whose domain it is, and files by line. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  domainOfAlert,
  opensEpisode,
  parseAlert,
  parseAlerts,
  RATING_COLUMNS,
  SEVERITIES,
  worstFirst,
} from '../../lib/domain/rating.ts'
import {
  badRowsOf,
  checkRatingFile,
  type FileRow,
  parseRatingFile,
  RATING_FILE_MAX,
} from '../../lib/domain/rating-file.ts'
import { domainIndex, monitoredDomain, organizationsOf } from '../../lib/domain/rating-match.ts'

const CELLS = {
  vendor: 'Sunny Health',
  domain: 'sunny.example.com',
  rating: 'C',
  findings: 'Expired certificate',
  severity: 'high',
}

describe('the domain of an alert', () => {
  it.each([
    ['Sunny.Example.COM', 'sunny.example.com'],
    ['example.com.', 'example.com'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
  ])('%s', (text, value) => expect(domainOfAlert(text)).toEqual({ value }))
  it.each([
    ['https://Sunny.example.com/login?x=1', 'Write only the domain: sunny.example.com.'],
    ['http://user:secret@sunny.example.com:8443', 'Write only the domain: sunny.example.com.'],
    ['sunny.example.com:443', 'Write only the domain: sunny.example.com.'],
    ['sunny.example.com/path', 'Write only the domain: sunny.example.com.'],
    ['dana@sunny.example.com', 'Write only the domain: sunny.example.com.'],
    ['mailto:dana@sunny.example.com', 'Write only the domain: sunny.example.com.'],
    ['*.sunny.example.com', 'Write only the domain: sunny.example.com.'],
    ['192.0.2.7', 'Write a domain, not an IP address.'],
    ['', 'Write a domain, like example.com.'],
    ['localhost', 'Write a domain, like example.com.'],
    ['=1+1', 'Write a domain, like example.com.'],
    ['sunny example.com', 'Write a domain, like example.com.'],
    ['-sunny.example.com', 'Write a domain, like example.com.'],
    ['https://', 'Write a domain, like example.com.'],
  ])('%s is refused with what to write', (text, problem) => expect(domainOfAlert(text)).toEqual({ problem }))
  it('comes out canonical, or not at all', () => {
    fc.assert(
      fc.property(fc.oneof(fc.domain(), fc.webUrl(), fc.emailAddress(), fc.string({ unit: 'binary' })), (text) => {
        const checked = domainOfAlert(text)
        if ('problem' in checked) expect(checked.problem).toMatch(/^Write .+\.$/)
        else {
          expect(checked.value).toMatch(/^[a-z0-9.-]+\.[a-z0-9-]+$/)
          expect(domainOfAlert(checked.value)).toEqual(checked)
        }
      }),
    )
  })
})

describe('an alert', () => {
  it.each([
    [{}, { rating: 'C', severity: 'high' }],
    [
      { rating: '6.4', severity: ' CRITICAL ' },
      { rating: '6.4', severity: 'critical' },
    ],
    [{ rating: 'b+' }, { rating: 'B+' }],
    [{ vendor: '=1+1' }, { vendor: '=1+1' }],
    [{ vendor: ' Sunny\n Health ' }, { vendor: 'Sunny Health' }],
    [{ findings: 'one\r\ntwo\u0000' }, { findings: 'one\ntwo' }],
  ])('%j is taken', (change, expected) => {
    expect(parseAlert({ ...CELLS, ...change })).toMatchObject({ alert: { id: null, ...expected } })
  })
  it.each([
    ['vendor', '', 'Write the name of the company.'],
    ['vendor', 'x'.repeat(201), 'Write 200 characters or less.'],
    ['rating', 'excellent', 'Write a letter from A to F, or a number such as 6.4.'],
    ['rating', '', 'Write a letter from A to F, or a number such as 6.4.'],
    ['findings', ' ', 'Write what was found.'],
    ['findings', 'x'.repeat(4001), 'Write 4,000 characters or less.'],
    ['severity', 'urgent', 'Write low, medium, high or critical.'],
  ])('with a wrong %s (%#) is not', (column, value, problem) => {
    expect(parseAlert({ ...CELLS, [column]: value })).toEqual({
      faults: [{ column, value: value.slice(0, 200), problem }],
    })
  })
  it('says everything that is wrong at once', () => {
    const result = parseAlert({ vendor: '', domain: '', rating: '', findings: '', severity: '' })
    expect('faults' in result && result.faults.map(({ column }) => column)).toEqual(RATING_COLUMNS)
  })
  it.each(
    SEVERITIES.flatMap((severity, one) => SEVERITIES.map((opensAt, two) => ({ severity, opensAt, opens: one >= two }))),
  )('$severity opens an episode from $opensAt on: $opens', ({ severity, opensAt, opens }) =>
    expect(opensEpisode({ severity }, opensAt)).toBe(opens),
  )
  it('the worst stands first', () => {
    const order = worstFirst((['low', 'critical', 'medium'] as const).map((severity) => ({ severity })))
    expect(order.map(({ severity }) => severity)).toEqual(['critical', 'medium', 'low'])
  })
})

describe('a message', () => {
  it('is an array of alerts with the service’s own ids, or none', () => {
    const text = JSON.stringify([
      { ...CELLS, id: 'rr-1' },
      { ...CELLS, rating: 5.5 },
    ])
    expect(parseAlerts(text).map(({ id, rating }) => [id, rating])).toEqual([
      ['rr-1', 'C'],
      [null, '5.5'],
    ])
  })
  it.each([
    ['not_json', '{'],
    ['alert', '{}'],
    ['alert', '[]'],
    ['alert', JSON.stringify([CELLS, { ...CELLS, domain: 'https://x.example.com' }])],
    ['alert', JSON.stringify([{ ...CELLS, suspend: true }])],
    ['too_many_alerts', JSON.stringify(Array.from({ length: 1001 }, () => CELLS))],
  ])('%s', (code, text) => expect(() => parseAlerts(text)).toThrow(expect.objectContaining({ code })))
})

const index = domainIndex([
  { organizationId: 'sunny', text: 'https://www.sunny.com/about', proven: false },
  { organizationId: 'sunny', text: 'dana@sunny.com', proven: true },
  { organizationId: 'sunny', text: 'dana@gmail.com', proven: true },
  { organizationId: 'sunny', text: 'com.sunny.app:/callback', proven: true },
  { organizationId: 'sunny', text: 'http://127.0.0.1/callback', proven: true },
  { organizationId: 'prairie', text: 'https://prairie.co.uk/', proven: false },
  { organizationId: 'prairie', text: 'https://login.shared.org/callback', proven: true },
  { organizationId: 'bluestem', text: 'https://bluestem.github.io/', proven: false },
  { organizationId: 'bluestem', text: 'shared.org', proven: false },
])

describe('whose domain it is', () => {
  it.each([
    ['sunny.com', { sunny: true }],
    ['api.sunny.com', { sunny: true }],
    ['notsunny.com', {}],
    ['sunny.com.evil.net', {}],
    ['com', {}],
    ['prairie.co.uk', { prairie: false }],
    ['co.uk', {}],
    ['uk', {}],
    ['gmail.com', {}],
    ['github.io', {}],
    ['bluestem.github.io', { bluestem: false }],
    ['sunny.github.io', {}],
    ['shared.org', { bluestem: false }],
    ['login.shared.org', { bluestem: false, prairie: true }],
  ])('%s', (domain, owners) => expect(Object.fromEntries(organizationsOf(index, domain))).toEqual(owners))
  it.each(['github.com', 'co.uk', 'com.au', 'https://sites.google.com/view/x', 'x@outlook.com', 'com', '10.0.0.1', ''])(
    '%s is nobody’s',
    (text) => expect(monitoredDomain(text)).toBeNull(),
  )
  it('never is one that neither equals a monitored domain nor lies below it', () => {
    const domain = fc
      .array(fc.stringMatching(/^[a-c]{1,2}$/), { minLength: 2, maxLength: 4 })
      .map((labels) => labels.join('.'))
    fc.assert(
      fc.property(fc.array(domain), domain, (monitored, asked) => {
        const facts = monitored.map((text, at) => ({ organizationId: String(at), text, proven: false }))
        const expected = facts
          .filter(({ text }) => monitoredDomain(text) && (asked === text || asked.endsWith(`.${text}`)))
          .map(({ organizationId }) => organizationId)
        expect(new Set(organizationsOf(domainIndex(facts), asked).keys())).toEqual(new Set(expected))
      }),
    )
  })
})

const rowsOf = (...cells: string[][]): FileRow[] => cells.map((one, at) => ({ line: at + 1, cells: one }))
const GOOD = ['Sunny', 'sunny.com', 'C', 'Old TLS', 'high']

describe('a file', () => {
  it('takes the columns in any order, ignores others and blank rows, and knows the line of each fault', () => {
    const file = parseRatingFile(
      rowsOf(
        ['Severity', 'extra', 'findings', 'rating', 'domain', ' Vendor '],
        ['high', 'x', 'Old TLS', 'C', 'sunny.com', 'Sunny'],
        [''],
        ['high', 'x', 'Old TLS', 'Z', 'https://sunny.com', 'Sunny'],
        ['high', 'x', 'Old', ' TLS', 'C', 'sunny.com', 'Sunny'],
        ['high'],
        ['low', '', 'Old TLS', 'C', 'sunny.com', 'Sunny', '', ''],
      ),
    )
    expect(file.alerts.map(({ severity }) => severity)).toEqual(['high', 'low'])
    expect(file.faults.map(({ line, column }) => `${line} ${column}`)).toEqual(['4 domain', '4 rating', '5 ', '6 '])
  })
  it('counts rows that were not taken, not their faults', () => {
    expect(badRowsOf([{ line: 2 }, { line: 2 }, { line: 5 }])).toBe(2)
  })
  it.each([
    ['csv_missing', null],
    ['csv_missing', { name: '', size: 0 }],
    ['csv_missing', { name: 'undefined', size: 0 }],
    ['csv_empty', { name: 'alerts.csv', size: 0 }],
    ['csv_too_large', { name: 'alerts.csv', size: RATING_FILE_MAX + 1 }],
    [null, { name: 'alerts.csv', size: RATING_FILE_MAX }],
    [null, { name: 'blob', size: 1 }],
  ])('before it is read: %s for %j', (code, file) => {
    const check = () => checkRatingFile(file)
    if (code === null) expect(check).not.toThrow()
    else expect(check).toThrow(expect.objectContaining({ code, field: 'file' }))
  })
  it.each<[string, FileRow[], string]>([
    ['csv_empty', [], 'empty'],
    ['csv_empty', rowsOf(['']), 'empty'],
    ['csv_empty', rowsOf([...RATING_COLUMNS]), 'no alerts'],
    ['csv_header', rowsOf(['vendor', 'domain', 'rating']), 'no column findings and severity.'],
    ['csv_header', rowsOf(GOOD), 'no column vendor, domain, rating, findings and severity'],
    ['csv_header', rowsOf([...RATING_COLUMNS, 'Domain'], GOOD), 'names domain twice'],
    ['csv_separator', rowsOf([RATING_COLUMNS.join(';')], [GOOD.join(';')]), 'separated by semicolons'],
    ['csv_separator', rowsOf([RATING_COLUMNS.join('\t')]), 'separated by tabs'],
    ['csv_rows', rowsOf([...RATING_COLUMNS], ...Array.from({ length: 10_001 }, () => GOOD)), 'more than 10,000'],
  ])('%s: %#', (code, rows, message) => {
    const refusal = { code, field: 'file', message: expect.stringContaining(message) }
    expect(() => parseRatingFile(rows)).toThrow(expect.objectContaining(refusal))
  })
})
