/** Every job there is, and when the ones without a cause of their own run. All can run twice without harm. */
import type { TaskList } from 'graphile-worker'
import { forgetActivity } from '../lib/services/activity.ts'
import { lapseAnswers } from '../lib/services/attestation-lapse.ts'
import { expireSandboxClients } from '../lib/services/client-expiry.ts'
import { remindOfSecrets } from '../lib/services/client-secret-reminder.ts'
import { tellExpiredOffers } from '../lib/services/client-transfer-expiry.ts'
import { forgetExpired } from '../lib/services/expiry.ts'
import { activityFeedJob } from './jobs/activity-feed.ts'
import { auditCheckJob } from './jobs/audit-check.ts'
import { jwksJob } from './jobs/jwks.ts'
import { eraseJob, ladderJob } from './jobs/ladder.ts'
import { mailJob } from './jobs/mail.ts'
import { provisionCheckJob, provisionJob } from './jobs/provision.ts'
import type { JobTools } from './jobs/tools.ts'
import { webhookJob } from './jobs/webhook.ts'

/** Name in the queue → what it does. */
export function jobList(tools: JobTools): TaskList {
  return {
    mail: (payload, helpers) => mailJob(tools, payload, helpers.job),
    webhook: (payload) => webhookJob(tools, payload),
    forget_expired: () => forgetExpired(tools.context('forget_expired')),
    forget_activity: () => forgetActivity(tools.context('forget_activity')),
    activity_feed: async () => {
      await activityFeedJob(tools)
    },
    audit_check: async () => {
      await auditCheckJob(tools)
    },
    ladder: () => ladderJob(tools),
    erase_removed: () => eraseJob(tools),
    jwks: (payload) => jwksJob(tools, payload),
    secret_reminders: async () => {
      await remindOfSecrets(tools.context('secret_reminders'))
    },
    expired_offers: async () => {
      await tellExpiredOffers(tools.context('expired_offers'))
    },
    expire_sandbox: async () => {
      await expireSandboxClients(tools.context('expire_sandbox'))
    },
    lapse_answers: async () => {
      await lapseAnswers(tools.context('lapse_answers'))
    },
    provision: (payload) => provisionJob(tools, payload),
    provision_check: () => provisionCheckJob(tools),
  }
}

/** Minute, hour, day, month, weekday in UTC. Several workers run each line once. */
export const CRONTAB = `
*/10 * * * * forget_expired ?max=3
*/10 * * * * activity_feed ?max=3
15 8 * * * forget_activity ?max=3
30 9 * * * audit_check ?max=3
5 * * * * ladder ?max=3
45 9 * * * erase_removed ?max=3
20 * * * * secret_reminders ?max=3
40 * * * * jwks ?max=3
15 9 * * * provision_check ?max=3
30 8 * * * lapse_answers ?max=3
35 9 * * * expired_offers ?max=3
50 9 * * * expire_sandbox ?max=3
`
