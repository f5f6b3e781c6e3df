/** The grammar of a developer's profile, and the time zones to choose from. */
import { z } from 'zod'
import { isZone } from './calendar.ts'
import { line } from './organization.ts'

export const profileInput = z.strictObject({
  name: line('Enter your full name.', 'Enter a name of 120 characters or less.', 120),
  zone: z.string().refine(isZone, 'Choose a time zone.'),
})
export type ProfileInput = z.output<typeof profileInput>

/** The zones most developers are in, under the names they use. */
const FIRST: readonly [zone: string, name: string][] = [
  ['America/New_York', 'Eastern time'],
  ['America/Chicago', 'Central time'],
  ['America/Denver', 'Mountain time'],
  ['America/Phoenix', 'Arizona time'],
  ['America/Los_Angeles', 'Pacific time'],
  ['America/Anchorage', 'Alaska time'],
  ['Pacific/Honolulu', 'Hawaii time'],
]

const spoken = (zone: string) => zone.replaceAll('_', ' ').replaceAll('/', ' / ')

/** @param own the zone chosen now; offered even when this system's list does not name it */
export function zoneOptions(own: string): { value: string; label: string }[] {
  const first = FIRST.map(([value, name]) => ({ value, label: `${name} (${spoken(value)})` }))
  const known = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', own])
  for (const [zone] of FIRST) known.delete(zone)
  return [...first, ...[...known].toSorted().map((value) => ({ value, label: spoken(value) }))]
}
