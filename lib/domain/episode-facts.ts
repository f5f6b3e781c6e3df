/**
 * What an episode's evidence and its events hold, as labelled rows in words: nobody has to read a program's names, codes
 * or raw instants. A name without a row here is put into words by itself, so that new evidence shows at once.
 */
import { codeInWords } from './episode-words.ts'
import { holdEnd } from './ladder.ts'
import { dayText } from './wording.ts'

export type EpisodeFact = { name: string; label: string; text: string }

/** In the order in which they are shown: the database keeps none. */
const LABELS: Readonly<Record<string, string>> = {
  attack: 'What was seen',
  incident: 'What happened',
  seen: 'Seen',
  source: 'Reported by',
  service: 'Service',
  domain: 'Domain',
  severity: 'Severity',
  rating: 'Rating',
  alerts: 'Alerts',
  sender: 'Rule or person at the sender',
  signal: 'Number of the signal',
  discoveredAt: 'Found out',
  reportedAfterHours: 'Hours until it was reported',
  late: 'Later than the terms ask',
  tokensAffected: 'Our tokens, secrets or data affected',
  contained: 'Contained, as the developer says',
  lastActivityAt: 'Last activity',
  'dates.flaggedAt': 'First mail',
  'dates.secondMailAt': 'Second mail',
  'dates.otherStaffAt': 'Mail to other people',
  'dates.removalAt': 'Suspension, and the question to a lead',
  step: 'Step',
  mail: 'What our mail says',
  audience: 'To',
  recipients: 'Recipients',
  count: 'Mails',
  criterion: 'Ground',
  clientId: 'Client id',
  clients: 'Client ids',
  state: 'State',
  finding: 'Finding',
  until: 'Until',
  done: 'Put right on',
  how: 'How',
  why: 'Why',
  result: 'How it ended',
  whole: 'The whole organization',
}

/** What a program needs and nobody reads: a form's key, the number of a mail that is shown itself, an item that the title names. */
const HIDDEN = new Set(['once', 'inboundMailId', 'item', 'everUsed'])

const DAY = /^\d{4}-\d{2}-\d{2}$/
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z$/

/**
 * @param when writes an instant for the reader, in their zone
 * @returns one row per fact, those with a label of their own first; an object gives a row for each of its own
 */
export function episodeFacts(facts: Readonly<Record<string, unknown>>, when: (at: Date) => string): EpisodeFact[] {
  const shown = Object.fromEntries(Object.entries(facts).filter(([name]) => !HIDDEN.has(name)))
  const known = Object.keys(LABELS)
  const place = ({ name }: EpisodeFact) => (known.includes(name) ? known.indexOf(name) : known.length)
  const rows = rowsOf(shown, '', when).toSorted((one, other) => place(one) - place(other))
  return rows.map((row) => ({ ...row, label: ownLabel(row, facts) }))
}

function ownLabel({ name, label }: EpisodeFact, facts: Readonly<Record<string, unknown>>): string {
  // Before the first use the ladder counts from the approval.
  if (name === 'lastActivityAt' && facts.everUsed === false) return 'Approved, and never used since'
  return name === 'until' && facts.finding !== undefined ? 'Put right by' : label
}

function rowsOf(facts: object, prefix: string, when: (at: Date) => string): EpisodeFact[] {
  return Object.entries(facts).flatMap(([own, value]) => {
    const name = `${prefix}${own}`
    if (value === null || value === undefined || value === '') return []
    if (typeof value === 'object' && !Array.isArray(value)) return rowsOf(value, `${name}.`, when)
    return [{ name, label: LABELS[name] ?? inWords(own), text: textOf(own, value, when) }]
  })
}

function textOf(name: string, value: unknown, when: (at: Date) => string): string {
  if (Array.isArray(value)) return value.map((one) => textOf(name, one, when)).join(', ')
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (typeof value === 'number') return value.toLocaleString('en-US')
  if (typeof value === 'object') return JSON.stringify(value)
  const text = String(value)
  if (INSTANT.test(text)) return when(name === 'until' ? holdEnd(new Date(text)) : new Date(text))
  if (DAY.test(text)) return dayText('en', text)
  return codeInWords(name, text) ?? text
}

/** `ratingBefore` and `rating_before` read "Rating before". */
function inWords(name: string): string {
  const words = name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/_/g, ' ')
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
