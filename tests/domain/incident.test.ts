/** Incident reports: when a company found out, and whether its report came in time. */
import { describe, expect, it } from 'vitest'
import { discoveredAt, incidentInput, incidentInputAt, incidentTitle, noticeTime } from '../../lib/domain/incident.ts'

const NOW = new Date('2026-11-24T15:00:00Z')
const ZONE = 'America/Chicago'
const at = (date: string, time = '') => discoveredAt({ date, time }, ZONE, NOW).toISOString()

describe('when a company found out', () => {
  it.each([
    ['2026-11-24', '08:59', '2026-11-24T14:59:00.000Z'],
    ['2026-11-24', '8:59', '2026-11-24T14:59:00.000Z'],
    ['2026-11-23', '', '2026-11-23T06:00:00.000Z'],
    ['2026-11-23', '14:30', '2026-11-23T20:30:00.000Z'],
    ...['2:30 pm', '2:30 p.m.', '2:30PM', '02:30 P. M.', '2:30\u202fp.m.'].map((time) => [
      '2026-11-23',
      time,
      '2026-11-23T20:30:00.000Z',
    ]),
    ['2026-11-23', '9 am', '2026-11-23T15:00:00.000Z'],
    ['2026-11-23', '12:05 a.m.', '2026-11-23T06:05:00.000Z'],
    ['2026-11-23', '12:05 p.m.', '2026-11-23T18:05:00.000Z'],
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
    ['2026-11-24', '9', 'time'],
    ['2026-11-24', '0:30 am', 'time'],
    ['2026-11-24', '13:30 pm', 'time'],
    ['2026-11-24', '8:5', 'time'],
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
  const at = incidentInputAt(ZONE, NOW)
  expect(at.safeParse({ ...given, time: '8:30 a.m.' }).success).toBe(true)
  const together = (more: object) => at.safeParse({ ...given, members: '', ...more }).error?.issues
  expect(together({ date: '2099-01-01', kind: '' })).toMatchObject([
    { path: ['kind'] },
    { path: ['members'] },
    { path: ['date'], message: 'This is in the future. Enter when you found out.' },
  ])
  expect(together({ time: '23:59' })).toMatchObject([{ path: ['members'] }, { path: ['time'] }])
  expect(together({ date: undefined })).toMatchObject([{ path: ['date'] }, { path: ['members'] }, { path: ['date'] }])
  expect(incidentTitle('device')).toMatch(/lost or stolen/)
})
