/** Incident reports: when a company found out, and whether its report came in time. */
import { describe, expect, it } from 'vitest'
import { discoveredAt, incidentInput, incidentTitle, noticeTime } from '../../lib/domain/incident.ts'

const NOW = new Date('2026-11-24T15:00:00Z')
const ZONE = 'America/Chicago'
const at = (date: string, time = '') => discoveredAt({ date, time }, ZONE, NOW).toISOString()

describe('when a company found out', () => {
  it.each([
    ['2026-11-24', '08:59', '2026-11-24T14:59:00.000Z'],
    ['2026-11-24', '8:59', '2026-11-24T14:59:00.000Z'],
    ['2026-11-23', '', '2026-11-23T06:00:00.000Z'],
    // The clocks go back on 1 November and forward on 8 March: an hour that does not exist is the later one.
    ['2026-11-01', '01:30', '2026-11-01T06:30:00.000Z'],
    ['2026-03-08', '02:30', '2026-03-08T08:30:00.000Z'],
    ['2024-02-29', '12:00', '2024-02-29T18:00:00.000Z'],
  ])('%s %s is %s', (date, time, instant) => {
    expect(at(date, time)).toBe(instant)
  })
  it.each([
    ['', '', 'date'],
    ['24.11.2026', '', 'date'],
    ['2026-02-30', '', 'date'],
    ['2026-13-01', '', 'date'],
    ['=1+1', '', 'date'],
    ['2026-11-24', '9 am', 'time'],
    ['2026-11-24', '24:00', 'time'],
    ['2026-11-24', '09:01', 'time'],
    ['2026-11-25', '', 'date'],
    ['2020-01-01', '', 'date'],
  ])('%s %s is refused beside %s', (date, time, field) => {
    expect(() => at(date, time)).toThrow(expect.objectContaining({ field }))
  })
})

it.each([
  ['2026-11-24T14:00:00Z', 1, false],
  ['2026-11-23T15:00:00Z', 24, false],
  ['2026-11-23T14:59:59Z', 24, true],
  ['2026-11-20T15:00:00Z', 96, true],
])('found out at %s and told now, that is %i hours; late: %s', (discovered, hours, late) => {
  expect(noticeTime(new Date(discovered), NOW)).toEqual({ hours, late })
})

it('keeps text that looks like code as text, and names what is missing', () => {
  const given = {
    ...{ organizationId: 'o', once: 'x', kind: 'access', date: '2026-11-24', tokens: 'yes', contained: 'no' },
    description: ' <script>=1+1\u0000\r\nsecond ',
    members: 'about 40',
  }
  expect(incidentInput.parse(given)).toMatchObject({ description: '<script>=1+1\nsecond', clientId: '', time: '' })
  const faults = incidentInput.safeParse({ ...given, kind: '', description: ' ', members: 'x'.repeat(201) })
  expect(faults.error?.issues.map(({ path }) => path[0])).toEqual(['kind', 'description', 'members'])
  expect(incidentTitle('device')).toMatch(/lost or stolen/)
})
