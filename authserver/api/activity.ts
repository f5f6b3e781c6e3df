/**
 * POST /v1/activity: the payer's gateway tells what it saw of clients, up to 1,000 events a batch, as a JSON array or as
 * NDJSON, signed by the Standard Webhooks scheme. 200 is answered when the batch is kept, and again when it comes again.
 */
import type Router from '@koa/router'
import { ACTIVITY_BODY_MAX, type ActivityFormat, parseActivity } from '../../lib/domain/activity.ts'
import { digest } from '../../lib/platform/secrets.ts'
import { recordActivity } from '../../lib/services/activity.ts'
import { type IntakeApi, intakeRoute, textOf } from './intake.ts'

const FORMATS = {
  'application/json': 'json',
  'application/x-ndjson': 'ndjson',
  'application/ndjson': 'ndjson',
  'application/jsonl': 'ndjson',
} as const satisfies Readonly<Record<string, ActivityFormat>>

/** Adds the route. */
export function activityRoutes(router: Router, api: IntakeApi): void {
  intakeRoute(router, api, {
    path: '/v1/activity',
    types: Object.keys(FORMATS) as (keyof typeof FORMATS)[],
    largest: ACTIVITY_BODY_MAX,
    statuses: { too_many_events: 413, batch_id_taken: 409 },
    async take({ id, type, body, context }) {
      const text = textOf(body)
      const events = parseActivity(text, FORMATS[type], context.now)
      const { environment } = api
      return recordActivity(context, { source: 'gateway', environment, id, digest: digest(text), events })
    },
  })
}
