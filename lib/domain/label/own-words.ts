/**
 * What a company wrote itself, fit to stand in quotation marks on a page where members decide: one line of plain text,
 * without links, without ticks, stars and pictures, without invisible or direction-turning characters, and without
 * marks that could end the quotation.
 */

import { MARKS } from '../app-name.ts'

export const OWN_WORDS_LENGTH = 280

const ENDINGS = 'com|org|net|edu|gov|io|app|health|care|co|us|info|biz|dev|ai|me|ly|gl|link|site|online|xyz|example'
const LINK = new RegExp(
  `[a-z][a-z0-9+.-]*://\\S*|\\bmailto:\\S*|\\bwww\\.\\S+|\\b(?:[\\p{L}\\d-]+\\.)+(?:${ENDINGS})\\b(?:[/?#:]\\S*)?`,
  'giu',
)
const QUOTES = /["“”„‟«»‹›＂〝〞]/gu
const SIGNS = new RegExp(MARKS, 'gu')
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\s]+/gu

/** Printable characters on one line. Control and format characters count as a space. */
export function oneLine(value: unknown): string {
  return typeof value === 'string'
    ? value
        .replace(UNSEEN, ' ')
        .replace(/\p{Cs}/gu, '')
        .trim()
    : ''
}

function shortened(text: string, max: number): string {
  const letters = [...text]
  return letters.length <= max
    ? text
    : `${letters
        .slice(0, max - 1)
        .join('')
        .trimEnd()}…`
}

/** @returns at most 280 characters; empty when nothing is left to quote */
export function ownWords(value: unknown): string {
  const text = oneLine(value).replace(LINK, ' ').replace(SIGNS, ' ').replace(QUOTES, '’').replace(/\s+/gu, ' ').trim()
  return /[\p{L}\p{N}]/u.test(text) ? shortened(text, OWN_WORDS_LENGTH) : ''
}

/** A name, in one line. It keeps a domain in it ("Sunny.io, Inc."), because leaving out a name would hide somebody. */
export function ownName(value: unknown): string {
  const text = oneLine(value)
    .replace(/[a-z][a-z0-9+.-]*:\/\//giu, '')
    .replace(SIGNS, ' ')
    .replace(QUOTES, '’')
    .replace(/\s+/gu, ' ')
    .trim()
  return /[\p{L}\p{N}]/u.test(text) ? shortened(text, OWN_WORDS_LENGTH) : ''
}

/** Every name of a list that has one, each once. */
export function ownNames(values: readonly unknown[]): string[] {
  return [...new Set(values.map(ownName).filter(Boolean))]
}

/** An address that members may need, shown as text. */
export function address(value: unknown): string {
  return shortened(oneLine(value).replace(QUOTES, '').replace(/\s+/gu, ''), OWN_WORDS_LENGTH)
}
