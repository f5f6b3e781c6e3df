/** What the developers of the example world do with an app: register it, answer, sign, reply, accept the terms. */
import { type Answers, formOf } from '../../lib/domain/answers.ts'
import type { AnswerValue } from '../../lib/domain/edition.ts'
import { currentEdition } from '../../lib/domain/questionnaire.ts'
import { registerApp } from '../../lib/services/app.ts'
import { createSandboxClient } from '../../lib/services/client.ts'
import type { Context } from '../../lib/services/context.ts'
import { replyToReview } from '../../lib/services/developer-reply.ts'
import { saveSection } from '../../lib/services/submission-draft.ts'
import { statementsOf } from '../../lib/services/submission-problems.ts'
import { sectionView } from '../../lib/services/submission-section.ts'
import { submit } from '../../lib/services/submission-send.ts'
import { startSubmission } from '../../lib/services/submission-start.ts'
import { acceptTerms, currentTerms } from '../../lib/services/terms.ts'
import type { Place } from './organization.ts'
import type { World } from './world.ts'

/** An app and its submission, once they are there. */
export type Entry = { place: Place; name: string; appId: string; submissionId: string }

export const entry = (place: Place, name: string): Entry => ({ place, name, appId: '', submissionId: '' })

const owner = (world: World, { place }: Entry, at: Date): Context => world.as(place.company, place.company.owner, at)

/** Registers the app and starts its questionnaire. */
export async function register(world: World, app: Entry, at: Date): Promise<void> {
  const ctx = owner(world, app, at)
  app.appId = (await registerApp(ctx, { organizationId: app.place.organizationId, name: app.name })).appId
  app.submissionId = (await startSubmission(ctx, { appId: app.appId })).submissionId
}

/** Tries the APIs with synthetic members. */
export async function trySandbox(world: World, app: Entry, at: Date): Promise<void> {
  const input = { appId: app.appId, name: `${app.name} test`, redirectUri: 'http://127.0.0.1/callback' }
  await createSandboxClient(owner(world, app, at), input)
}

/** Fills in what is given, section by section, as the forms do. */
export async function fill(world: World, { place, submissionId }: Entry, answers: Answers, at: Date): Promise<void> {
  const ctx = world.as(place.company, place.company.colleague, at)
  for (const section of currentEdition().sections) {
    const given = section.questions.filter((question) => answers[question.id] !== undefined)
    if (given.length === 0) continue
    const { values, versions } = await sectionView(ctx, { submissionId, section: section.id })
    const form = Object.assign(
      { ...values },
      ...given.map((question) => formOf(question, answers[question.id] as AnswerValue | null)),
    )
    const { errors } = await saveSection(ctx, { submissionId, section: section.id, form, versions })
    const [fault] = Object.entries(errors)
    if (fault) throw new Error(`${place.company.id}: ${fault.join(': ')}`)
  }
}

/** Signs and sends; the owner signs. */
export async function send(world: World, app: Entry, at: Date): Promise<void> {
  const { name, title } = app.place.company.owner
  const statements = statementsOf(currentEdition()).map(({ input }) => input)
  const input = { submissionId: app.submissionId, name, title, authority: true, statements }
  await submit(owner(world, app, at), input)
}

export async function reply(world: World, app: Entry, text: string, at: Date): Promise<void> {
  await replyToReview(owner(world, app, at), { submissionId: app.submissionId, text })
}

export async function accept(world: World, app: Entry, at: Date): Promise<void> {
  const ctx = owner(world, app, at)
  const { version } = await currentTerms(ctx)
  const { name, title } = app.place.company.owner
  await acceptTerms(ctx, { organizationId: app.place.organizationId, version, name, title, authority: 'yes' })
}
