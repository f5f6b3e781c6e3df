/**
 * POST /v1/ratings: the security-rating service (RiskRecon by default) sends alerts, up to 1,000 a message, as a JSON array
 * signed by the Standard Webhooks scheme. Every alert is kept, or none. Production alone has it.
 */
import type Router from '@koa/router'
import { parseAlerts, RATING_BODY_MAX } from '../../lib/domain/rating.ts'
import { digest } from '../../lib/platform/secrets.ts'
import { recordRatings } from '../../lib/services/rating.ts'
import { type IntakeApi, intakeRoute, textOf } from './intake.ts'

/** Adds the route. */
export function ratingRoutes(router: Router, api: IntakeApi): void {
  intakeRoute(router, api, {
    path: '/v1/ratings',
    types: ['application/json'],
    largest: RATING_BODY_MAX,
    statuses: { rating_id_taken: 409, too_many_alerts: 413 },
    async take({ id, body, context }) {
      const text = textOf(body)
      const { batchId: _ours, ...counts } = await recordRatings(context, {
        id,
        digest: digest(text),
        alerts: parseAlerts(text),
      })
      return counts
    },
  })
}
