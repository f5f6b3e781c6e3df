/** Grants: what a member's list says of several consents to one app. */
import { describe, expect, it } from 'vitest'
import { accessEnd, grantStatus, type Permission, sharings } from '../../lib/domain/grant.ts'

const day = (n: number) => new Date(Date.UTC(2026, 0, n))

function permission(grantId: string, change: Partial<Permission> = {}): Permission {
  const dates = { since: day(1), until: day(100), lastUsed: null }
  return { grantId, clientId: 'app', patient: 'leo', scopes: ['a'], status: 'active', once: false, ...dates, ...change }
}

const told = (grants: Permission[]) =>
  sharings(grants).map(({ grantId, status, earlier }) => [grantId, status, earlier.map((one) => one.grantId).join(' ')])

describe('the end of what an app can get', () => {
  const offline = ['patient/Patient.rs', 'offline_access']
  const later = (minutes: number) => new Date(day(1).getTime() + minutes * 60_000)
  it.each<[string, string[], Date, Date]>([
    ['is the chosen one when it may come back by itself', offline, day(100), day(100)],
    ['is what a code and a token last when it may not', ['patient/Patient.rs'], day(100), later(61)],
    ['is never after the chosen one', ['patient/Patient.rs'], later(5), later(5)],
  ])('%s', (_name, scopes, expiresAt, end) => {
    expect(accessEnd({ scopes, createdAt: day(1), expiresAt })).toEqual(end)
    expect(grantStatus([], end, new Date(end.getTime() - 1))).toBe('active')
    expect(grantStatus([], end, end)).toBe('ended')
  })
})

describe('sharings', () => {
  it.each<[string, Permission[], string[][]]>([
    ['nothing', [], []],
    ['one consent', [permission('1')], [['1', 'active', '']]],
    ['two of one app and person', [permission('2'), permission('1')], [['2', 'active', '1']]],
    [
      'two people',
      [permission('2', { patient: 'mia' }), permission('1')],
      [
        ['2', 'active', ''],
        ['1', 'active', ''],
      ],
    ],
    [
      'two apps',
      [permission('2', { clientId: 'other' }), permission('1')],
      [
        ['2', 'active', ''],
        ['1', 'active', ''],
      ],
    ],
    ['an older one still runs', [permission('2', { status: 'stopped' }), permission('1')], [['1', 'active', '2']]],
    [
      'none runs',
      [permission('2', { status: 'ended' }), permission('1', { status: 'stopped' })],
      [['2', 'ended', '1']],
    ],
  ])('%s', (_name, grants, expected) => {
    expect(told(grants)).toEqual(expected)
  })

  it('says everything that active consents allow together, and nothing of those that are over', () => {
    const grants = [
      permission('3', { since: day(5), until: day(20), scopes: ['a'] }),
      permission('2', { since: day(4), until: day(60), scopes: ['b', 'a'], lastUsed: day(7) }),
      permission('1', { since: day(1), until: day(90), scopes: ['c'], lastUsed: day(9), status: 'stopped' }),
    ]
    const together = { grantId: '3', since: day(4), until: day(60), lastUsed: day(7), scopes: ['a', 'b'] }
    expect(sharings(grants)).toMatchObject([together])
  })
})
