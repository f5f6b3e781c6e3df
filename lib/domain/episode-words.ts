/**
 * Every code of the at-risk register in words, in this one place: kinds of case, what happened in one as staff and as the
 * developer read it, and the codes that evidence and events hold. A test goes through all of them.
 */
import { ATTACKS } from './attack.ts'
import { INVITE_STATES } from './breach.ts'
import type { EpisodeEventKind, EpisodeKind, PublicEpisodeEventKind } from './episode.ts'
import { TOKENS_AFFECTED } from './incident.ts'
import { LADDER_STEPS } from './ladder-steps.ts'
import { playbookItem } from './playbook.ts'
import { groundOf } from './security-criteria.ts'

export const EPISODE_KIND_WORDS: Readonly<Record<EpisodeKind, string>> = {
  malicious: 'Malicious activity',
  inactive: 'Inactivity',
  breach: 'Security breach',
}

/** What happened, as staff read it. */
export const EPISODE_EVENT_WORDS: Readonly<Record<EpisodeEventKind, string>> = {
  opened: 'Opened',
  evidence: 'More evidence',
  mailed: 'A mail was sent',
  response: 'Answered',
  paused: 'Paused until staff have looked',
  resumed: 'Goes on',
  received: 'A mail came in',
  held: 'Put on hold',
  released: 'No longer on hold',
  note: 'Note',
  checked: 'Done',
  confirmed: 'Confirmed that it is real',
  told: 'Told',
  suspended: 'Client suspended',
  removal_asked: 'A lead was asked to confirm the removal',
  removed: 'Removed',
  restored: 'Restored',
  invite: 'Collaboration invite',
  answer: 'Answer of the developer',
  reinstated: 'Client reinstated',
  closed: 'Closed',
}

/** The same, as the developer reads it. */
export const PUBLIC_EVENT_WORDS: Readonly<Record<PublicEpisodeEventKind, string>> = {
  opened: 'Case opened',
  mailed: 'We wrote to you',
  response: 'Answered',
  paused: 'On hold until we have read a mail',
  resumed: 'Goes on',
  received: 'Your mail',
  held: 'Put on hold',
  released: 'No longer on hold',
  confirmed: 'Confirmed',
  suspended: 'A client was suspended',
  removal_asked: 'A lead was asked to confirm the removal',
  removed: 'Removed',
  restored: 'The removal was undone',
  invite: 'Collaboration invite',
  answer: 'Your answer',
  reinstated: 'The client works again',
  closed: 'Case closed',
}

/** Who or what reports a case, or adds to it. */
export const EPISODE_SOURCE_WORDS = {
  signal: 'The gateway, by a signed signal',
  desk: 'A colleague',
  rating: 'The security-rating service',
  report: 'The developer, by an incident report',
} as const
export type EpisodeSource = keyof typeof EPISODE_SOURCE_WORDS

/** Mails that an event names by their kind. */
const MAILS: Readonly<Record<string, string>> = { breach_alert: 'What was alerted, and that the invite is coming' }

const AUDIENCES: Readonly<Record<string, string>> = {
  primary: 'The main contact',
  others: 'The other people of the organization',
  everybody: 'Everybody of the organization',
  leads: 'The AppSec leads',
  cirt: 'CIRT',
  appsec: 'AppSec',
  developer: 'The developer',
  members: 'The members',
}

const titles = (list: readonly { code: string; title: string }[]) =>
  Object.fromEntries(list.map(({ code, title }) => [code, title]))

/** Codes in words, by the name they stand under. */
const CODES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  attack: titles(ATTACKS),
  step: Object.fromEntries(LADDER_STEPS.map(({ step, title }) => [step, title])),
  source: EPISODE_SOURCE_WORDS,
  mail: MAILS,
  audience: AUDIENCES,
  severity: { low: 'Low', medium: 'Medium', high: 'High', critical: 'Critical' },
  state: titles(INVITE_STATES),
  tokensAffected: titles(TOKENS_AFFECTED),
  how: {
    button: 'By the button in the portal',
    link: 'By the link in the mail',
    mail: 'By mail',
    staff: 'In another way, as a colleague saw',
    activity: 'The app was used',
  },
  why: {
    answered: 'It was answered',
    activity: 'The app was used again',
    reinstated: 'The client works again',
    removed: 'It was removed',
  },
}

/** @param name of the fact that holds the code @returns the code in words; undefined when it has none */
export function codeInWords(name: string, code: string): string | undefined {
  if (name === 'criterion') return groundOf(code)?.title
  const words = Object.hasOwn(CODES, name) ? CODES[name] : undefined
  return words && Object.hasOwn(words, code) ? words[code] : undefined
}

/** The title of an event in the log of staff. */
export function eventTitle(
  of: EpisodeKind,
  { kind, data }: { kind: EpisodeEventKind; data: Readonly<Record<string, unknown>> },
): string {
  if (kind === 'told') {
    const audience = codeInWords('audience', String(data.audience)) ?? 'somebody'
    return `Told ${audience.replace(/^The /, 'the ')}`
  }
  if (kind === 'checked') return `Done: ${playbookItem(of, String(data.item))?.title ?? 'an item of the playbook'}`
  return EPISODE_EVENT_WORDS[kind]
}
