/** The words of the at-risk register: every code that the product writes has some, and no title shows a code. */
import { describe, expect, it } from 'vitest'
import { catalogue, MAIL_KINDS } from '../../emails/catalogue.ts'
import { ATTACK_CODES } from '../../lib/domain/attack.ts'
import { INVITE_STATES } from '../../lib/domain/breach.ts'
import { EPISODE_EVENT_KINDS, EPISODE_KINDS, PUBLIC_EPISODE_EVENT_KINDS } from '../../lib/domain/episode.ts'
import {
  codeInWords,
  EPISODE_EVENT_WORDS,
  EPISODE_KIND_WORDS,
  EPISODE_SOURCE_WORDS,
  eventTitle,
  PUBLIC_EVENT_WORDS,
} from '../../lib/domain/episode-words.ts'
import { TOKENS_AFFECTED } from '../../lib/domain/incident.ts'
import { LADDER_STEPS } from '../../lib/domain/ladder-steps.ts'
import { PLAYBOOKS } from '../../lib/domain/playbook.ts'
import { SEVERITIES } from '../../lib/domain/rating.ts'
import { RULES_OF_USE, SECURITY_CRITERIA } from '../../lib/domain/security-criteria.ts'

/** A sentence or a name begins with a capital letter and has no underscore. */
const WORDS = /^[A-Z][^_]+$/
const codes = (list: readonly { code: string }[]) => list.map(({ code }) => code)

const ALL: [name: string, codes: readonly string[]][] = [
  ['attack', ATTACK_CODES],
  ['source', Object.keys(EPISODE_SOURCE_WORDS)],
  ['severity', SEVERITIES],
  ['state', codes(INVITE_STATES)],
  ['tokensAffected', codes(TOKENS_AFFECTED)],
  ['step', LADDER_STEPS.map(({ step }) => step)],
  ['audience', [...LADDER_STEPS.map(({ to }) => to), 'appsec', 'cirt', 'developer', 'members']],
  ['criterion', codes([...SECURITY_CRITERIA, ...RULES_OF_USE])],
  ['how', ['button', 'link', 'mail', 'staff', 'activity']],
  ['why', ['answered', 'activity', 'reinstated', 'removed']],
  ['mail', ['breach_alert']],
]

describe('words', () => {
  it.each(ALL)('of every %s', (name, list) => {
    for (const code of list) expect(codeInWords(name, code), code).toMatch(WORDS)
  })
  it('of what is no code are none', () => {
    for (const name of ['source', 'mail', 'constructor', 'toString']) {
      for (const code of ['x', 'constructor', '__proto__']) expect(codeInWords(name, code)).toBeUndefined()
    }
  })
  it('of kinds of case and of everything that happens in one', () => {
    for (const kind of EPISODE_KINDS) expect(EPISODE_KIND_WORDS[kind]).toMatch(WORDS)
    for (const kind of EPISODE_EVENT_KINDS) expect(EPISODE_EVENT_WORDS[kind]).toMatch(WORDS)
    for (const kind of PUBLIC_EPISODE_EVENT_KINDS) expect(PUBLIC_EVENT_WORDS[kind]).toMatch(WORDS)
  })
  it('of every title, whatever the event holds', () => {
    for (const of of EPISODE_KINDS) {
      for (const kind of EPISODE_EVENT_KINDS) expect(eventTitle(of, { kind, data: {} })).toMatch(WORDS)
      for (const { code, title } of PLAYBOOKS[of]) {
        expect(eventTitle(of, { kind: 'checked', data: { item: code } })).toBe(`Done: ${title}`)
      }
    }
    expect(eventTitle('breach', { kind: 'told', data: { audience: 'developer' } })).toBe('Told the developer')
    expect(eventTitle('malicious', { kind: 'told', data: { audience: 'cirt' } })).toBe('Told CIRT')
  })
})

it('every mail to an organization that names a case can be answered, and no mail to staff', () => {
  const naming = MAIL_KINDS.filter((kind) => 'episode' in catalogue[kind].props.shape)
  const toStaff = ['removal_asked', 'malicious_case', 'incident_reported']
  expect(naming.length).toBeGreaterThan(8)
  expect(naming.filter((kind) => !catalogue[kind].answerable).toSorted()).toEqual(toStaff.toSorted())
})
