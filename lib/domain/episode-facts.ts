/**
 * What an episode's evidence and its events hold, as labelled rows in words: nobody has to read a program's names, codes
 * or raw instants. A name without a row here is put into words by itself, so that new evidence shows at once.
 */
import { ATTACKS } from './attack.ts'
import { LADDER_STEPS } from './ladder-steps.ts'
import { groundOf } from './security-criteria.ts'

export type EpisodeFact = { name: string; label: string; text: string }

/** In the order in which they are shown: the database keeps none. */
const LABELS: Readonly<Record<string, string>> = {
  attack: 'What was seen',
  seen: 'Seen',
  source: 'Reported by',
  sender: 'Rule or person at the sender',
  signal: 'Number of the signal',
  lastActivityAt: 'Last activity',
  'dates.flaggedAt': 'First mail',
  'dates.secondMailAt': 'Second mail',
  'dates.otherStaffAt': 'Mail to other people',
  'dates.removalAt': 'Suspension, and the question to a lead',
  step: 'Step',
  audience: 'To',
  recipients: 'Recipients',
  count: 'Mails',
  criterion: 'Ground',
  until: 'Until',
  how: 'How',
  why: 'Why',
  whole: 'The whole organization',
}

/** Codes in words, by the name they stand under. */
const CODES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  attack: Object.fromEntries(ATTACKS.map(({ code, title }) => [code, title])),
  step: Object.fromEntries(LADDER_STEPS.map(({ step, title }) => [step, title])),
  source: { signal: 'The gateway, by a signed signal', desk: 'A colleague' },
  audience: {
    primary: 'The main contact',
    others: 'The other people of the organization',
    everybody: 'Everybody of the organization',
    leads: 'The AppSec leads',
    cirt: 'CIRT',
    appsec: 'AppSec',
    developer: 'The developer',
    members: 'The members',
  },
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

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z$/

/**
 * @param when writes an instant for the reader, in their zone
 * @returns one row per fact, those with a label of their own first; an object gives a row for each of its own
 */
export function episodeFacts(facts: Readonly<Record<string, unknown>>, when: (at: Date) => string): EpisodeFact[] {
  // Before the first use the ladder counts from the approval; a mail that came in is shown itself, without its number.
  const { everUsed, inboundMailId: _, ...shown } = facts
  const known = Object.keys(LABELS)
  const place = ({ name }: EpisodeFact) => (known.includes(name) ? known.indexOf(name) : known.length)
  const rows = rowsOf(shown, '', when).toSorted((one, other) => place(one) - place(other))
  return rows.map((row) =>
    row.name === 'lastActivityAt' && everUsed === false ? { ...row, label: 'Approved, and never used since' } : row,
  )
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
  if (INSTANT.test(text)) return when(new Date(text))
  if (name === 'criterion') return groundOf(text)?.title ?? text
  return CODES[name]?.[text] ?? text
}

/** `ratingBefore` and `rating_before` read "Rating before". */
function inWords(name: string): string {
  const words = name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/_/g, ' ')
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
