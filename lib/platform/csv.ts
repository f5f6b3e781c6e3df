/** Rows as CSV (RFC 4180): written for a spreadsheet, and read from a file with the line of every row. */
import { setImmediate } from 'node:timers/promises'
import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import type { FileRow } from '../domain/rating-file.ts'
import { Refusal } from '../domain/refusal.ts'

/**
 * What a spreadsheet would run as a formula is made text.
 * @param columns names of the columns in their order, which are also the keys of a row
 */
export function csvText(columns: readonly string[], rows: readonly Record<string, unknown>[]): string {
  return stringify([...rows], {
    columns: [...columns],
    header: true,
    escape_formulas: true,
    // The library quotes its own record delimiter only; a single line end in a cell would begin a new row as well.
    quoted_match: /[\r\n]/,
    record_delimiter: '\r\n',
    bom: true,
  })
}

/** @returns the text of a file; refuses `csv_encoding` (field `file`) for anything but UTF-8 */
export function utf8Text(bytes: Uint8Array): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    if (!text.includes('\0')) return text
  } catch {
    // Said below.
  }
  const message = 'The file is no CSV text in UTF-8. In a spreadsheet program, save it as “CSV UTF-8”.'
  throw new Refusal('csv_encoding', message, { field: 'file' })
}

/** Characters of a row over several lines; a quote that is open for longer was never closed. */
const ROW_MAX = 16_000
/** Rows between two looks at what else waits. */
const PAUSE = 250

const quotes = (line: string) => line.split('"').length - 1

/**
 * Rows of a file with comma-separated cells. A row that cannot be read is reported and the next line begins a new one, so
 * that an open quote loses nothing but its own line. Other work goes on meanwhile.
 * @param most rows to read; one more tells that there are more
 */
export async function readCsv(text: string, most: number): Promise<FileRow[]> {
  const lines = text.split(/\r\n?|\n/)
  const rows: FileRow[] = []
  for (let at = 0; at < lines.length && rows.length <= most; ) {
    const { row, next } = readRow(lines, at)
    if (row) rows.push(row)
    at = next
    if (at % PAUSE === 0) await setImmediate()
  }
  return rows
}

function readRow(lines: readonly string[], start: number): { row: FileRow | null; next: number } {
  const line = start + 1
  const first = lines[start] ?? ''
  if (first === '') return { row: null, next: start + 1 }
  // Most rows have no quotes, and the library is slow for single rows.
  if (!first.includes('"')) return { row: { line, cells: first.split(',') }, next: start + 1 }
  const end = endOfRow(lines, start)
  const [cells] = end ? cellsOf(lines.slice(start, end).join('\n')) : []
  if (end && cells) return { row: { line, cells }, next: end }
  const problem = end
    ? 'A quote stands in the middle of a cell. Put quotes around the whole cell, and write each quote inside it twice.'
    : 'A quote is opened and never closed.'
  return { row: { line, problem }, next: start + 1 }
}

/** @returns the line after the row; null when its quotes never close */
function endOfRow(lines: readonly string[], start: number): number | null {
  let open = false
  let size = 0
  for (let at = start; at < lines.length && size <= ROW_MAX; at += 1) {
    const line = lines[at] ?? ''
    size += line.length + 1
    if (quotes(line) % 2 === 1) open = !open
    if (!open) return at + 1
  }
  return null
}

function cellsOf(row: string): string[][] {
  try {
    return parse(row, { relax_column_count: true })
  } catch {
    return []
  }
}
