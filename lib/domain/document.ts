/**
 * The document of a submission: its questions as they were asked and its answers as they were given. What names or
 * reaches a person is taken out and kept beside it, so that it can be erased without touching the digest.
 */
import { type AnswerLine, answerLines } from './answer-text.ts'
import type { Answers, AnswerValue, Edition, Question } from './edition.ts'
import { answerOf, fieldsOf, visibleQuestions } from './visibility.ts'

export type FrozenQuestion = {
  id: string
  section: string
  prompt: string
  /** The answer in words, as it was shown before signing, without people. */
  shown: AnswerLine[]
  /** The answer as stored, without people; null for a blank. */
  value: AnswerValue | null
}

export type DocumentContent = { edition: string; title: string; questions: FrozenQuestion[] }

/** By question id: the fields that name or reach a person. */
export type DocumentPeople = Record<string, Record<string, unknown>>

/** @returns the content for canonical JSON, and the people apart */
export function documentOf(edition: Edition, answers: Answers): { content: DocumentContent; people: DocumentPeople } {
  const people: DocumentPeople = {}
  const questions = visibleQuestions(edition, answers).map((question) => {
    const { value, person } = apart(question, answerOf(answers, question.id))
    if (Object.keys(person).length > 0) people[question.id] = person
    const { id, section, prompt } = question
    return { id, section, prompt, shown: answerLines(question, value), value }
  })
  return { content: { edition: edition.id, title: edition.title, questions }, people }
}

/** Splits an answer into what may stand in a digest and what names a person. */
function apart(question: Question, value: AnswerValue | null) {
  const personal = (question.fields ?? []).filter((field) => field.person).map((field) => field.id)
  if (value === null || personal.length === 0) return { value, person: {} }
  const entries = Object.entries(fieldsOf(value))
  return {
    value: Object.fromEntries(entries.filter(([id]) => !personal.includes(id))) as AnswerValue,
    person: Object.fromEntries(entries.filter(([id]) => personal.includes(id))),
  }
}
