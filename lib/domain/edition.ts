/**
 * What an edition of the questionnaire is made of. An edition is dated and never changes once published; question ids,
 * field ids and option codes are permanent and shared by all editions.
 */
/** Tone of a sentence on the label, worst first. */
export type LabelTone = 'alert' | 'no_answer' | 'caution' | 'neutral' | 'good'

/** Rows of the label, in the order in which every app's label has them. */
export const ROW_IDS = [
  'who',
  'data',
  'selling',
  'ads',
  'sharing',
  'other-uses',
  'control',
  'where',
  'safety',
  'promises',
] as const
export type RowId = (typeof ROW_IDS)[number]

export const SECTION_IDS = [
  'organization',
  'app',
  'law',
  'policy',
  'use',
  'sharing',
  'choices',
  'storage',
  'security',
  'smart',
  'conduct',
] as const
export type SectionId = (typeof SECTION_IDS)[number]

/**
 * When a question or a field shows. `any`: one of these codes is chosen; `only`: something is chosen and nothing but
 * these codes. Without `field` the code of the choice itself is meant.
 */
export type Condition =
  | { readonly question: string; readonly field?: string; readonly any: readonly string[] }
  | { readonly question: string; readonly field?: string; readonly only: readonly string[] }
  | { readonly all: readonly Condition[] }
  | { readonly either: readonly Condition[] }
  | { readonly not: Condition }

export type Option = {
  /** Permanent, kebab-case. */
  readonly code: string
  readonly label: string
  readonly meaning?: string
  /** In a multiple choice: cannot stand beside another one ("nobody", "none of these"). */
  readonly alone?: boolean
}

export type FieldKind =
  | 'text'
  | 'long_text'
  | 'url'
  | 'email'
  | 'phone'
  | 'date'
  | 'number'
  | 'country'
  | 'yesno'
  | 'choice'
  | 'multi'
  | 'text_list'
  | 'url_list'
  | 'redirect_uri_list'
  | 'acknowledge'

export type QuestionField = {
  readonly id: string
  readonly label: string
  readonly kind: FieldKind
  readonly required: boolean
  readonly options?: readonly Option[]
  readonly hint?: string
  /** Characters of a text, value of a number, entries of a list. */
  readonly max?: number
  /** Smallest value of a number. */
  readonly min?: number
  /** May look at sibling fields and at the choice of its own question. */
  readonly showIf?: Condition
  /** Names or reaches a person: kept apart from every digest, so that it can be erased. */
  readonly person?: boolean
}

export type QuestionType = 'choice' | 'multi' | 'yesno' | 'text' | 'composite' | 'list'

export type Question = {
  readonly id: string
  readonly section: SectionId
  readonly type: QuestionType
  readonly prompt: string
  /** Why the payer asks, in one or two plain sentences. */
  readonly why: string
  /** What the words of the question mean. */
  readonly meaning?: string
  readonly required: boolean
  readonly options?: readonly Option[]
  readonly fields?: readonly QuestionField[]
  /** Characters of a text, entries of a list. */
  readonly max?: number
  readonly showIf?: Condition
  readonly row: RowId | null
  /** An optional privacy question: a blank is an answer that members are told. */
  readonly privacy: boolean
  /** Has fields that name or reach a person. */
  readonly person?: boolean
}

export type Section = {
  readonly id: SectionId
  readonly title: string
  readonly lead?: string
  readonly questions: readonly Question[]
}

export type Edition = {
  readonly id: '2026-1'
  readonly title: string
  /** Calendar day, YYYY-MM-DD. */
  readonly publishedAt: string
  readonly sections: readonly Section[]
}

/**
 * An answer as stored. choice and yesno → code; multi → codes; text → string; composite → its fields; list → array of
 * field objects; choice with fields → `{ choice, …fields }`; multi with fields → `{ choices, …fields }`.
 */
export type FieldValues = { readonly [field: string]: unknown }
export type AnswerValue = string | readonly string[] | FieldValues | readonly FieldValues[]
/** By question id. Missing or null is a blank. */
export type Answers = Readonly<Record<string, AnswerValue | null | undefined>>

/** The value, and all it holds, fixed for ever. */
export function freezeDeep<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    for (const item of Object.values(value)) freezeDeep(item)
    Object.freeze(value)
  }
  return value
}

/** The two answers of every yes-or-no question and field. */
export const YES_NO: readonly Option[] = freezeDeep([
  { code: 'yes', label: 'Yes' },
  { code: 'no', label: 'No' },
])
