/** Answers to the findings of a breach: what may stand in one, and what the last word on each finding is. */
import { describe, expect, it } from 'vitest'
import { ALL_FINDINGS, breachAnswer, remediations } from '../../lib/domain/breach.ts'
import type { EpisodeEvent } from '../../lib/domain/episode.ts'

const NOW = new Date('2026-11-24T15:00:00Z')
const answer = (more: Partial<Parameters<typeof breachAnswer>[0]>) =>
  breachAnswer({ finding: 'Old TLS', answer: 'It is ours.', ...more }, NOW, 'Write your answer.')

describe('breachAnswer', () => {
  it('keeps one line of finding, the answer and the days', () => {
    const typed = { finding: '  Old\r\n TLS ', answer: ' Ours.\r\nWe turn it off. ', until: '2026-12-20', done: '' }
    expect(answer(typed)).toEqual({
      publicText: 'Ours.\nWe turn it off.',
      days: { until: '2026-12-20' },
      data: { finding: 'Old TLS', until: '2026-12-20' },
    })
    expect(answer({ finding: ' ' }).data).toEqual({ finding: ALL_FINDINGS })
  })
  it.each<[Parameters<typeof answer>[0], string]>([
    [{ answer: ' ' }, 'answer'],
    [{ answer: 'x'.repeat(4001) }, 'answer'],
    [{ finding: 'x'.repeat(301) }, 'finding'],
    [{ until: '2026-02-30' }, 'until'],
    [{ until: 'soon' }, 'until'],
    [{ done: '2026-11-26' }, 'done'],
  ])('refuses %j beside the field', (typed, field) => {
    expect(() => answer(typed)).toThrow(expect.objectContaining({ field }))
  })
  it('takes a day that has begun anywhere as one that has come', () => {
    expect(answer({ done: '2026-11-25' }).days).toEqual({ done: '2026-11-25' })
  })
})

it('the last answer to each finding counts, and keeps the days that it does not name', () => {
  const event = (publicText: string, data: object): EpisodeEvent => ({
    ...{ kind: 'answer', at: NOW, actorKind: 'developer', actorId: null, human: true, internalText: '' },
    ...{ publicText, data: { ...data } },
  })
  const events = [
    event('Ours.', { finding: 'A', until: '2026-12-20' }),
    event('Not ours.', { finding: 'B' }),
    event('Done.', { finding: 'A', done: '2026-11-23' }),
  ]
  expect(remediations(events)).toEqual([
    { finding: 'A', answer: 'Done.', until: '2026-12-20', done: '2026-11-23' },
    { finding: 'B', answer: 'Not ours.', until: null, done: null },
  ])
})
