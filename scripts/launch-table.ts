/** The one table that `npm start` prints: what is where, and whom to sign in as. */
import type { Settings } from '../lib/platform/env.ts'
import { staffPeople } from '../sandbox/people.ts'
import type { Pieces } from './launch-pieces.ts'

export type TableRow = { what: string; where: string; who: string }

/** People of the loaded world who can sign in, as far as there are any. */
export type Guests = {
  /** E-mail addresses of developers. */
  developers: string[]
  /** `name / password` of synthetic members. */
  members: string[]
}

/** @param databaseUrl shown without its password */
export function tableRows(settings: Settings, pieces: Pieces, databaseUrl: string, guests: Guests): TableRow[] {
  const { portal, authserver, fhir } = settings
  const staff = pieces.idp
    ? staffPeople(settings)
        .map(({ name }) => name)
        .join(', ')
    : `people of ${settings.staffOidc.issuer}`
  const mailHint = pieces.mail ? 'the code comes to the mail catcher' : 'the code comes by mail'
  const members = settings.synthetic ? guests.members.join(', ') : `members of ${settings.memberOidc?.issuer}`
  const rows: (TableRow | null)[] = [
    {
      what: 'Portal, developers',
      where: portal.url,
      who: [`any e-mail address; ${mailHint}`, ...guests.developers].join('; '),
    },
    { what: 'Portal, payer staff', where: `${portal.url}/staff/sign-in`, who: staff },
    pieces.demoApp ? { what: 'Demo app', where: `http://localhost:${settings.demoAppPort}`, who: members } : null,
    pieces.mail ? { what: 'Mail catcher', where: `http://localhost:${settings.mailPort}`, who: '' } : null,
    { what: 'Authorization server', where: authserver.production.url, who: members },
    { what: 'Same, for the sandbox', where: authserver.sandbox.url, who: members },
    pieces.idp ? { what: 'Staff identity provider', where: settings.staffOidc.issuer, who: '' } : null,
    { what: 'FHIR', where: fhir.production.url, who: 'apps, by token' },
    { what: 'FHIR, sandbox', where: fhir.sandbox.url, who: 'apps, by token' },
    { what: 'FHIR, provider directory', where: fhir.directory.url, who: 'open to all' },
    {
      what: 'Database',
      where: withoutPassword(databaseUrl),
      who: pieces.postgres ? `password in ${settings.dataDir}/postgres/password` : '',
    },
  ]
  return rows.filter((row) => row !== null)
}

function withoutPassword(url: string): string {
  const shown = new URL(url)
  shown.password = ''
  return shown.href
}

/** Columns of the last part before a list of people goes on below. */
const WHO_WIDTH = 72

/** Breaks a list at its commas and semicolons. */
function linesOf(who: string): string[] {
  const lines = ['']
  for (const part of who.split(/(?<=[,;]) /)) {
    const last = lines.at(-1) ?? ''
    if (last === '') lines[lines.length - 1] = part
    else if (last.length + 1 + part.length <= WHO_WIDTH) lines[lines.length - 1] = `${last} ${part}`
    else lines.push(part)
  }
  return lines
}

/** @returns the rows as aligned text; long lists of people go on below */
export function drawTable(rows: TableRow[]): string {
  const what = Math.max(...rows.map((row) => row.what.length))
  const where = Math.max(...rows.map((row) => row.where.length))
  const line = (row: TableRow) => `  ${row.what.padEnd(what)}  ${row.where.padEnd(where)}  ${row.who}`.trimEnd()
  const lines = (row: TableRow) =>
    linesOf(row.who).map((who, index) => line(index === 0 ? { ...row, who } : { what: '', where: '', who }))
  const head = line({ what: 'What', where: 'Where', who: 'Sign in as' })
  const rule = `  ${'-'.repeat(what)}  ${'-'.repeat(where)}  ${'-'.repeat(10)}`
  return ['', head, rule, ...rows.flatMap(lines), ''].join('\n')
}
