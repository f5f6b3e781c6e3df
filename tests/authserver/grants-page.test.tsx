/** One entry of apps I share with, drawn: what is over is told as past, its end first; what the plan stopped says why one may still stop. */
import { describe, expect, it } from 'vitest'
import { type GrantCard, Grants } from '../../authserver/pages/grants.tsx'
import { drawPage } from '../../authserver/pages/layout.tsx'
import { type Lang, momentText, pageText } from '../../lib/domain/wording/pages.ts'
import { textOf } from '../support/member-browser.ts'

const CARD: GrantCard = {
  grantId: '1',
  app: 'Sunny Health',
  company: 'Sunny',
  person: 'Leo Hernandez',
  sees: ['Claims'],
  since: 'May 1, 2026',
  until: 'May 10, 2026 at 3:05 PM CT',
  lastUsed: null,
  over: null,
  byPlan: null,
  news: [],
  answersHref: null,
  stopAction: '/grants/1/stop',
  receiptHref: '/grants/1',
  earlier: [],
}

function drawn(lang: Lang, card: Partial<GrantCard>): string {
  const payer = { name: 'Blue', shortName: 'Blue', memberPhone: '1-800', complaintsUrl: 'https://blue.example' }
  const frame = { lang, stylesheet: '/a.css', payer, learnUrl: '/members', switchHref: null }
  const page = { frame, memberName: 'Maria', signOutAction: '/out', stopped: null, grants: [{ ...CARD, ...card }] }
  return textOf(drawPage(<Grants page={page} />))
}

describe.each(['en', 'es'] as const)('an app in the list, %s', (lang) => {
  const t = (key: Parameters<typeof pageText>[1], values = {}) => pageText(lang, key, values)

  it('that is over says so before anything else, and tells the rest as past', () => {
    const over = t('grants.over.stopped', { date: 'May 10, 2026' })
    const words = drawn(lang, { over })
    const order = [
      over,
      ...(['grants.saw', 'grants.from', 'grants.to', 'grants.neverUsed'] as const).map((key) => t(key)),
    ]
    const places = order.map((text) => words.indexOf(text))
    expect(places).toEqual(places.filter((place) => place > 0).toSorted((one, other) => one - other))
    for (const key of ['grants.sees', 'grants.until', 'grants.never'] as const)
      expect(words).not.toContain(` ${t(key)} `)
    expect(words).not.toContain(t('grants.stop', { app: CARD.app }))
  })

  it('that the plan stopped says what stopping still does, right before the button', () => {
    const byPlan = t('grants.byPlan', { date: 'May 2, 2026' })
    const button = t('grants.stopForGood', { app: CARD.app })
    expect(drawn(lang, { byPlan })).toContain(`${t('grants.byPlanStop')} ${button}`)
    expect(drawn(lang, {})).not.toContain(t('grants.byPlanStop'))
  })
})

it('a time of day has its zone, and spaces that every font has', () => {
  const at = new Date('2027-05-10T20:05:00Z')
  expect(momentText('en', at, 'America/Chicago')).toBe('May 10, 2027 at 3:05 PM CT')
  expect(momentText('es', at, 'America/Chicago')).toMatch(/^10 de mayo de 2027 a las 3:05 p\. ?m\. CT$/)
})
