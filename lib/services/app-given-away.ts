/** What a company still sees of an app that it handed over: who has it now, and the submissions that it signed itself. */
import { listGivenAway } from '../../db/queries/client-change.ts'
import { findPersonZone, listSubmissionsOfOrganization } from '../../db/queries/submission.ts'
import { listOrganizationsOfPerson } from '../../db/queries/terms.ts'
import { datedText, isZone } from '../domain/calendar.ts'
import { notFound } from '../domain/refusal.ts'
import { type ReviewStatus, reviewStatus } from '../domain/review.ts'
import type { Context } from './context.ts'
import { eventsOfSubmissions } from './submission-facts.ts'

export type AppGivenAway = {
  appId: string
  name: string
  /** The organization of this developer that gave it. */
  from: string
  to: string
  given: { at: Date; when: string }
  /** Its own ones, newest first. */
  submissions: { submissionId: string; reference: string; status: ReviewStatus }[]
}

/** Of every organization of this developer, newest first. Refuses `not_found` for anybody but a developer. */
export async function appsGivenAway(ctx: Context): Promise<AppGivenAway[]> {
  const { actor } = ctx
  if (actor.kind !== 'developer') throw notFound('page')
  const places = await listOrganizationsOfPerson(ctx.reader, actor.personId)
  const rows = await listGivenAway(
    ctx.reader,
    places.map(({ organizationId }) => organizationId),
  )
  const own = await findPersonZone(ctx.reader, actor.personId)
  const zone = own && isZone(own) ? own : ctx.settings.calendar.zone
  // Given twice by the same company: the last time counts.
  const last = rows.filter(
    (row, index) => rows.findIndex(({ appId, from }) => appId === row.appId && from === row.from) === index,
  )
  return Promise.all(
    last.map(async ({ appId, name, from, to, at }) => ({
      ...{ appId, name, to, given: { at, when: datedText(at, zone) } },
      from: places.find(({ organizationId }) => organizationId === from)?.organization ?? '',
      submissions: await submissionsOf(ctx, from, appId),
    })),
  )
}

async function submissionsOf(ctx: Context, organizationId: string, appId: string) {
  const rows = (await listSubmissionsOfOrganization(ctx.reader, organizationId)).filter((row) => row.appId === appId)
  const events = await eventsOfSubmissions(
    ctx.reader,
    rows.map(({ id }) => id),
  )
  return rows.map(({ id, reference }) => ({
    ...{ submissionId: id, reference },
    status: reviewStatus(events.get(id) ?? []),
  }))
}
