/**
 * Clients in a payer's own authorization server (RFC 7591, 7592): where one stands, which call comes next, and when a
 * failed one is tried again. Everything is read from intents, attempts and what the server last confirmed.
 */

export type ProvisionAction = 'register' | 'update' | 'delete'
export type ProvisionCall = 'register' | 'update' | 'read' | 'delete'

/**
 * What came of a call. `answered`: done, but not yet read back. `unreachable`: it surely did not arrive; `unanswered`: it
 * may have. `mismatch`: the answer does not say what it must. `lost`: nobody can manage the client there any more.
 */
export type ProvisionEnd = 'answered' | 'confirmed' | 'refused' | 'unreachable' | 'unanswered' | 'mismatch' | 'lost'
export type ProvisionOutcome = 'started' | ProvisionEnd

export type ProvisionAttempt = { call: ProvisionCall; outcome: ProvisionOutcome; at: Date; detail: string }

/** What the client shall be there: `keys` waits until it has keys to prove itself by. */
export type ProvisionWish = 'present' | 'absent' | 'keys'

export type ProvisionFacts = {
  wish: ProvisionWish
  /** The newest; null when there was never one. */
  intent: { action: ProvisionAction; digest: string; at: Date } | null
  /** Of that intent, oldest first. */
  attempts: readonly ProvisionAttempt[]
  /** What we manage there; `confirmedDigest` is of the metadata that was read back and not touched since. */
  remote: { confirmedDigest: string | null } | null
}

export type ProvisionStanding =
  | 'live'
  | 'not_yet_live'
  | 'waits_for_keys'
  | 'refused'
  | 'lost'
  | 'drifted'
  | 'not_yet_stopped'
  | 'stopped'

const ended = (attempts: readonly ProvisionAttempt[]) => attempts.filter(({ outcome }) => outcome !== 'started')
const silent = ({ outcome }: ProvisionAttempt) => outcome === 'unreachable' || outcome === 'unanswered'
const lastEnded = (attempts: readonly ProvisionAttempt[]) => ended(attempts).at(-1)
/** The last end that says something about the client there. */
const lastSaid = (attempts: readonly ProvisionAttempt[]) => ended(attempts).findLast((attempt) => !silent(attempt))

/**
 * A stop counts only when it is confirmed, also of a client that makes way for another; and nothing is live that was not
 * read back as it shall be.
 */
export function provisionStanding({ wish, intent, attempts, remote }: ProvisionFacts): ProvisionStanding {
  const goes = wish !== 'present' || intent?.action === 'delete'
  if (goes && remote !== null) return 'not_yet_stopped'
  if (wish !== 'present') return wish === 'keys' ? 'waits_for_keys' : 'stopped'
  if (intent === null) return 'not_yet_live'
  if (remote !== null && remote.confirmedDigest === intent.digest) {
    const said = lastSaid(attempts)
    return said === undefined || said.outcome === 'confirmed' ? 'live' : 'drifted'
  }
  const last = lastEnded(attempts)
  if (last?.outcome === 'refused') return 'refused'
  return lastSaid(attempts)?.outcome === 'lost' ? 'lost' : 'not_yet_live'
}

/** Whether it is not there as it shall be, or was not read back: everything that is listed for staff. */
export function isProvisionOpen(facts: ProvisionFacts): boolean {
  const standing = provisionStanding(facts)
  return standing !== 'live' && standing !== 'stopped' && standing !== 'waits_for_keys'
}

/** The same in words for developers: what keeps a client from being live is for staff to see. */
export const DEVELOPER_STANDINGS = ['live', 'not_yet_live', 'waits_for_keys', 'in_question', 'stopped'] as const
export type DeveloperStanding = (typeof DEVELOPER_STANDINGS)[number]

const FOR_DEVELOPERS: Record<ProvisionStanding, DeveloperStanding> = {
  live: 'live',
  not_yet_live: 'not_yet_live',
  refused: 'not_yet_live',
  lost: 'not_yet_live',
  waits_for_keys: 'waits_for_keys',
  drifted: 'in_question',
  not_yet_stopped: 'stopped',
  stopped: 'stopped',
}

export function developerStanding(facts: ProvisionFacts): DeveloperStanding {
  if (facts.wish === 'keys') return 'waits_for_keys'
  const standing = provisionStanding(facts)
  return standing === 'not_yet_stopped' && facts.wish === 'present' ? 'not_yet_live' : FOR_DEVELOPERS[standing]
}

/** Whether it is approved and the server has not confirmed it. */
export const isNotYetLive = (standing: DeveloperStanding | undefined): boolean =>
  standing === 'not_yet_live' || standing === 'waits_for_keys'

/** Whether what an intent asks for became live by the end of a call just now: once for each intent, however often it is read. */
export function becameLive(before: ProvisionFacts, after: ProvisionFacts): boolean {
  const told = before.attempts.some(({ outcome }) => outcome === 'confirmed')
  return !told && provisionStanding(before) !== 'live' && provisionStanding(after) === 'live'
}

/** What was asked for at an instant, and when it was first read back as it shall be. */
export type AskedFor = { action: ProvisionAction; at: Date; confirmedAt: Date | null }

/** Whether it was asked for and came to be that a client works there. */
export const wentLive = (asked: AskedFor): asked is AskedFor & { confirmedAt: Date } =>
  asked.action !== 'delete' && asked.confirmedAt !== null

/**
 * When what was approved at an instant was live there; that instant when nothing had to change, null while it is not.
 * @param intents oldest first
 */
export function liveAt(approvedAt: Date, intents: readonly AskedFor[]): Date | null {
  const inForce = intents.findLastIndex(({ at }) => at <= approvedAt)
  const live = intents.slice(Math.max(inForce, 0)).find(wentLive)
  if (!live) return null
  return live.confirmedAt > approvedAt ? live.confirmedAt : approvedAt
}

/** Longest time (ms) for one call. */
export const PROVISION_PATIENCE = 15_000

/** A call without an end after this time (ms) died with its worker. */
const CALL_LOST_AFTER = 2 * PROVISION_PATIENCE

/** Whether a call is being made right now: a second one beside it would use up its access token. @param attempts oldest first */
export function isCallUnderWay(attempts: readonly ProvisionAttempt[], now: Date): boolean {
  const last = attempts.at(-1)
  return last?.outcome === 'started' && now.getTime() - last.at.getTime() < CALL_LOST_AFTER
}

/**
 * What to ask for next, so that the client is there as wished; null when nothing is to be asked for now. A removal is
 * finished first: what comes after it is another client there, with an id and a secret that nobody knew before.
 * @param last the newest intent's action @param there whether we manage a client there
 */
export function nextAction(
  wish: ProvisionWish,
  last: ProvisionAction | undefined,
  there: boolean,
): ProvisionAction | null {
  if (wish !== 'present') return last === undefined || last === 'delete' ? null : 'delete'
  if (last === 'delete') return there ? null : 'register'
  return last === undefined ? 'register' : 'update'
}

/** `work`: what is due by itself. `retry`: a person asked. `check`: the daily look at what is there. */
export type ProvisionCause = 'work' | 'retry' | 'check'

/** The one call to make now; null when there is none, or when a person has to decide first. */
export function nextCall(facts: ProvisionFacts, cause: ProvisionCause): ProvisionCall | null {
  if (facts.intent === null) return null
  if (facts.intent.action === 'delete') return nextToStop(facts, cause)
  return facts.remote === null ? nextToRegister(facts, cause) : nextToConfirm(facts, facts.intent.digest, cause)
}

function nextToStop({ attempts, remote }: ProvisionFacts, cause: ProvisionCause): ProvisionCall | null {
  if (remote === null) return null
  const said = lastSaid(attempts)
  if (said?.call === 'delete' && said.outcome === 'answered') return 'read'
  return said?.outcome === 'lost' && cause === 'work' ? null : 'delete'
}

function nextToRegister({ attempts }: ProvisionFacts, cause: ProvisionCause): ProvisionCall | null {
  const outcome = lastSaid(attempts)?.outcome
  // Each of these may have left a client there that can do nothing; one a day would be a heap of them.
  if ((outcome === 'mismatch' || outcome === 'lost') && cause !== 'retry') return null
  return outcome === 'refused' && cause === 'work' ? null : 'register'
}

function nextToConfirm(facts: ProvisionFacts, digest: string, cause: ProvisionCause): ProvisionCall | null {
  const said = lastSaid(facts.attempts)
  if (said?.call === 'update' && said.outcome === 'answered') return 'read'
  if (facts.remote?.confirmedDigest === digest) {
    if (cause === 'work') return null
    // What somebody changed there is put right only when a person says so.
    return cause === 'retry' && said?.outcome === 'mismatch' ? 'update' : 'read'
  }
  const stuck = said?.outcome === 'refused' || said?.outcome === 'lost'
  return stuck && cause === 'work' ? null : 'update'
}

/**
 * Whether an earlier removal of this intent may have reached the server, so that "no such client" is what success looks
 * like. @param attempts before the call that is judged
 */
export function mayBeDeleted(attempts: readonly ProvisionAttempt[]): boolean {
  return mayHaveArrived(attempts.filter(({ call }) => call === 'delete')) > 0
}

/**
 * How many registrations may have left a client there that nobody manages; it can do nothing.
 * @param attempts of every intent of a client, oldest first, none of them under way
 */
export function leftBehind(attempts: readonly ProvisionAttempt[]): number {
  const registrations = attempts.filter(({ call }) => call === 'register')
  const unusable = registrations.filter(({ outcome }) => outcome === 'mismatch' || outcome === 'lost')
  return mayHaveArrived(registrations) + unusable.length
}

/** Calls without an end (the process died) and calls without an answer. */
function mayHaveArrived(attempts: readonly ProvisionAttempt[]): number {
  const started = attempts.filter(({ outcome }) => outcome === 'started').length
  const unanswered = attempts.filter(({ outcome }) => outcome === 'unanswered').length
  return started - ended(attempts).length + unanswered
}

const SECOND = 1000
const MINUTE = 60 * SECOND
const WAITS = [10 * SECOND, 30 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE, 60 * MINUTE]
/** Assumption: a client that must stop is never left alone for longer than this. */
const LONGEST_WAIT_TO_STOP = 5 * MINUTE

/**
 * How long (ms) after its last end the next try comes; null when none comes by itself.
 * The daily check looks again at whatever is not well.
 */
export function retryDelay(facts: ProvisionFacts): number | null {
  const last = lastEnded(facts.attempts)
  if (last === undefined || last.outcome === 'confirmed' || nextCall(facts, 'work') === null) return null
  if (last.outcome === 'answered') return 0
  const failed = ended(facts.attempts)
  const goodAt = failed.findLastIndex(({ outcome }) => outcome === 'answered' || outcome === 'confirmed')
  // A server that says yes and does nothing answers each update well: that is no progress.
  const lies = failed.filter(({ outcome }) => outcome === 'mismatch').length
  const tries = Math.max(failed.length - 1 - goodAt, lies)
  const wait = WAITS[Math.min(tries, WAITS.length) - 1] ?? MINUTE
  return facts.intent?.action === 'delete' ? Math.min(wait, LONGEST_WAIT_TO_STOP) : wait
}

/** A new client may take this long (ms) before anybody has to look. */
const MAY_TAKE = 10 * MINUTE

/** Whether somebody has to look: everything but what is as it shall be, or was asked for a moment ago. */
export function provisionNeedsAttention(facts: ProvisionFacts, now: Date): boolean {
  if (!isProvisionOpen(facts)) return false
  if (provisionStanding(facts) !== 'not_yet_live') return true
  const failed = ended(facts.attempts).some(({ outcome }) => outcome === 'mismatch')
  return failed || (facts.intent !== null && now.getTime() - facts.intent.at.getTime() > MAY_TAKE)
}
