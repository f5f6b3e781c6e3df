/** How the answers speak that are more than one choice: who makes the app, its scopes, security and the signature. */
import { oneLine, ownName, ownWords } from './own-words.ts'
import { countriesIn, dayIn, entriesIn, type Given, joined, type Statement, type StatementRule } from './statement.ts'
import { byCode } from './statements-privacy.ts'
import { isSentenceKey } from './tone.ts'

function maker({ voice, field }: Given): Statement[] {
  const name = ownName(field('legalName'))
  const [country] = countriesIn(voice, [field('country')])
  if (!name) return []
  return country
    ? [{ key: 'org.identity.named', values: { app: voice.app, name, country } }]
    : [{ key: 'org.identity.named.no-country', values: { app: voice.app, name } }]
}

const SCOPE = /^(patient|user|system)\/(\*|[A-Za-z]{2,64})\./

/** Scopes by what they mean to a member, each meaning once; what is widest stands for all within it. */
function scopes({ value, voice }: Given): Statement[] {
  const asked = entriesIn(value).map((entry) =>
    typeof entry === 'object' && entry !== null && 'scope' in entry ? oneLine(entry.scope) : '',
  )
  const told = new Map<string, Statement>()
  const others = new Set<string>()
  for (const scope of asked) {
    const [, level, type = ''] = SCOPE.exec(scope) ?? []
    const key = `smart.scopes.${type}`
    if (level === 'user' || level === 'system') told.set('everyone', { key: 'smart.scopes.everyone' })
    if (scope === 'openid' || scope === 'fhirUser') told.set('signed-in', { key: 'smart.scopes.signed-in' })
    if (type === '*') told.set('everything', { key: 'smart.scopes.everything' })
    else if (type !== '' && isSentenceKey(key)) told.set(type, { key })
    else if (type !== '') others.add(type.replace(/(?<=[a-z])(?=[A-Z])/g, ' '))
  }
  if (others.size > 0) told.set('others', { key: 'smart.scopes.other', values: { types: joined(voice, [...others]) } })
  return [...told.values()]
}

const reportNames: Readonly<Record<string, string>> = {
  'soc-2-type-2': 'SOC 2 Type II',
  hitrust: 'HITRUST',
  'iso-27001': 'ISO 27001',
  'carin-cfa': 'DirectTrust CARIN-CFA',
  'dime-seal': 'DiMe Seal',
}

function reports({ codes, field, voice }: Given): Statement[] {
  if (codes.includes('none')) return [{ key: 'sec.reports.none' }]
  const held = codes.flatMap((code) => (Object.hasOwn(reportNames, code) ? [reportNames[code] as string] : []))
  const words = codes.includes('other') ? ownName(field('other')) : ''
  return [
    ...(held.length > 0 ? [{ key: 'sec.reports.held', values: { reports: joined(voice, held) } } as const] : []),
    ...(words ? [{ key: 'sec.reports.other', values: { words } } as const] : []),
  ]
}

function incidents({ text }: Given): Statement[] {
  if (text('any') === 'no') return [{ key: 'sec.incidents.none' }]
  if (text('any') !== 'yes') return []
  const [year = 'none'] = /^\d{4}/.exec(text('date')) ?? []
  return [{ key: text('fixed') === 'yes' ? 'sec.incidents.fixed' : 'sec.incidents.not-fixed', values: { year } }]
}

function breachNotice({ text, field }: Given): Statement[] {
  if (text('member60d') === 'yes') return [{ key: 'sec.breach-notice.yes' }]
  if (text('member60d') === 'no') return [{ key: 'sec.breach-notice.no' }]
  if (text('member60d') !== 'other') return []
  const words = ownWords(field('other'))
  return [
    { key: 'sec.breach-notice.other' },
    ...(words ? [{ key: 'sec.breach-notice.other.words', values: { words } } as const] : []),
  ]
}

function signature(given: Given): Statement[] {
  const title = ownName(given.field('title'))
  const date = dayIn(given, 'date')
  if (!date) return []
  return title
    ? [{ key: 'attest.signature.signed', values: { title, date } }]
    : [{ key: 'attest.signature.dated', values: { date } }]
}

const COMPANY: Readonly<Record<string, StatementRule>> = {
  'org.identity': maker,
  'app.identity': ({ voice }) => [{ key: 'app.identity.any', values: { app: voice.app } }],
  'app.purpose': ({ value }) => {
    const words = ownWords(value)
    return words ? [{ key: 'app.purpose.given', values: { words } }] : []
  },
  'org.officer': () => [{ key: 'org.officer.named' }],
  'smart.scopes': scopes,
  'sec.reports': reports,
  'sec.incidents': incidents,
  'sec.breach-notice': breachNotice,
  'attest.signature': signature,
}

/** A question with one choice and no more speaks by its code. */
export function ruleOf(questionId: string, more: Readonly<Record<string, StatementRule>>): StatementRule {
  const rule = Object.hasOwn(COMPANY, questionId) ? COMPANY[questionId] : more[questionId]
  return rule ?? byCode
}
