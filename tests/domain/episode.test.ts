/** What state an at-risk episode is in, and what a developer may read of it. */
import { describe, expect, test } from 'vitest'
import {
  type EpisodeEvent,
  type EpisodeEventKind,
  episodeReference,
  episodeStatus,
  publicEpisodeEvents,
} from '../../lib/domain/episode.ts'

const NOW = new Date('2026-11-23T15:00:00Z')

const event = (kind: EpisodeEventKind, data: Record<string, unknown> = {}): EpisodeEvent => ({
  kind,
  at: NOW,
  actorKind: 'staff',
  actorId: null,
  human: true,
  data,
  publicText: 'public',
  internalText: 'internal',
})

const later = '2026-11-24T15:00:00Z'
const earlier = '2026-11-22T15:00:00Z'

describe('episodeStatus', () => {
  test.each<[EpisodeEvent[], string]>([
    [[event('opened')], 'open'],
    [[event('opened'), event('note')], 'open'],
    [[event('opened'), event('paused')], 'paused'],
    [[event('opened'), event('paused'), event('resumed')], 'open'],
    [[event('opened'), event('held', { until: later })], 'held'],
    [[event('opened'), event('held', { until: earlier })], 'open'],
    [[event('opened'), event('held', { until: later }), event('released')], 'open'],
    [[event('opened'), event('paused'), event('held', { until: later })], 'held'],
    [[event('opened'), event('paused'), event('held', { until: earlier })], 'paused'],
    [[event('opened'), event('closed')], 'closed'],
    [[event('opened'), event('closed'), event('note')], 'closed'],
  ])('of %# is %s', (events, status) => {
    expect(episodeStatus(events, NOW)).toBe(status)
  })
})

test('a developer reads no note, no evidence, no playbook and no internal word', () => {
  const all = publicEpisodeEvents([event('opened'), event('note'), event('evidence'), event('checked'), event('told')])
  expect(all.map(({ kind }) => kind)).toEqual(['opened'])
  expect(JSON.stringify(all)).not.toContain('internal text')
  expect(all[0]?.internalText).toBe('')
})

test('the reference of a case starts with E', () => {
  expect(episodeReference('0123456789ab')).toMatch(/^E-[2-9A-HJ-NP-Z]{6}$/)
})
