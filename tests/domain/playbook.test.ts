/** The checklists of at-risk cases: what is due when, what shows it done, and what comes first. */
import { describe, expect, it } from 'vitest'
import { EPISODE_KINDS, type EpisodeEvent, type EpisodeEventKind } from '../../lib/domain/episode.ts'
import { type DeadlineFacts, nextDeadline } from '../../lib/domain/episode-deadline.ts'
import { LADDER_DEFAULTS } from '../../lib/domain/ladder.ts'
import { openBeforeReinstating, PLAYBOOKS, playbook } from '../../lib/domain/playbook.ts'

const START = Date.parse('2026-11-24T15:00:00Z')
const at = (hours: number) => new Date(START + hours * 3_600_000)
const event = (
  kind: EpisodeEventKind,
  hours: number,
  data: Record<string, unknown> = {},
  actorKind: EpisodeEvent['actorKind'] = 'staff',
): EpisodeEvent => ({
  ...{ kind, at: at(hours), data, actorKind, actorId: null, human: true, publicText: '', internalText: '' },
})
/** A breach whose checklist is done. */
const worked = [event('opened', 0), ...PLAYBOOKS.breach.map(({ code }) => event('checked', 1, { item: code }))]
const next = (
  kind: 'malicious' | 'inactive' | 'breach',
  events: EpisodeEvent[],
  evidence = {},
  stoppedAt: Date | null = null,
  facts: Partial<DeadlineFacts> = {},
) =>
  nextDeadline({ kind, evidence }, events, {
    now: at(10),
    ladder: LADDER_DEFAULTS,
    gaps: [],
    live: true,
    stoppedAt,
    ...facts,
  })

describe('playbook', () => {
  it.each(EPISODE_KINDS)('of %s has codes of its own', (kind) => {
    const codes = PLAYBOOKS[kind].map(({ code }) => code)
    expect(new Set(codes).size).toBe(codes.length)
  })
  it('begins an item with its event, and ends it by an event or by a tick', () => {
    const events = [
      event('opened', 0),
      event('checked', 1, { item: 'look' }),
      event('suspended', 2),
      event('told', 2, { audience: 'developer' }),
    ]
    const rows = playbook('malicious', events).map(({ code, dueAt, done }) => [code, dueAt, done !== null])
    expect(rows.slice(0, 5)).toEqual([
      ['look', at(1), true],
      ['suspend', at(2), true],
      ['cirt', at(3), false],
      ['developer', at(3), true],
      ['confirm', at(26), false],
    ])
    expect(playbook('malicious', [event('opened', 0)]).find(({ code }) => code === 'cirt')?.dueAt).toBeNull()
  })
  it('has the mail from an unknown sender only once there is one', () => {
    const codes = (events: EpisodeEvent[]) => playbook('inactive', events).map(({ code }) => code)
    expect(codes([event('opened', 0)])).toEqual(['removal'])
    expect(codes([event('opened', 0), event('paused', 1)])).toEqual(['sender', 'removal'])
    expect(codes([event('opened', 0), event('paused', 1), event('resumed', 2)])).toEqual(['sender', 'removal'])
  })
  it('takes a stop of the whole organization for the suspension while it lasts, and begins what follows', () => {
    const states = (kind: 'malicious' | 'breach', hours: number | null) =>
      playbook(kind, [event('opened', 0)], hours === null ? null : at(hours)).map(({ code, dueAt, stoppedAt }) =>
        [code, stoppedAt ? 'stopped' : dueAt === null ? 'waits' : (dueAt.getTime() - START) / 3_600_000].join(' '),
      )
    expect(states('malicious', 1).slice(0, 5)).toEqual([
      ...['look 1', 'suspend stopped', 'cirt 2', 'developer stopped', 'confirm 25'],
    ])
    // Stopped before the case was opened: what follows is not late from the start.
    expect(states('malicious', -5).slice(2, 3)).toEqual(['cirt 1'])
    expect(states('malicious', null).slice(0, 4)).toEqual(['look 1', 'suspend 2', 'cirt waits', 'developer waits'])
    // Whether secrets are known is a question of its own, whatever the organization was stopped for.
    expect(states('breach', 1)).toContain('tokens 48')
  })
})

describe('openBeforeReinstating', () => {
  const secrets = event('checked', 3, { item: 'secrets' })
  it.each([
    ['malicious', [], 1],
    ['malicious', [event('suspended', 1)], 1],
    ['malicious', [event('suspended', 1), secrets], 0],
    ['malicious', [event('checked', 1, { item: 'look' })], 1],
    ['malicious', [event('closed', 2)], 0],
    ['breach', [], 0],
    ['inactive', [event('suspended', 1)], 0],
  ] as const)('of %s after %j: %i', (kind, events, count) => {
    expect(openBeforeReinstating(kind, [event('opened', 0), ...events])).toHaveLength(count)
  })
})

describe('nextDeadline', () => {
  const dates = {
    flaggedAt: at(0).toISOString(),
    secondMailAt: at(336).toISOString(),
    otherStaffAt: at(720).toISOString(),
    removalAt: at(888).toISOString(),
  }
  it.each<[string, ReturnType<typeof next>, unknown]>([
    ['the earliest open item', next('malicious', [event('opened', 0)]), { what: 'Look at the evidence', at: at(1) }],
    [
      'what a suspension starts',
      next('malicious', [event('opened', 0), event('checked', 0, { item: 'look' }), event('suspended', 1)]),
      { what: 'Tell CIRT', at: at(2) },
    ],
    [
      'not the suspension of a client that stands still with its organization',
      next('malicious', [event('opened', 0), event('checked', 0, { item: 'look' })], {}, at(1)),
      { what: 'Tell CIRT', at: at(2) },
    ],
    ['nothing once closed', next('malicious', [event('opened', 0), event('closed', 1)]), null],
    [
      'the next step of the ladder',
      next('inactive', [event('opened', 0), event('mailed', 0, { step: 'first_mail' })], { dates }),
      { what: 'Second mail', at: at(336) },
    ],
    [
      'what came in and nobody read: mail, and an answer of the developer',
      next('breach', [...worked, event('received', 3, {}, 'sender'), event('answer', 4, {}, 'developer')]),
      { what: 'Read what came in', at: at(51) },
    ],
    [
      'nothing once a colleague acted after it, and for what a colleague wrote',
      next('breach', [...worked, event('received', 3, {}, 'sender'), event('note', 4), event('answer', 5)]),
      null,
    ],
    [
      'the answer that came after the suspension, and no removal any more',
      next('inactive', [event('opened', 0), event('suspended', 1), event('removal_asked', 1), event('response', 2)]),
      { what: 'Somebody answered: reinstate the client', at: at(50) },
    ],
    [
      'the end of a hold, and no step before it',
      next('inactive', [event('opened', 0), event('held', 1, { until: at(500).toISOString() })], { dates }),
      { what: 'The hold ends', at: new Date(at(500).getTime() - 60_000) },
    ],
    [
      'the next step again once a hold was ended, or is over',
      next('inactive', [event('opened', 0), event('held', 1, { until: at(5).toISOString() })], { dates }),
      { what: 'First mail', at: at(0) },
    ],
    [
      'a suspension that keeps its distance to late mails to other people',
      next(
        'inactive',
        (['first_mail', 'second_mail', 'other_staff'] as const).map((step) => event('mailed', 1000, { step })),
        { dates },
      ),
      { what: 'Suspended', at: at(1000 + 7 * 24) },
    ],
    [
      'no step for a client that was suspended for another reason',
      next('inactive', [event('opened', 0), event('mailed', 0, { step: 'first_mail' })], { dates }, null, {
        live: false,
      }),
      null,
    ],
    [
      'a suspension that comes later by the time in which nobody could have seen the app',
      next(
        'inactive',
        (['first_mail', 'second_mail', 'other_staff'] as const).map((step) => event('mailed', 720, { step })),
        { dates },
        null,
        { now: at(900), gaps: [{ from: at(750), to: at(822) }] },
      ),
      { what: 'Suspended', at: at(888 + 72) },
    ],
    [
      'no step of a ladder that waits for a stop of the organization to be lifted',
      next('inactive', [event('opened', 0), event('mailed', 0, { step: 'first_mail' })], { dates }, at(1)),
      null,
    ],
    [
      'no look at the evidence once somebody suspended',
      next('malicious', [event('opened', 0), event('suspended', 0)]),
      { what: 'Tell CIRT', at: at(1) },
    ],
    ['nothing when a case has no dates', next('inactive', [event('opened', 0)]), null],
    [
      'what a colleague must look at before the ladder',
      next('inactive', [event('opened', 0), event('mailed', 0, { step: 'first_mail' }), event('paused', 1)], { dates }),
      { what: 'Read the mail from an unknown sender', at: at(49) },
    ],
  ])('is %s', (_what, found, expected) => expect(found).toEqual(expected))
})
