/**
 * Unicode normal forms of what others wrote. Putting the marks of a letter in order takes time that grows with the square
 * of their number, so that a few hundred kilobytes of accents would hold a process for minutes.
 */

/** No writing puts more marks on a letter (Unicode Standard Annex 15, 13: Stream-Safe Text Format). */
const MARKS_TOO_MANY = /(\p{M}{30})\p{M}+/gu

/** The text in a normal form; marks beyond thirty on one letter are dropped. Takes any length. */
export const normalForm = (text: string, form: 'NFC' | 'NFKC' | 'NFKD'): string =>
  text.replace(MARKS_TOO_MANY, '$1').normalize(form)
