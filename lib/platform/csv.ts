/** Rows as CSV for a spreadsheet (RFC 4180). What a spreadsheet would run as a formula is made text. */
import { stringify } from 'csv-stringify/sync'

/** @param columns names of the columns in their order, which are also the keys of a row */
export function csvText(columns: readonly string[], rows: readonly Record<string, unknown>[]): string {
  return stringify([...rows], {
    columns: [...columns],
    header: true,
    escape_formulas: true,
    record_delimiter: '\r\n',
    bom: true,
  })
}
