/**
 * POST /v1/signals: the payer's gateway or SIEM says that a client attacks, one signal a message, as JSON, signed by the
 * Standard Webhooks scheme. It flags the client and tells AppSec; a person decides about a suspension.
 */
import type Router from '@koa/router'
import { parseSignal, SIGNAL_BODY_MAX } from '../../lib/domain/signal.ts'
import { digest } from '../../lib/platform/secrets.ts'
import { recordSignal } from '../../lib/services/signal.ts'
import { type IntakeApi, intakeRoute, textOf } from './intake.ts'

/** Adds the route. */
export function signalRoutes(router: Router, api: IntakeApi): void {
  intakeRoute(router, api, {
    path: '/v1/signals',
    types: ['application/json'],
    largest: SIGNAL_BODY_MAX,
    statuses: { signal_id_taken: 409 },
    take({ id, body, context }) {
      const text = textOf(body)
      const signal = parseSignal(text, context.now)
      return recordSignal(context, { environment: api.environment, id, digest: digest(text), signal })
    },
  })
}
