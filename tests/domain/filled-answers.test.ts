/** The answers that other tests start from have no problem of their own. */
import { expect, it } from 'vitest'
import { problemsBeforeSubmit } from '../../lib/domain/answers.ts'
import { currentEdition } from '../../lib/domain/questionnaire.ts'
import { SIGNATURE_QUESTION } from '../../lib/domain/submission.ts'
import { filledAnswers } from '../support/filled-answers.ts'

it.each([true, false])('answers everything that shows (optional ones too: %s)', (optional) => {
  const problems = problemsBeforeSubmit(currentEdition(), filledAnswers(optional), { today: '2026-11-23' })
  expect(problems.filter(({ questionId }) => questionId !== SIGNATURE_QUESTION)).toEqual([])
})
