/** What a developer does next, and the life of an app in one list. */
import { describe, expect, it } from 'vitest'
import { type AppFacts, isTodo, nextSteps } from '../../lib/domain/app.ts'
import { appHistory } from '../../lib/domain/app-history.ts'
import { addressState, isConfirmed } from '../../lib/domain/contact.ts'
import { invitationState, mustKeepOwner } from '../../lib/domain/membership.ts'
import { organizationDomains } from '../../lib/domain/organization.ts'

const quiet: AppFacts = {
  submission: null,
  production: null,
  secretMissing: false,
  keysMissing: false,
  answersOfAnother: false,
  notYetLive: false,
  termsAccepted: false,
  addressConfirmed: true,
  asking: [],
}
const under = (status: 'submitted' | 'in_review' | 'changes_requested', turn: 'appsec' | 'developer', changes = 0) => ({
  submission: { status, turn, changes },
})
const ended = (status: 'approved' | 'denied' | 'withdrawn' | 'closed') => ({
  submission: { status, turn: 'nobody' as const, changes: 0 },
})

describe('nextSteps', () => {
  it.each<[Partial<AppFacts>, string]>([
    [{}, 'start'],
    [{ submission: { status: 'draft', turn: 'developer', changes: 0 } }, 'continue'],
    [{ ...under('submitted', 'appsec'), addressConfirmed: false }, 'confirm_address'],
    [under('submitted', 'appsec'), 'accept_terms'],
    [{ ...under('in_review', 'developer'), termsAccepted: true }, 'reply'],
    [{ ...under('in_review', 'appsec'), termsAccepted: true }, 'wait'],
    [under('changes_requested', 'developer', 2), 'answer_changes'],
    [ended('denied'), 'apply_again'],
    [ended('withdrawn'), 'apply_again'],
    [ended('closed'), 'apply_again'],
    [{ ...ended('approved'), production: 'live' }, 'done'],
    [{ ...ended('approved'), production: 'live', secretMissing: true }, 'make_secret'],
    [{ ...ended('approved'), production: 'live', secretMissing: true, notYetLive: true }, 'wait_for_live'],
    [{ ...ended('approved'), production: 'live', keysMissing: true, notYetLive: true }, 'give_keys'],
    [{ ...ended('closed'), production: 'live', keysMissing: true }, 'give_keys'],
    [{ ...ended('approved'), production: 'live', secretMissing: true, answersOfAnother: true }, 'own_answers'],
    [{ ...ended('approved'), production: 'live', answersOfAnother: true }, 'own_answers'],
    [{ production: 'live', answersOfAnother: true }, 'own_answers'],
    [{ production: 'live', answersOfAnother: true, keysMissing: true, notYetLive: true }, 'own_answers'],
    [{ ...under('submitted', 'appsec'), termsAccepted: true, production: 'live', answersOfAnother: true }, 'wait'],
    [{ ...ended('withdrawn'), production: 'live', answersOfAnother: true }, 'apply_again'],
    [{ ...ended('approved'), production: 'suspended' }, 'stopped'],
    [{ ...under('submitted', 'appsec'), production: 'removed' }, 'stopped'],
  ])('%j: %s', (facts, step) => expect(nextSteps({ ...quiet, ...facts })).toEqual([step]))
  it.each<[Partial<AppFacts>, string[]]>([
    [{ ...ended('approved'), production: 'live', asking: ['inactive'] }, ['still_in_use', 'done']],
    [
      { ...ended('approved'), production: 'live', asking: ['breach', 'inactive'] },
      ['still_in_use', 'answer_case', 'done'],
    ],
    [{ asking: ['breach'] }, ['answer_case', 'start']],
    [{ ...ended('approved'), production: 'suspended', asking: ['inactive', 'breach'] }, ['stopped', 'answer_case']],
  ])('%j: the open cases first, %j', (facts, steps) => expect(nextSteps({ ...quiet, ...facts })).toEqual(steps))
  it('is the developer’s, but for waiting and being done', () => {
    expect(['start', 'reply', 'stopped', 'still_in_use', 'answer_case'].every((step) => isTodo(step as 'start'))).toBe(
      true,
    )
    expect(isTodo('wait') || isTodo('done')).toBe(false)
  })
})

describe('appHistory', () => {
  it('leaves out what is internal and what is small talk', () => {
    const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 15, minute))
    const event = (kind: 'submitted' | 'note' | 'message' | 'approved', minute: number) => ({
      kind,
      at: at(minute),
      actorKind: 'staff' as const,
      actorId: null,
      human: true,
      data: {},
      publicText: '',
      internalText: 'secret',
      mailId: null,
    })
    const history = appHistory({
      stops: [],
      registeredAt: at(0),
      submissions: [
        {
          id: 's',
          reference: 'C-1',
          createdAt: at(1),
          events: [event('submitted', 2), event('note', 3), event('message', 4), event('approved', 5)],
        },
      ],
      clients: [],
      handovers: [],
    })
    expect(history.map(({ title }) => title)).toEqual([
      'App registered',
      'Questionnaire C-1 started',
      'You submitted the answers (C-1)',
      'Approved (C-1)',
    ])
  })
})

describe('appHistory of an app that changed hands', () => {
  it('tells it in one line, whatever clients there are', () => {
    const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 15, minute))
    const event = (kind: 'created' | 'changed', minute: number) => ({
      ...{ kind, at: at(minute), actorKind: 'staff' as const },
      ...{ criterion: null, publicReason: kind === 'changed' ? 'Both agree.' : '' },
    })
    const client = { id: 'c', name: 'Sunny', environment: 'production' as const }
    const sandbox = { id: 'd', name: 'Try', environment: 'sandbox' as const }
    const history = appHistory({
      stops: [],
      registeredAt: at(0),
      submissions: [],
      clients: [
        { ...client, events: [event('created', 1), event('changed', 2), event('changed', 3)] },
        { ...sandbox, events: [event('created', 1), event('changed', 3)] },
      ],
      handovers: [{ at: at(3), from: 'Sunny Inc.', to: 'Moon Inc.', publicReason: 'Both agree.' }],
    })
    // The company before is not "you" to the one that reads this.
    expect(history[0]).toMatchObject({ title: 'App registered', by: { company: 'Sunny Inc.' } })
    expect(history.slice(-2)).toMatchObject([
      { title: 'Production client changed', by: 'team' },
      { title: 'Handed over by Sunny Inc. to Moon Inc.', by: 'team', text: 'Both agree.' },
    ])
    expect(history).toHaveLength(5)
  })
})

describe('people and addresses', () => {
  const now = new Date('2026-11-23T15:00:00Z')
  const later = new Date('2026-11-24T15:00:00Z')
  it('keeps an owner', () => {
    const people = [
      { personId: 'a', role: 'owner' as const },
      { personId: 'b', role: 'editor' as const },
    ]
    expect(() => mustKeepOwner(people, 'a', 'editor')).toThrow(/needs an owner/)
    expect(() => mustKeepOwner(people, 'a', null)).toThrow(/needs an owner/)
    expect(() => mustKeepOwner(people, 'a', 'owner')).not.toThrow()
    expect(() => mustKeepOwner(people, 'b', null)).not.toThrow()
  })
  it.each([
    [{ expiresAt: later, acceptedAt: null, revokedAt: null }, 'open'],
    [{ expiresAt: now, acceptedAt: null, revokedAt: null }, 'expired'],
    [{ expiresAt: now, acceptedAt: now, revokedAt: null }, 'accepted'],
    [{ expiresAt: later, acceptedAt: null, revokedAt: now }, 'revoked'],
  ])('%j: %s', (invitation, state) => expect(invitationState(invitation, now)).toBe(state))
  it.each([
    [[], false, 'unasked'],
    [[{ requestedAt: now, expiresAt: later, confirmedAt: null }], false, 'asked'],
    [[{ requestedAt: now, expiresAt: now, confirmedAt: null }], false, 'expired'],
    [[{ requestedAt: now, expiresAt: now, confirmedAt: now }], false, 'confirmed'],
    [[], true, 'own'],
  ])('%j, own %s: %s', (requests, own, state) => {
    expect(addressState(requests, own, now)).toBe(state)
    expect(isConfirmed(addressState(requests, own, now))).toBe(state === 'own' || state === 'confirmed')
  })
  it('knows an organization by its own domains, not by free mail', () => {
    expect(
      organizationDomains('https://www.prairie.example/', ['a@gmail.com', 'b@Prairie.example', 'c@x.example']),
    ).toEqual(['prairie.example', 'x.example'])
  })
})
