/** The operator's look ahead at the inactivity ladder: who would get what by an instant if nobody is heard of. */
import type { Context } from '../lib/services/context.ts'
import { type PlannedStep, previewLadder } from '../lib/services/ladder.ts'

const inUtc = (at: Date) => at.toISOString().replace(/\.\d{3}Z$/, 'Z')

export type InactivityArguments = { asOf: string | null }

/** `--as-of <instant> --dry-run`, in either order; null when the command is not written right. */
export function inactivityArguments(args: readonly string[]): InactivityArguments | null {
  let asOf: string | null = null
  let dryRun = false
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] ?? ''
    if (arg === '--dry-run') dryRun = true
    else if (arg === '--as-of' && asOf === null) {
      index += 1
      asOf = args[index] ?? ''
    } else if (arg.startsWith('--as-of=') && asOf === null) asOf = arg.slice('--as-of='.length)
    else return null
  }
  return dryRun ? { asOf } : null
}

/** One step on one line: when, what, which client, whose, to whom. */
function lineOf({ at, step, clientId, app, organization, to }: PlannedStep): string {
  const whom = to.length > 0 ? to.join(', ') : 'nobody to write to'
  return [inUtc(at), step.padEnd(13), clientId, `${app} (${organization})`, whom].join('  ')
}

/** Prints the list, a summary last, and changes nothing. @returns 1 when inactivity is not judged now, else 0 */
export async function inactivityCommand(ctx: Context, asOf: Date, out: (line: string) => void): Promise<number> {
  const { judged, planned } = await previewLadder(ctx, asOf)
  for (const step of planned) out(lineOf(step))
  const clients = new Set(planned.map(({ clientId }) => clientId)).size
  out(`${planned.length} steps for ${clients} clients by ${inUtc(asOf)}; nothing was changed`)
  if (!judged) out('The activity feed is silent, so no step is taken until it is back.')
  return judged ? 0 : 1
}
