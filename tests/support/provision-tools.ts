/** What jobs and services of a test work with where the payer's own authorization server serves the members. */
import type { Database } from '../../db/client.ts'
import { contextOn } from '../../lib/platform/context.ts'
import { readSettings } from '../../lib/platform/env.ts'
import { createLog } from '../../lib/platform/log.ts'
import { createMailer } from '../../lib/platform/mailer.ts'
import type { Actor, Context } from '../../lib/services/context.ts'
import type { JobTools } from '../../worker/jobs/tools.ts'
import { MONDAY_MORNING } from './context.ts'
import type { PayerAuthserver } from './payer-authserver.ts'

export type ProvisionTest = { tools: JobTools; context: (actor: Actor) => Context; clock: { now: Date } }

/** What jobs and services work with where the payer's own authorization server serves the members. */
export function provisionTest(db: Database, there: Pick<PayerAuthserver, 'url' | 'token'>): ProvisionTest {
  const settings = readSettings({ PROVISION_URL: there.url, PROVISION_TOKEN: there.token })
  const clock = { now: MONDAY_MORNING }
  const origin = { ip: '203.0.113.7', userAgent: 'test', requestId: 'test' }
  const context = (actor: Actor) => contextOn(db, settings, actor, origin, clock.now)
  const tools: JobTools = {
    context: (job) => context({ kind: 'system', job }),
    mailer: createMailer(settings),
    settings,
    log: createLog('silent'),
  }
  return { tools, context, clock }
}
