/** Notices beside published answers: taken back, lapsed, could not be confirmed, found by a reviewer, old. */
import { describe, expect, it } from 'vitest'
import type { Answers } from '../../lib/domain/edition.ts'
import { type AnswerNews, answerNews, type LabelNotice, lapsedNotices, nextNotices } from '../../lib/domain/label.ts'
import { currentEdition, questionsOf } from '../../lib/domain/questionnaire.ts'
import { CALM, draw, texts } from '../support/label.ts'

const edition = currentEdition()

describe('news since a member agreed', () => {
  const day = (n: number) => new Date(Date.UTC(2026, 11, n))
  const note = (kind: LabelNotice['kind'], n: number, lifts?: 'finding'): LabelNotice => ({
    ...{ kind, questionId: 'policy.url', at: day(n) },
    ...(lifts ? { lifts } : {}),
  })
  const AGREED = 10
  it.each<[string, LabelNotice[], LabelNotice[] | 'same', AnswerNews[]]>([
    ['nothing', [], 'same', []],
    ['what was found before', [note('finding', 9)], 'same', []],
    ['found afterwards', [note('finding', 11)], 'same', ['doubted']],
    ['not confirmed afterwards', [note('could_not_confirm', 11)], 'same', ['doubted']],
    ['found and lifted afterwards', [note('finding', 11), note('lifted', 12, 'finding')], 'same', []],
    [
      'read, lifted and found again',
      [note('finding', 9), note('lifted', 11, 'finding'), note('finding', 12)],
      'same',
      [],
    ],
    ['answers that are only old', [note('lapsed', 11)], 'same', []],
    ['new answers', [], [], ['answered']],
    ['new answers with what was found before', [note('finding', 9)], [note('finding', 9)], ['answered']],
    ['one taken back, signed before the yes', [], [note('withdrawn', 8)], ['answered', 'takenBack']],
    ['new answers that were doubted', [], [note('finding', 9)], ['answered', 'doubted']],
  ])('%s', (_name, agreed, now, news) => {
    const then = { attestationId: 'first', notices: agreed }
    const current = now === 'same' ? then : { attestationId: 'second', notices: now }
    expect(answerNews(then, day(AGREED), current)).toEqual(news)
  })
  it('none where nothing is published; answers, where nothing was', () => {
    expect(answerNews(null, day(AGREED), null)).toEqual([])
    expect(answerNews(null, day(AGREED), { attestationId: 'first', notices: [] })).toEqual(['answered'])
  })
})

describe('notices', () => {
  const at = new Date('2026-12-05T18:00:00Z')
  const one = (kind: LabelNotice['kind'], questionId: string): LabelNotice => ({ kind, questionId, at })

  it('an answer taken back says so, keeps what it said, and counts as no answer', () => {
    const label = draw(CALM, { notices: [one('withdrawn', 'sell.identified')] })
    expect(label.rows[2]?.sentences[0]).toEqual({
      tone: 'no_answer',
      text: 'The company took back this answer on December 5, 2026. Before, it said: The company says it does not sell data that shows who you are.',
    })
    expect(label.unanswered.count).toBe(1)
  })

  it('dates are those of the payer’s own place, as on the rest of the page', () => {
    const evening = new Date('2026-12-01T03:00:00Z')
    const notices = (kind: LabelNotice['kind']) => [{ ...one(kind, 'sell.identified'), at: evening }]
    const first = (kind: LabelNotice['kind']) =>
      draw(CALM, { notices: notices(kind), zone: 'America/Chicago' })
        .rows[2]?.sentences.map(({ text }) => text)
        .join(' ')
    expect(first('withdrawn')).toContain('on November 30, 2026.')
    expect(first('lapsed')).toContain('It last answered this in November 2026.')
    const old = draw(CALM, { lastAnsweredAt: evening, now: new Date('2028-01-01T00:00:00Z'), zone: 'America/Chicago' })
    expect(texts(old, 'promises').join(' ')).toContain('last answered in November 2026.')
  })

  it('an answer that is gone from the new ones says what it said before', () => {
    const { 'sell.identified': before, ...rest } = CALM
    const label = draw(rest, { notices: [{ ...one('withdrawn', 'sell.identified'), before }] })
    expect(label.rows[2]?.sentences[0]).toEqual({
      tone: 'no_answer',
      text: 'The company took back this answer on December 5, 2026. Before, it said: The company says it does not sell data that shows who you are.',
    })
    expect(label.unanswered.count).toBe(1)
  })

  it('taking back an alert does not soften it', () => {
    const label = draw({ ...CALM, 'sell.identified': 'yes' }, { notices: [one('withdrawn', 'sell.identified')] })
    expect(label.alerts).toEqual([expect.stringContaining('took back this answer')])
    expect(label.state).toBe('answered_with_things_to_know')
  })

  it('all answers taken back: it did not answer', () => {
    const notices = questionsOf(edition).map(({ id }) => one('withdrawn', id))
    expect(draw(CALM, { notices }).state).toBe('did_not_answer')
  })

  it('a lapsed answer keeps its text and tone, with when it was last given', () => {
    const label = draw(CALM, { notices: [one('lapsed', 'store.where')] })
    expect(label.rows[7]?.sentences).toContainEqual({
      tone: 'good',
      text: 'The company says it does not keep your data. It last answered this in December 2026.',
    })
  })

  it('an answer that could not be confirmed is an alert and stands beside what the company said', () => {
    const label = draw(CALM, { notices: [one('could_not_confirm', 'sell.identified')] })
    expect(label.alerts).toEqual([
      'We could not confirm this answer. The company told us: The company says it does not sell data that shows who you are.',
    ])
  })

  it('only a recorded finding says that the maker or the policy page could not be found', () => {
    const plain = draw(CALM)
    expect(plain.alerts).toEqual([])
    const notices = [one('finding', 'policy.url'), one('finding', 'org.identity')]
    expect(draw(CALM, { notices }).alerts).toEqual([
      'We could not confirm who makes Sunny Days.',
      'We could not find a public privacy policy for this app.',
    ])
    expect(draw({}, { notices }).alerts).toHaveLength(2)
  })

  it('a blank stays a blank under any notice but a finding', () => {
    for (const kind of ['withdrawn', 'lapsed', 'could_not_confirm'] as const) {
      expect(texts(draw({}, { notices: [one(kind, 'use.ai')] }), 'other-uses')).toEqual(texts(draw({}), 'other-uses'))
    }
  })

  it.each([
    ['2026-11-20', '2027-11-20', false],
    ['2026-11-20', '2027-11-22', true],
  ])('signed %s, read %s: old is %s', (signed, read, old) => {
    const times = { lastAnsweredAt: new Date(`${signed}T12:00:00Z`), now: new Date(`${read}T12:00:00Z`) }
    const text = 'These answers are more than one year old. The company last answered in November 2026.'
    expect(texts(draw(CALM, times), 'promises').includes(text)).toBe(old)
  })

  it('says that the company signed, the day, and the title in its words, never a name', () => {
    const label = draw(CALM)
    expect(texts(label, 'promises')).toContain(
      'The company signed these answers on November 20, 2026. We have not tested them. It gave the signer’s title as “Chief privacy officer”.',
    )
    expect(JSON.stringify(label)).not.toContain('Gómez')
  })
})

describe('nextNotices', () => {
  const early = new Date('2026-06-01T12:00:00Z')
  const signedAt = new Date('2026-12-05T18:00:00Z')
  const of = (kind: LabelNotice['kind'], change: object = {}): LabelNotice => {
    return { kind, questionId: 'sell.identified', at: early, ...change }
  }
  const taken = of('withdrawn', { at: signedAt, before: 'no' })
  const [no, yes, blank] = [CALM, { ...CALM, 'sell.identified': 'yes' }, { ...CALM, 'sell.identified': null }]

  it.each<[string, Answers, LabelNotice[], Answers, LabelNotice[], LabelNotice[]]>([
    ['the same answers', no, [], no, [], []],
    ['another answer', no, [], yes, [], []],
    ['an answer taken back', no, [], blank, [], [taken]],
    ['an answer taken back that could not be confirmed', no, [of('could_not_confirm')], blank, [], [taken]],
    [
      'a blank stays taken back',
      blank,
      [of('withdrawn', { before: 'no' })],
      blank,
      [],
      [of('withdrawn', { before: 'no' })],
    ],
    ['a blank is filled again', blank, [of('withdrawn', { before: 'no' })], no, [], []],
    ['an unchanged answer stays unconfirmed', no, [of('could_not_confirm')], no, [], [of('could_not_confirm')]],
    ['a changed answer is new', no, [of('could_not_confirm')], yes, [], []],
    ['a finding stays, even beside a blank', blank, [of('finding')], blank, [], [of('finding')]],
    [
      'what was found now counts once',
      no,
      [of('could_not_confirm')],
      no,
      [of('could_not_confirm', { at: signedAt })],
      [of('could_not_confirm', { at: signedAt })],
    ],
    [
      'what was lifted is not carried',
      no,
      [of('could_not_confirm'), of('lifted', { lifts: 'could_not_confirm' })],
      no,
      [],
      [],
    ],
    [
      'what was found after a lifting is',
      no,
      [
        of('could_not_confirm'),
        of('lifted', { lifts: 'could_not_confirm' }),
        of('could_not_confirm', { at: signedAt }),
      ],
      no,
      [],
      [of('could_not_confirm', { at: signedAt })],
    ],
    ['a lapsed answer was given anew', no, [of('lapsed')], no, [], []],
  ])('%s', (_name, was, notices, answers, found, expected) => {
    const next = { answers, signedAt, found }
    expect(nextNotices(edition, { answers: was, notices }, next)).toEqual(expected)
  })
})

describe('lapsedNotices', () => {
  it('is one for each answer that members read and one for the signature', () => {
    const signedAt = new Date('2026-12-05T18:00:00Z')
    const notices = lapsedNotices(edition, CALM, signedAt)
    const ids = notices.map(({ questionId }) => questionId)
    expect(ids).toContain('sell.identified')
    expect(new Set(ids).size).toBe(ids.length)
    expect(notices.every(({ kind, at }) => kind === 'lapsed' && at === signedAt)).toBe(true)
    expect(lapsedNotices(edition, {}, signedAt)).toEqual([
      { kind: 'lapsed', questionId: 'attest.signature', at: signedAt },
    ])
  })
})
