/** When a question or field is asked, in words: shown beside it when nothing can hide it (no JavaScript). */
import { type Condition, type Edition, type Option, questionOf } from './questionnaire.ts'

const quoted = (texts: readonly string[], word: string): string => {
  const marked = texts.map((text) => `“${text}”`)
  return marked.length < 2 ? marked.join('') : `${marked.slice(0, -1).join(', ')} ${word} ${marked.at(-1)}`
}

function labelsOf(edition: Edition, condition: { question: string; field?: string }, codes: readonly string[]) {
  const question = questionOf(edition, condition.question)
  const field = question?.fields?.find(({ id }) => id === condition.field)
  const options: readonly Option[] = (condition.field ? field?.options : question?.options) ?? []
  return codes.map((code) => options.find((option) => option.code === code)?.label ?? code)
}

/** A clause that completes "Answer this if …". @param own the question that the condition stands on */
export function conditionText(edition: Edition, condition: Condition, own: string): string {
  if ('all' in condition) return condition.all.map((part) => conditionText(edition, part, own)).join(', and ')
  if ('either' in condition) return condition.either.map((part) => conditionText(edition, part, own)).join(', or ')
  if ('not' in condition) {
    const { not } = condition
    if ('any' in not)
      return `you did not choose ${quoted(labelsOf(edition, not, not.any), 'or')}${about(edition, not, own)}`
    return `it is not so that ${conditionText(edition, not, own)}`
  }
  if ('any' in condition) {
    return `you chose ${quoted(labelsOf(edition, condition, condition.any), 'or')}${about(edition, condition, own)}`
  }
  return `you chose nothing but ${quoted(labelsOf(edition, condition, condition.only), 'and')}${about(edition, condition, own)}`
}

/** Names the other question when the condition looks at one. */
function about(edition: Edition, condition: { question: string }, own: string): string {
  if (condition.question === own) return ''
  const question = questionOf(edition, condition.question)
  return question ? ` for “${question.prompt}”` : ''
}
