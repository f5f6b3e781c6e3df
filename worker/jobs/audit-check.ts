/** Walks both audit chains once a day. A broken one is said as loudly as a log can, every day until somebody acts. */
import { verifyAudit } from '../../lib/services/audit.ts'
import type { JobTools } from './tools.ts'

/** @returns whether both chains are in order */
export async function auditCheckJob(tools: JobTools): Promise<boolean> {
  const checks = await verifyAudit(tools.context('audit_check'))
  for (const { chain, rows, fault } of checks) {
    if (fault)
      tools.log.fatal({ chain, rows, fault }, 'THE AUDIT CHAIN IS BROKEN: somebody changed it, or it was restored')
    else tools.log.info({ chain, rows }, 'audit chain in order')
  }
  return checks.every(({ fault }) => fault === null)
}
