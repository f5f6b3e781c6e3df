/** `portal -- audit verify`: both audit chains, and the first bad row of each. */
import { verifyAudit } from '../lib/services/audit.ts'
import { withDatabase } from './portal-database.ts'

const FAULTS = {
  gap: 'is missing',
  link: 'does not follow from the row before',
  digest: 'was changed',
  head: 'is missing at the end',
}

/** @returns 0 when both are whole, else 1 */
export function auditCommand(out: (line: string) => void): Promise<number> {
  return withDatabase(async (ctx) => {
    const checks = await verifyAudit(ctx)
    for (const { chain, rows, fault } of checks) {
      out(fault ? `${chain}: row ${fault.seq} ${FAULTS[fault.fault]}` : `${chain}: ${rows} rows, all in order`)
    }
    return checks.some(({ fault }) => fault) ? 1 : 0
  })
}
