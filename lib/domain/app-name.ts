/**
 * App names: what may stand in one, and when two would be taken for the same. A member decides by the name, so a name
 * that looks like a live app's or like the payer's own is refused.
 */
import { normalForm } from './normal-form.ts'
import { Refusal } from './refusal.ts'

export const APP_NAME_MAX_LENGTH = 60

const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}]/u
const SCRIPTS: readonly [name: string, letters: RegExp][] = [
  ['Latin', /\p{Script=Latin}/u],
  ['Cyrillic', /\p{Script=Cyrillic}/u],
  ['Greek', /\p{Script=Greek}/u],
  ['Hebrew', /\p{Script=Hebrew}/u],
  ['Arabic', /\p{Script=Arabic}/u],
  ['Devanagari', /\p{Script=Devanagari}/u],
  ['Chinese', /\p{Script=Han}/u],
  ['Hiragana', /\p{Script=Hiragana}/u],
  ['Katakana', /\p{Script=Katakana}/u],
  ['Hangul', /\p{Script=Hangul}/u],
]

/** Chinese letters stand beside Japanese and Korean ones in everyday writing (UTS 39, "Highly Restrictive"). */
const TOGETHER: readonly (readonly string[])[] = [
  ['Chinese', 'Hiragana', 'Katakana'],
  ['Chinese', 'Hangul'],
]

const refuse = (message: string): never => {
  throw new Refusal('app_name', message, { field: 'name' })
}

/** Ticks, stars and other pictures, which would read as our judgement; the signs of a trade mark are none. */
export const MARKS = /(?![©®™])\p{Extended_Pictographic}|[√\u2600-\u27bf\u2b00-\u2bff]/u
export const MARKS_SENTENCE = 'Leave out signs such as ✓ or ★. Members would take them for a mark that we gave.'

/** The canonical name: NFKC, single spaces. Refuses `app_name` with a sentence that says what to change. */
export function parseAppName(text: string): string {
  if (text.length > 20 * APP_NAME_MAX_LENGTH) refuse(`Enter a name of ${APP_NAME_MAX_LENGTH} characters or less.`)
  const name = normalForm(text, 'NFKC').replace(/ {2,}/g, ' ').replace(/^ | $/g, '')
  if (name === '') refuse('Enter the name of the app, as members know it.')
  if ([...name].length > APP_NAME_MAX_LENGTH) refuse(`Enter a name of ${APP_NAME_MAX_LENGTH} characters or less.`)
  if (INVISIBLE.test(name)) refuse('Remove the invisible characters from the name.')
  if (MARKS.test(name)) refuse(MARKS_SENTENCE)
  if (!/[\p{L}\p{N}]/u.test(name)) refuse('Enter a name with letters or numbers.')
  const others = [...name].some((sign) => /\p{L}/u.test(sign) && !SCRIPTS.some(([, letters]) => letters.test(sign)))
  const used = SCRIPTS.filter(([, letters]) => letters.test(name)).map(([script]) => script)
  const fits =
    used.length + (others ? 1 : 0) <= 1 ||
    (!others && TOGETHER.some((set) => used.every((script) => set.includes(script))))
  if (!fits) refuse('Use letters of one alphabet only. Mixed alphabets can make one name look like another.')
  return name
}

/** Letters of other alphabets, and digits, that read like a Latin letter at a glance. */
const LOOKS_LIKE: Readonly<Record<string, string>> = {
  а: 'a',
  в: 'b',
  с: 'c',
  ԁ: 'd',
  е: 'e',
  һ: 'h',
  і: 'i',
  ј: 'j',
  к: 'k',
  м: 'm',
  н: 'h',
  о: 'o',
  р: 'p',
  ԛ: 'q',
  ѕ: 's',
  т: 't',
  у: 'y',
  ѵ: 'v',
  ԝ: 'w',
  х: 'x',
  α: 'a',
  β: 'b',
  ε: 'e',
  η: 'n',
  ι: 'i',
  κ: 'k',
  ν: 'v',
  ο: 'o',
  ρ: 'p',
  τ: 't',
  υ: 'u',
  χ: 'x',
  ı: 'i',
  ɡ: 'g',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  '0': 'o',
  '1': 'l',
  '3': 'e',
  '5': 's',
  '8': 'b',
  '!': 'l',
  '|': 'l',
  $: 's',
  '@': 'a',
}

/** Case, accents, spaces, punctuation and look-alike letters removed: equal folds are taken for the same name. */
export function foldAppName(name: string): string {
  const plain = normalForm(name, 'NFKD').replace(/\p{M}/gu, '').toLowerCase()
  // Behind a word, ! and | are punctuation; within one they stand for an l.
  const words = plain.replace(/[!|]+(?![\p{L}\p{N}])/gu, '')
  const letters = [...words].map((sign) => LOOKS_LIKE[sign] ?? sign).join('')
  const fold = letters
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/i/g, 'l')
    .replace(/rn/g, 'm')
    .replace(/vv/g, 'w')
  // A name of signs alone folds to nothing; it is then its own fold, never everybody's.
  return fold === '' ? plain : fold
}

/** Short names of fewer letters are everyday words or parts of many names. */
const SHORTEST = 4

/** Folds of the words of a text, without what cannot be seen and without "and", which may also be a sign or missing. */
function foldedWords(text: string): string[] {
  const plain = normalForm(text, 'NFKD').replace(/[\p{C}\p{M}]/gu, '')
  const words = plain.split(/[^\p{L}\p{N}!|$@]+/u).map(foldAppName)
  return words.filter((word) => word !== '' && word !== 'and')
}

/** Whether some words that follow each other read like the name when they are put together. */
function holds(words: readonly string[], name: string): boolean {
  return words.some((_word, start) => {
    let together = ''
    for (let next = start; next < words.length && together.length < name.length; next += 1) together += words[next]
    return together === name
  })
}

/** Whether a text holds the payer's full name, or its short name. @param payer names of the payer */
export function readsLikePayer(text: string, payer: { name: string; shortName: string }): boolean {
  const words = foldedWords(text)
  const [full, short] = [foldedWords(payer.name).join(''), foldedWords(payer.shortName).join('')]
  return (
    foldAppName(text).includes(foldAppName(payer.name)) ||
    holds(words, full) ||
    words.join('') === short ||
    (short.length >= SHORTEST && holds(words, short))
  )
}

/**
 * Refuses `app_name_taken` for a name that is taken for a live app's or holds the payer's own.
 * @param folds of live apps of other registrations @param payer names of the payer, long and short
 */
export function refuseLookAlike(name: string, folds: readonly string[], payer: readonly string[]): void {
  const fold = foldAppName(name)
  const own = payer.map(foldAppName).filter(Boolean)
  const [long, short = ''] = payer
  if (
    (long && readsLikePayer(name, { name: long, shortName: short })) ||
    own.some((reserved) => fold === `${reserved}app` || fold === `my${reserved}`)
  ) {
    throw new Refusal('app_name_taken', 'Choose another name. Members would take this one for the plan itself.', {
      field: 'name',
    })
  }
  if (folds.includes(fold)) {
    throw new Refusal('app_name_taken', 'Choose another name. It reads like the name of an app that is here already.', {
      field: 'name',
    })
  }
}
