/** Apps: registered under a name that no member takes for another's. */
import { countApps, hasLiveFold, insertApp } from '../../db/queries/app.ts'
import { MAX_APPS } from '../domain/app.ts'
import { foldAppName, parseAppName, refuseLookAlike } from '../domain/app-name.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Context } from './context.ts'
import { lockedOrganizationAccess } from './organization-access.ts'
import { recordAudit } from './record.ts'

/**
 * Registers an app. Two who take the same name at once: one gets it. Refuses `app_name`, `app_name_taken` (beside
 * `name`), `too_many_apps`, `not_found`, `role_too_low`.
 */
export function registerApp(ctx: Context, input: { organizationId: string; name: string }): Promise<{ appId: string }> {
  return ctx.transaction(async (tx) => {
    const { organizationId } = input
    const { actor } = await lockedOrganizationAccess(tx, ctx, organizationId, 'register_app')
    const name = parseAppName(input.name)
    const nameFold = foldAppName(name)
    const payer = [ctx.settings.payer.name, ctx.settings.payer.shortName]
    refuseLookAlike(name, (await hasLiveFold(tx, nameFold)) ? [nameFold] : [], payer)
    if ((await countApps(tx, organizationId)) >= MAX_APPS) {
      throw new Refusal('too_many_apps', `An organization can have ${MAX_APPS} apps. Write to us if you need more.`)
    }
    const appId = ctx.randomId()
    const row = { id: appId, organizationId, name, nameFold, createdAt: ctx.now, createdBy: actor.personId }
    // The index decides between two at once; the one who came second reads what everybody else reads.
    if (!(await insertApp(tx, { ...row, deletedAt: null }))) refuseLookAlike(name, [nameFold], [])
    await recordAudit(tx, ctx, { act: 'app.registered', noun: 'app', nounId: appId, organizationId })
    return { appId }
  })
}
