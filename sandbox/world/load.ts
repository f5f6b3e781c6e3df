/**
 * Loads the example world into an empty database: what some companies, reviewers and members did in the last weeks, in
 * order, through the services, at the instants at which it would have happened. Mails of the past go through the mail job
 * into the mail catcher, and carry the date of the day they are of.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { connect } from '../../db/client.ts'
import type { Settings } from '../../lib/platform/env.ts'
import { ensureTerms } from '../../lib/services/terms.ts'
import { traffic } from './activity.ts'
import { COMPANIES, SHARING } from './companies.ts'
import { PastAuthserver } from './members.ts'
import { openPost } from './post.ts'
import { clientOf } from './review.ts'
import { stories } from './stories.ts'
import type { Story } from './stories-approved.ts'
import { live, type Step, World } from './world.ts'

/** Business days ago on which the payer published its terms, and began to see what apps do. */
const BEGINNING = 90

/** @param settings with the secret of this installation @param options where the empty, migrated database is */
export async function loadWorld(settings: Settings, { databaseUrl }: { databaseUrl: string }): Promise<void> {
  const connection = connect(databaseUrl, 4)
  const post = openPost(settings, connection)
  const authserver = { current: undefined as PastAuthserver | undefined }
  try {
    const world = new World(settings, connection, post, new Date())
    const beginning = world.clock.daysAgo(BEGINNING, '09:00')
    await ensureTerms(world.context({ kind: 'system', job: 'world' }, beginning, 'system'))
    authserver.current = new PastAuthserver(world, beginning)
    await authserver.current.start()
    const told = stories(world)
    await live(world, [
      ...told.flatMap(({ steps }) => steps),
      ...sharing(world, authserver.current, told),
      ...traffic(
        world,
        told.flatMap(({ uses }) => uses),
        beginning,
      ),
    ])
    writeWorldFile(settings.dataDir, await demoClients(world, told))
  } finally {
    await authserver.current?.stop()
    post.close()
    await connection.close()
  }
}

/** The steps of the members. */
function sharing(world: World, authserver: PastAuthserver, told: readonly Story[]): Step[] {
  const { daysAgo } = world.clock
  return SHARING.flatMap((one) => {
    const demo = told.flatMap((story) => story.demo).find(({ app }) => app.name === one.app)
    if (!demo) throw new Error(`there is no app ${one.app}`)
    const at = daysAgo(one.days, '12:25')
    const stoppedAt = daysAgo(one.days - 3, '12:40')
    const begin: Step = {
      at,
      act: async () => authserver.share(one, { clientId: await clientOf(world, demo.app), name: one.app }, at),
    }
    return one.stopped
      ? [begin, { at: stoppedAt, act: () => authserver.stopSharing(one, one.app, stoppedAt) }]
      : [begin]
  })
}

async function demoClients(world: World, told: readonly Story[]) {
  const demos = told.flatMap((story) => story.demo)
  return Promise.all(
    demos.map(async ({ app, about }) => ({ clientId: await clientOf(world, app), name: app.name, about })),
  )
}

/** What the launcher's table and the demo app want to know. Its being there says that the world is whole. */
function writeWorldFile(dataDir: string, clients: { clientId: string; name: string; about: string }[]): void {
  const developers = Object.values(COMPANIES).map(({ owner, legalName }) => ({ email: owner.email, about: legalName }))
  writeFileSync(join(dataDir, 'world.json'), JSON.stringify({ developers, clients }, null, 2))
}
