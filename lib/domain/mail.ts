/**
 * What became of a mail, computed from its attempts. Sent at least once over SMTP: a mail that a server accepted is never
 * sent again, and the only doubles there can be come from an attempt whose end we never learned.
 */

export type MailOutcome = 'started' | 'accepted' | 'deferred' | 'refused' | 'bounced' | 'skipped'

/** One row of a mail's history, oldest first. */
export type MailAttempt = { outcome: MailOutcome; at: Date; detail: string }

export type MailState = 'waiting' | 'sending' | 'accepted' | 'deferred' | 'refused' | 'bounced' | 'skipped'

/** Begins the detail of an attempt that ended after the whole mail was handed over, but before the server's answer. */
export const MAY_HAVE_ARRIVED = 'The connection ended before the mail server answered; the mail may have arrived.'

/** A mail that is younger (ms) and not sent yet is no reason to worry. Assumption. */
export const STUCK_AFTER = 10 * 60 * 1000

const SETTLED: ReadonlySet<MailOutcome> = new Set(['accepted', 'refused', 'bounced', 'skipped'])

/** Whether nothing more is to be sent. */
export const isSettled = (attempts: readonly MailAttempt[]): boolean =>
  attempts.some(({ outcome }) => SETTLED.has(outcome))

/** What the newest row says; `sending` while an attempt has no end, be it running or cut off. */
export function mailState(attempts: readonly MailAttempt[]): MailState {
  const last = attempts.at(-1)
  if (!last) return 'waiting'
  return last.outcome === 'started' ? 'sending' : last.outcome
}

export const mailTries = (attempts: readonly MailAttempt[]): number =>
  attempts.filter(({ outcome }) => outcome === 'started').length

/** How often the mail may have been delivered once more than meant: tries with an unknown end that were tried again. */
export function possibleDoubles(attempts: readonly MailAttempt[]): number {
  let doubles = 0
  let unknownEnd = false
  for (const { outcome, detail } of attempts) {
    if (outcome === 'started') {
      if (unknownEnd) doubles += 1
      unknownEnd = true
    } else {
      unknownEnd = outcome === 'deferred' && detail.startsWith(MAY_HAVE_ARRIVED)
    }
  }
  return doubles
}

/** Whether an operator should look: it will never arrive, or it should have been gone by now. */
export function needsAttention(attempts: readonly MailAttempt[], createdAt: Date, now: Date): boolean {
  const state = mailState(attempts)
  if (state === 'refused' || state === 'bounced' || state === 'skipped') return true
  return state !== 'accepted' && now.getTime() - createdAt.getTime() >= STUCK_AFTER
}
