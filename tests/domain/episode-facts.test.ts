/** An episode's evidence in words: labels, dates for the reader, codes that nobody has to know. */
import { describe, expect, it } from 'vitest'
import { episodeFacts } from '../../lib/domain/episode-facts.ts'

const when = (at: Date) => `day ${at.getUTCDate()}`

const CASES: [title: string, facts: Record<string, unknown>, rows: [label: string, text: string][]][] = [
  [
    'inactive, with the dates that were promised, in the order of time',
    {
      dates: {
        removalAt: '2026-12-10T15:00:00.000Z',
        flaggedAt: '2026-11-02T15:00:00.000Z',
        otherStaffAt: '2026-12-03T15:00:00.000Z',
        secondMailAt: '2026-11-16T15:00:00.000Z',
      },
      everUsed: true,
      lastActivityAt: '2026-09-01T10:00:00.000Z',
    },
    [
      ['Last activity', 'day 1'],
      ['First mail', 'day 2'],
      ['Second mail', 'day 16'],
      ['Mail to other people', 'day 3'],
      ['Suspension, and the question to a lead', 'day 10'],
    ],
  ],
  [
    'never used: the date is that of the approval',
    { lastActivityAt: '2026-09-01T10:00:00.000Z', everUsed: false },
    [['Approved, and never used since', 'day 1']],
  ],
  [
    'a signal of an attack',
    { seen: '2026-11-20T01:02:03Z', source: 'signal', signal: 'msg_1', attack: 'password_spraying' },
    [
      ['What was seen', 'Password spraying'],
      ['Seen', 'day 20'],
      ['Reported by', 'The gateway, by a signed signal'],
      ['Number of the signal', 'msg_1'],
    ],
  ],
  [
    'a step of the ladder',
    { step: 'other_staff', audience: 'others', recipients: 3 },
    [
      ['Step', 'Mail to other people'],
      ['To', 'The other people of the organization'],
      ['Recipients', '3'],
    ],
  ],
  [
    'an alert of the security-rating service',
    { source: 'rating', service: 'RiskRecon', domain: 'sunny.com', rating: 'D', severity: 'critical', alerts: 3 },
    [
      ['Reported by', 'The security-rating service'],
      ['Service', 'RiskRecon'],
      ['Domain', 'sunny.com'],
      ['Severity', 'Critical'],
      ['Rating', 'D'],
      ['Alerts', '3'],
    ],
  ],
  [
    'an answer, with its days, and without what only a program needs',
    { once: 'x', inboundMailId: 'y', until: '2026-12-20', finding: 'Old TLS', done: '2026-12-01' },
    [
      ['Finding', 'Old TLS'],
      ['Put right by', 'December 20, 2026'],
      ['Put right on', 'December 1, 2026'],
    ],
  ],
  ['a hold', { until: '2026-11-20T01:02:03Z' }, [['Until', 'day 20']]],
  ['a ground', { criterion: 'malicious_traffic' }, [['Ground', 'Active malicious traffic']]],
  [
    'what has no row of its own',
    {
      ratingBefore: 71234,
      places: ['a.example', 'b.example'],
      source_kind: 'file',
      sure: true,
      empty: '',
      none: null,
    },
    [
      ['Rating before', '71,234'],
      ['Places', 'a.example, b.example'],
      ['Source kind', 'file'],
      ['Sure', 'Yes'],
    ],
  ],
  ['nothing', {}, []],
]

describe('episodeFacts', () => {
  it.each(CASES)('%s', (_title, facts, rows) => {
    expect(episodeFacts(facts, when).map(({ label, text }) => [label, text])).toEqual(rows)
  })

  it('gives each row a name of its own', () => {
    const names = episodeFacts({ at: 1, dates: { at: 2 }, more: { at: 3 } }, when).map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
  })
})
