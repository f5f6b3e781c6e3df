/** The payer's staff in the embedded identity provider. Invented people; nobody has a password, one picks a person. */
import type { Settings } from '../lib/platform/env.ts'

export type StaffPerson = {
  /** Permanent subject of the person at the identity provider. */
  id: string
  name: string
  given: string
  family: string
  email: string
  groups: string[]
  /** What the person may do in the portal, in words. */
  about: string
}

type Role = keyof Settings['staffOidc']['groups']

const PEOPLE: { given: string; family: string; role: Role | null; about: string }[] = [
  { given: 'Riley', family: 'Reviewer', role: 'reviewer', about: 'AppSec reviewer: reads, writes, decides' },
  { given: 'Sam', family: 'Second', role: 'reviewer', about: 'AppSec reviewer, a colleague of Riley' },
  { given: 'Lee', family: 'Lead', role: 'lead', about: 'AppSec lead: also records exceptions and confirms removals' },
  { given: 'Avery', family: 'Auditor', role: 'auditor', about: 'Auditor: reads everything, changes nothing' },
  { given: 'Nico', family: 'Nogroup', role: null, about: 'Works elsewhere in the company: in no group, so not let in' },
]

/** @returns everybody on the pick-a-person page, with the group names and mail domain of the settings */
export function staffPeople(settings: Pick<Settings, 'staffOidc' | 'payer'>): StaffPerson[] {
  const domain = settings.payer.appsecEmail.split('@')[1]
  return PEOPLE.map(({ given, family, role, about }) => ({
    id: `${given}-${family}`.toLowerCase(),
    name: `${given} ${family}`,
    given,
    family,
    email: `${given}.${family}@${domain}`.toLowerCase(),
    groups: role === null ? [] : [settings.staffOidc.groups[role]],
    about,
  }))
}
