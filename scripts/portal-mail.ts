/** The operator's look at the outbox: what failed, what is late, and what may have been sent twice. */
import type { Context } from '../lib/services/context.ts'
import { type MailTrouble, mailTrouble, type TroubledMail } from '../lib/services/mail-trouble.ts'

/** @returns one mail on one line: state, since when, which, what, to whom, how often tried, what the server said */
function lineOf({ mailId, kind, to, createdAt, state, tries, detail }: TroubledMail): string {
  const since = createdAt.toISOString().replace(/\.\d{3}Z$/, 'Z')
  const tried = tries === 1 ? '1 try' : `${tries} tries`
  return [state.padEnd(8), since, mailId, kind, to, tried, detail].filter((part) => part !== '').join('  ')
}

/** @returns the lines an operator reads, a summary last */
export function mailLines({ mails, possibleDoubles }: MailTrouble): string[] {
  const count = (states: string[]) => mails.filter(({ state }) => states.includes(state)).length
  const failed = count(['refused', 'bounced', 'skipped'])
  const summary = `${failed} failed, ${mails.length - failed} late, ${possibleDoubles} possibly sent twice`
  return [...mails.map(lineOf), summary]
}

/** Prints the list. @returns 1 when an operator should act, else 0 */
export async function mailCommand(ctx: Context, out: (line: string) => void): Promise<number> {
  const trouble = await mailTrouble(ctx)
  for (const line of mailLines(trouble)) out(line)
  return trouble.mails.length > 0 ? 1 : 0
}
