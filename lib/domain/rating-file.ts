/** A CSV file of alerts: its header, and each row either taken or reported by its line. Nothing good is lost for a bad row. */
import { type CellFault, parseAlert, RATING_COLUMNS, type RatingAlert, type RatingColumn } from './rating.ts'
import { Refusal } from './refusal.ts'

export const RATING_ROWS_MAX = 10_000
/** In bytes. */
export const RATING_FILE_MAX = 4 * 1024 * 1024

const FIELD = { field: 'file' }

const EMPTY = 'The file is empty. It needs a header row and a row for each alert.'

/** A form without a chosen file carries an empty one, under one of these names by whatever read the form. */
const UNNAMED: ReadonlySet<string> = new Set(['', 'blob', 'undefined'])

/** Before a file is read. Refuses (field `file`) `csv_missing`, `csv_empty` and `csv_too_large`. @param file null when there is none */
export function checkRatingFile(file: { name: string; size: number } | null): void {
  if (!file || (file.size === 0 && UNNAMED.has(file.name)))
    throw new Refusal('csv_missing', 'Choose a CSV file.', FIELD)
  if (file.size === 0) throw new Refusal('csv_empty', EMPTY, FIELD)
  if (file.size > RATING_FILE_MAX) {
    throw new Refusal('csv_too_large', 'The file has more than 4 MB. Split it into smaller files.', FIELD)
  }
}

/** A row with its place in the file, counted from 1; or why it could not be read. */
export type FileRow = { line: number; cells: readonly string[] } | { line: number; problem: string }

export type RatingFault = CellFault & { line: number }

/** Rows that were not taken; one may have several faults. */
export const badRowsOf = (faults: readonly { line: number }[]): number => new Set(faults.map(({ line }) => line)).size

export type RatingFile = { alerts: RatingAlert[]; faults: RatingFault[] }

const isBlank = (row: FileRow) => 'cells' in row && row.cells.every((cell) => cell.trim() === '')

/**
 * @param rows in the order of the file, header first
 * @returns the alerts and what is wrong with the other rows. Refuses (field `file`) `csv_empty`, `csv_separator`,
 * `csv_header` and `csv_rows`
 */
export function parseRatingFile(rows: readonly FileRow[]): RatingFile {
  const [header, ...body] = rows.filter((row) => !isBlank(row))
  if (!header) throw new Refusal('csv_empty', EMPTY, FIELD)
  const places = placesOf(header)
  if (body.length === 0) throw new Refusal('csv_empty', 'The file has a header row and no alerts.', FIELD)
  if (body.length > RATING_ROWS_MAX) {
    throw new Refusal('csv_rows', 'The file has more than 10,000 rows. Split it into smaller files.', FIELD)
  }
  const alerts: RatingAlert[] = []
  const faults: RatingFault[] = []
  for (const row of body) {
    const result = parseRow(row, places)
    if ('alert' in result) alerts.push(result.alert)
    else faults.push(...result.faults.map((fault) => ({ line: row.line, ...fault })))
  }
  return { alerts, faults }
}

type Places = { of: ReadonlyMap<RatingColumn, number>; columns: number }

function placesOf(header: FileRow): Places {
  if ('problem' in header) throw new Refusal('csv_header', `Line ${header.line}: ${header.problem}`, FIELD)
  const names = header.cells.map((cell) => cell.trim().toLowerCase())
  const missing = RATING_COLUMNS.filter((column) => !names.includes(column))
  const separator = names.length === 1 && /[;\t|]/.exec(names[0] ?? '')?.[0]
  if (separator) {
    const name = { ';': 'semicolons', '\t': 'tabs', '|': 'bars' }[separator]
    const message = `The columns are separated by ${name}. Save the file with commas between the columns.`
    throw new Refusal('csv_separator', message, FIELD)
  }
  if (missing.length > 0) {
    const message = `The header row has no column ${inWords(missing)}. It needs vendor, domain, rating, findings and severity.`
    throw new Refusal('csv_header', message, FIELD)
  }
  const twice = RATING_COLUMNS.filter((column) => names.indexOf(column) !== names.lastIndexOf(column))
  if (twice.length > 0) {
    throw new Refusal('csv_header', `The header row names ${inWords(twice)} twice.`, FIELD)
  }
  return { of: new Map(RATING_COLUMNS.map((column) => [column, names.indexOf(column)])), columns: names.length }
}

const inWords = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`

function parseRow(row: FileRow, { of, columns }: Places): ReturnType<typeof parseAlert> {
  if ('problem' in row) return { faults: [{ column: '', value: '', problem: row.problem }] }
  const { cells } = row
  const spare = cells.slice(columns).some((cell) => cell.trim() !== '')
  if (cells.length < columns || spare) {
    const problem = `The row has ${cells.length} cells and the header has ${columns}. Put a text with commas between quotes.`
    return { faults: [{ column: '', value: cells.join(',').slice(0, 200), problem }] }
  }
  const cell = (column: RatingColumn) => cells[of.get(column) ?? -1] ?? ''
  return parseAlert({
    vendor: cell('vendor'),
    domain: cell('domain'),
    rating: cell('rating'),
    findings: cell('findings'),
    severity: cell('severity'),
  })
}
