/** The companies of the example world. All are invented, and so are their people; addresses end in .example. */
import type { Lang } from '../../lib/domain/wording/pages.ts'

export type Colleague = { name: string; title: string; email: string; phone: string }

export type Company = {
  /** Short and unique, for the loader's own use. */
  id: string
  legalName: string
  dba: string
  kind: 'company' | 'nonprofit' | 'one-person'
  address: string
  domain: string
  /** Signs up, owns the organization and is its main contact. */
  owner: Colleague
  /** Is invited, joins as editor and is the backup contact. */
  colleague: Colleague
  /** The address that its people's requests come from (documentation range of RFC 5737). */
  ip: string
}

const at = (domain: string, given: string, family: string, title: string, phone: string): Colleague => ({
  name: `${given} ${family}`,
  title,
  email: `${given}.${family}@${domain}`.toLowerCase(),
  phone,
})

export const COMPANIES = {
  sunflower: {
    id: 'sunflower',
    legalName: 'Sunflower Health Tools, Inc.',
    dba: 'Sunflower',
    kind: 'company',
    address: '214 Massachusetts Street, Suite 300\nLawrence, KS 66044',
    domain: 'sunflowerhealth.example',
    owner: at('sunflowerhealth.example', 'Dana', 'Whitfield', 'Chief Executive Officer', '+1 785 555 0111'),
    colleague: at('sunflowerhealth.example', 'Marcus', 'Lindqvist', 'Head of Engineering', '+1 785 555 0112'),
    ip: '192.0.2.11',
  },
  prairie: {
    id: 'prairie',
    legalName: 'Prairie Byte LLC',
    dba: 'ClaimCompass',
    kind: 'company',
    address: '88 Douglas Avenue\nWichita, KS 67202',
    domain: 'claimcompass.example',
    owner: at('claimcompass.example', 'Teresa', 'Oyelaran', 'Managing Member', '+1 316 555 0121'),
    colleague: at('claimcompass.example', 'Greg', 'Haskins', 'Product Lead', '+1 316 555 0122'),
    ip: '192.0.2.12',
  },
  bluestem: {
    id: 'bluestem',
    legalName: 'Bluestem Labs, Inc.',
    dba: '',
    kind: 'company',
    address: '1901 Poyntz Avenue\nManhattan, KS 66502',
    domain: 'bluestemlabs.example',
    owner: at('bluestemlabs.example', 'Victor', 'Amsel', 'President', '+1 785 555 0131'),
    colleague: at('bluestemlabs.example', 'June', 'Park', 'Operations Manager', '+1 785 555 0132'),
    ip: '192.0.2.13',
  },
  wheatland: {
    id: 'wheatland',
    legalName: 'Wheatland Care Cooperative',
    dba: 'Wheatland Care',
    kind: 'nonprofit',
    address: '12 Grain Elevator Road\nHutchinson, KS 67501',
    domain: 'wheatlandcare.example',
    owner: at('wheatlandcare.example', 'Ruth', 'Nakamura', 'Executive Director', '+1 620 555 0141'),
    colleague: at('wheatlandcare.example', 'Owen', 'Bright', 'Software Developer', '+1 620 555 0142'),
    ip: '192.0.2.14',
  },
  cottonwood: {
    id: 'cottonwood',
    legalName: 'Cottonwood Family Apps, Inc.',
    dba: 'Cottonwood',
    kind: 'company',
    address: '5 Riverfront Plaza\nKansas City, KS 66101',
    domain: 'cottonwoodfamily.example',
    owner: at('cottonwoodfamily.example', 'Priya', 'Sandoval', 'Chief Product Officer', '+1 913 555 0151'),
    colleague: at('cottonwoodfamily.example', 'Lars', 'Beecher', 'Privacy Manager', '+1 913 555 0152'),
    ip: '192.0.2.15',
  },
  tallgrass: {
    id: 'tallgrass',
    legalName: 'Tallgrass Data Partners LLC',
    dba: '',
    kind: 'company',
    address: '700 Commercial Street\nEmporia, KS 66801',
    domain: 'tallgrassdata.example',
    owner: at('tallgrassdata.example', 'Howard', 'Pell', 'Managing Partner', '+1 620 555 0161'),
    colleague: at('tallgrassdata.example', 'Nadia', 'Voss', 'Analyst', '+1 620 555 0162'),
    ip: '192.0.2.16',
  },
  flinthills: {
    id: 'flinthills',
    legalName: 'Flint Hills Software, Inc.',
    dba: '',
    kind: 'company',
    address: '40 Scenic Byway\nCouncil Grove, KS 66846',
    domain: 'flinthillssoftware.example',
    owner: at('flinthillssoftware.example', 'Caleb', 'Moreno', 'Founder', '+1 620 555 0171'),
    colleague: at('flinthillssoftware.example', 'Ingrid', 'Tate', 'Support Lead', '+1 620 555 0172'),
    ip: '192.0.2.17',
  },
  konza: {
    id: 'konza',
    legalName: 'Konza Trail Software LLC',
    dba: 'Konza Trail',
    kind: 'company',
    address: '3 Prairie View Lane\nCouncil Grove, KS 66846',
    domain: 'konzatrail.example',
    owner: at('konzatrail.example', 'Elliot', 'Barnes', 'Owner', '+1 620 555 0181'),
    colleague: at('konzatrail.example', 'Mina', 'Farrow', 'Developer', '+1 620 555 0182'),
    ip: '192.0.2.18',
  },
} as const satisfies Record<string, Company>

export type CompanyId = keyof typeof COMPANIES

/** What members of the example world share, and in which language they read the consent page. */
export const SHARING: readonly { username: string; app: string; lang: Lang; days: number; stopped?: true }[] = [
  { username: 'maria', app: 'Sunflower Records', lang: 'en', days: 24 },
  { username: 'rosa', app: 'Sunflower Records', lang: 'es', days: 17 },
  { username: 'james', app: 'ClaimCompass', lang: 'en', days: 15 },
  { username: 'maria', app: 'Bluestem Pocket', lang: 'en', days: 12, stopped: true },
]
