/**
 * How hard a text is to read: Flesch-Kincaid grade for English (Kincaid et al. 1975), Flesch-Szigriszt on the INFLESZ
 * scale for Spanish (Szigriszt 1993, Barrio 2008; 65 and more is "quite easy"). Syllables are counted here.
 */

/** Sentences end at . ! ? : followed by a space or the end, also inside a quotation. */
function sentencesIn(text: string): number {
  return text.split(/[.!?:…]+[”"’)]*(?=\s|$)/u).filter((part) => /\p{L}|\p{N}/u.test(part)).length
}

function wordsIn(text: string): string[] {
  return text.match(/[\p{L}\p{N}]+(?:[’'.-][\p{L}\p{N}]+)*/gu) ?? []
}

/** Words that the rules below would count wrong; kept to those our texts use. */
const ENGLISH: Readonly<Record<string, number>> = {
  anyone: 3,
  area: 3,
  being: 2,
  business: 2,
  every: 2,
  employer: 3,
  employers: 3,
  everyone: 3,
  people: 2,
  science: 2,
  something: 2,
  someone: 2,
  somebody: 3,
  says: 1,
  used: 1,
  video: 3,
  ideas: 3,
  created: 3,
  hipaa: 2,
  ftc: 3,
  ai: 2,
  id: 2,
  url: 3,
  hiv: 3,
}

export function englishSyllables(word: string): number {
  const plain = word.toLowerCase().replace(/[’']/g, '')
  if (Object.hasOwn(ENGLISH, plain)) return ENGLISH[plain] ?? 1
  if (plain.includes('-') || plain.includes('.')) {
    return plain.split(/[-.]/).reduce((sum, part) => sum + englishSyllables(part), 0)
  }
  if (!/[a-z]/.test(plain)) return 1
  // A silent ending: made, makes, asked; but not added, closes, able.
  const spoken = plain
    .replace(/(?<=[^aeiouy])(?<![td]|[^aeiouy]l)ed$/, 'd')
    .replace(/(?<=[^aeiouy])(?<!s|z|x|ch|sh|c|g|[^aeiouy]l)es$/, 's')
    .replace(/(?<=[^aeiouy])(?<![^aeiouy]l)e$/, '')
  // Two vowels that are said apart: via, science, radio, dual, reality, doing.
  const apart = spoken.match(/i(?:a|o(?!u))(?!$)|ia$|io$|ua(?=[lt])|eo|(?<=[aeou])ing$|(?<=cr)ea(?=t)/g)?.length ?? 0
  const diphthong = spoken.match(/(?:t|s|c)i(?:o|a)/g)?.length ?? 0
  const groups = spoken.match(/[aeiouy]+/g)?.length ?? 0
  return Math.max(1, groups + apart - diphthong)
}

/** Said letter by letter. */
const SPANISH: Readonly<Record<string, number>> = { ftc: 3, ia: 2, vih: 4 }

/** Strong vowels, and stressed weak ones, each hold a syllable; a weak one leans on its neighbour. */
export function spanishSyllables(word: string): number {
  const plain = word
    .toLowerCase()
    .replace(/q[uü](?=[eiéí])/g, 'q')
    .replace(/gu(?=[eiéí])/g, 'g')
    .replace(/y(?=[aeiouáéíóúü])/g, 'j')
    .replace(/y/g, 'i')
  if (Object.hasOwn(SPANISH, plain)) return SPANISH[plain] ?? 1
  const groups = plain.match(/[aeiouáéíóúü]+/g) ?? []
  const within = (group: string): number => {
    const strong = group.match(/[aeoáéóíú]/g)?.length ?? 0
    return Math.max(1, strong)
  }
  return Math.max(
    1,
    groups.reduce((sum, group) => sum + within(group), 0),
  )
}

const count = (texts: readonly string[], syllables: (word: string) => number) => {
  const words = texts.flatMap(wordsIn)
  return {
    words: words.length,
    sentences: texts.reduce((sum, text) => sum + Math.max(1, sentencesIn(text)), 0),
    syllables: words.reduce((sum, word) => sum + syllables(word), 0),
  }
}

/** US school grade of a group of texts. */
export function fleschKincaid(texts: readonly string[]): number {
  const { words, sentences, syllables } = count(texts, englishSyllables)
  return 0.39 * (words / sentences) + 11.8 * (syllables / words) - 15.59
}

/** Ease on the INFLESZ scale, about 0 to 100; higher is easier. */
export function inflesz(texts: readonly string[]): number {
  const { words, sentences, syllables } = count(texts, spanishSyllables)
  return 206.835 - 62.3 * (syllables / words) - words / sentences
}
