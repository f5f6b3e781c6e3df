/** What a developer tells about themselves: a name and the time zone they read times in. */
import { findPerson, updatePersonName, updatePersonZone } from '../../db/queries/person.ts'
import { isZone } from '../domain/calendar.ts'
import type { ProfileInput } from '../domain/profile.ts'
import { notFound } from '../domain/refusal.ts'
import type { Context } from './context.ts'
import { recordAudit } from './record.ts'

export type ProfileView = {
  email: string
  name: string
  /** The chosen zone, else the payer's: what times are shown in. */
  zone: string
}

/** The actor's own profile. Refuses `not_found` for anybody but a developer. */
export async function profileView(ctx: Context): Promise<ProfileView> {
  if (ctx.actor.kind !== 'developer') throw notFound('page')
  const row = await findPerson(ctx.reader, ctx.actor.personId)
  if (!row) throw notFound('page')
  return { email: row.email, name: row.name, zone: row.zone && isZone(row.zone) ? row.zone : ctx.settings.payer.zone }
}

/** Saves the actor's own profile. Refuses `not_found` for anybody but a developer. */
export async function saveProfile(ctx: Context, { name, zone }: ProfileInput): Promise<void> {
  const { actor } = ctx
  if (actor.kind !== 'developer') throw notFound('page')
  await ctx.transaction(async (tx) => {
    await updatePersonName(tx, actor.personId, name)
    await updatePersonZone(tx, actor.personId, zone)
    await recordAudit(tx, ctx, { act: 'person.profile_saved', noun: 'person', nounId: actor.personId, data: { zone } })
  })
}
