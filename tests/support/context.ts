/** A context for service tests: real database, real digests, a clock that stands still unless moved. */
import type { Database } from '../../db/client.ts'
import { contextOn } from '../../lib/platform/context.ts'
import { readSettings } from '../../lib/platform/env.ts'
import type { Actor, Context } from '../../lib/services/context.ts'

export const MONDAY_MORNING = new Date('2026-11-23T15:00:00Z')

/** @param now defaults to Monday 2026-11-23, 9:00 in the payer's zone */
export function testContext(db: Database, actor: Actor, now: Date = MONDAY_MORNING): Context {
  const settings = readSettings({})
  return contextOn(db, settings, actor, { ip: '203.0.113.7', userAgent: 'test', requestId: 'test' }, now)
}
