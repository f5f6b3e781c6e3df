/**
 * Synthetic members. Invented people with published passwords, so that anybody can play a member; they exist only on
 * localhost. A parent may act for the children that are listed with her.
 */
import { timingSafeEqual } from 'node:crypto'

export type SyntheticPerson = {
  /** FHIR id of the Patient; also the subject of whoever signs in. */
  id: string
  given: string
  family: string
  birthDate: string
  gender: 'female' | 'male'
  line: string
  city: string
  phone: string
  memberNumber: string
}

export type SyntheticMember = {
  person: SyntheticPerson
  username: string
  password: string
  email: string
  /** Children whose records this member may share. */
  children: SyntheticPerson[]
  about: string
  aboutEs: string
}

const home = { line: '418 Oakdale Street', city: 'Salina', phone: '785-555-0142' }

const maria: SyntheticPerson = {
  id: 'maria-hernandez',
  given: 'Maria',
  family: 'Hernandez',
  birthDate: '1987-04-12',
  gender: 'female',
  memberNumber: 'XSB900100201',
  ...home,
}
const leo: SyntheticPerson = {
  id: 'leo-hernandez',
  given: 'Leo',
  family: 'Hernandez',
  birthDate: '2016-09-03',
  gender: 'male',
  memberNumber: 'XSB900100202',
  ...home,
}
const ana: SyntheticPerson = {
  id: 'ana-hernandez',
  given: 'Ana',
  family: 'Hernandez',
  birthDate: '2019-01-27',
  gender: 'female',
  memberNumber: 'XSB900100203',
  ...home,
}
const james: SyntheticPerson = {
  id: 'james-carter',
  given: 'James',
  family: 'Carter',
  birthDate: '1959-11-30',
  gender: 'male',
  line: '77 Prairie View Road',
  city: 'Hays',
  phone: '785-555-0177',
  memberNumber: 'XSB900100310',
}
const rosa: SyntheticPerson = {
  id: 'rosa-delgado',
  given: 'Rosa',
  family: 'Delgado',
  birthDate: '1972-06-18',
  gender: 'female',
  line: '1203 Comanche Avenue',
  city: 'Dodge City',
  phone: '620-555-0119',
  memberNumber: 'XSB900100417',
}

const member = (
  person: SyntheticPerson,
  username: string,
  [about, aboutEs]: [english: string, spanish: string],
  children: SyntheticPerson[] = [],
): SyntheticMember => ({
  person,
  username,
  password: `${username}-synthetic`,
  email: `${username}@members.example`,
  children,
  about,
  aboutEs,
})

export const SYNTHETIC_MEMBERS: readonly SyntheticMember[] = [
  member(
    maria,
    'maria',
    ['a parent who may act for two children', 'una madre que puede actuar por dos hijos'],
    [leo, ana],
  ),
  member(james, 'james', ['a retired man, alone on his plan', 'un hombre jubilado, solo en su plan']),
  member(rosa, 'rosa', ['reads Spanish', 'lee en español']),
]

export const SYNTHETIC_PEOPLE: readonly SyntheticPerson[] = [maria, leo, ana, james, rosa]

const sameText = (a: string, b: string) =>
  a.length === b.length && timingSafeEqual(Buffer.from(a, 'utf8'), Buffer.from(b, 'utf8'))

/** @returns the member with that name and password, or null */
export function signInSynthetic(username: string, password: string): SyntheticMember | null {
  const found = SYNTHETIC_MEMBERS.find((one) => one.username === username.trim().toLowerCase())
  return found && sameText(found.password, password) ? found : null
}
