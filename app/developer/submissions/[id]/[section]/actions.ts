'use server'
/** What the buttons of a section's form do: save, or draw the form again with one entry more or less. */
import { redirect } from 'next/navigation'
import type { FormState } from '../../../../../components/ui/form-state.ts'
import { answerText } from '../../../../../lib/domain/answer-text.ts'
import { currentEdition } from '../../../../../lib/domain/questionnaire.ts'
import { Refusal } from '../../../../../lib/domain/refusal.ts'
import { type FormInput, failure, formInput } from '../../../../../lib/platform/web/action.ts'
import { pageContext, requestId } from '../../../../../lib/platform/web/request.ts'
import { type StaleAnswer, saveSection } from '../../../../../lib/services/submission-draft.ts'
import { readSectionPost, type SectionPost, withEntry, withoutEntry, withVersions } from './post.ts'

export async function saveSectionAction(_state: FormState, form: FormData): Promise<FormState> {
  const post = readSectionPost(formInput(form))
  if (post.add) return { errors: {}, values: withEntry(post, post.add) }
  if (post.remove) return { errors: {}, values: withoutEntry(post, post.remove) }
  const { submissionId, section, inputs, versions } = post
  try {
    const result = await saveSection(await pageContext(), { submissionId, section, form: inputs, versions })
    if (Object.keys(result.errors).length > 0) {
      return { errors: result.errors, values: withVersions(post.kept, result.versions) }
    }
  } catch (error) {
    if (error instanceof Refusal && error.code === 'stale') return staleState(post, error)
    return failure(error, post.kept, await requestId())
  }
  redirect(post.next)
}

type StaleDetails = {
  answers: Record<string, StaleAnswer>
  errors: Record<string, string>
  versions: Record<string, number>
}

/** The form as it was typed, with what somebody else saved beside it; saving again then writes over it knowingly. */
function staleState(post: SectionPost, error: Refusal): FormState {
  const { answers, errors, versions } = error.details as StaleDetails
  const values: FormInput = withVersions(post.kept, versions)
  const sentences: Record<string, string> = { _form: error.message }
  for (const [questionId, stale] of Object.entries(answers)) {
    values[`_version.${questionId}`] = String(stale.version)
    values[`_theirs.${questionId}`] = answerText(currentEdition(), questionId, stale.theirs)
    sentences[questionId] = 'Somebody else changed this answer. Compare the two.'
  }
  return { errors: { ...sentences, ...errors }, values, code: error.code }
}
