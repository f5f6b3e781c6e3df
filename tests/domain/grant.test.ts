/** Grants: what a member's list says of several consents to one app. */
import { describe, expect, it } from 'vitest'
import { type Permission, sharings } from '../../lib/domain/grant.ts'

const day = (n: number) => new Date(Date.UTC(2026, 0, n))

function permission(grantId: string, change: Partial<Permission> = {}): Permission {
  const dates = { since: day(1), until: day(100), lastUsed: null }
  return { grantId, clientId: 'app', patient: 'leo', scopes: ['a'], status: 'active', ...dates, ...change }
}

const told = (grants: Permission[]) =>
  sharings(grants).map(({ grantId, status, earlier }) => [grantId, status, earlier.map((one) => one.grantId).join(' ')])

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
