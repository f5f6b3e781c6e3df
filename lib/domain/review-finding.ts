/**
 * What reviewers find about answers: when it may be recorded, how long it stands, and who may lift it. Same rule for every app.
 *
 * Assumptions where the payer's page is silent: what was found stands as long as the answer is the same, or until a
 * second person lifts it. Whoever recorded it does not, a lead included. An exception of a lead stands as long as the
 * answer is the same, too.
 */
import type { BusinessCalendar } from './calendar.ts'
import { canonicalJson } from './canonical-json.ts'
import { isOpen, type ReviewEvent, reviewStatus } from './review.ts'
import { wasHeard } from './review-heard.ts'
import { CONFLICT_SENTENCE } from './review-verdict.ts'

export const FINDING_KINDS = ['could_not_confirm', 'finding'] as const
export type FindingKind = (typeof FINDING_KINDS)[number]

/** What only a reviewer can find, with a sentence of its own for members: who makes the app, and the policy page. */
const FINDING_QUESTIONS: readonly string[] = ['org.identity', 'policy.url']

/**
 * Why this finding cannot be about this answer, as a sentence; null when it can.
 * @param question `row` is null when members read nothing of it; `blank` when it was not answered
 */
export function findingFault(
  kind: FindingKind,
  question: { id: string; row: string | null; blank: boolean } | null,
): string | null {
  if (!question || question.row === null) return 'Choose an answer that members read.'
  if (kind === 'finding') {
    return FINDING_QUESTIONS.includes(question.id) ? null : 'Only the company and its policy page can be missing proof.'
  }
  return question.blank ? 'A blank says nothing that could be confirmed.' : null
}

/** @param facts.superseded newer answers of the app are approved @returns every reason against recording a finding now */
export function whyNotFinding(
  facts: { events: readonly ReviewEvent[]; conflict: boolean; superseded: boolean },
  now: Date,
  calendar: BusinessCalendar,
): string[] {
  const status = reviewStatus(facts.events)
  if (!isOpen(status) && status !== 'approved')
    return ['Only a submission under review or an approved one can have findings.']
  if (facts.superseded) return ['Members read newer answers by now. Record it at their submission.']
  const reasons = facts.conflict ? [CONFLICT_SENTENCE] : []
  if (!wasHeard(facts.events, now, calendar)) {
    reasons.push('The developer was not heard yet. Write first; an answer or two business days without one is enough.')
  }
  return reasons
}

export type StandingFinding = {
  kind: FindingKind
  questionId: string
  at: Date
  /** Who recorded it; null when nobody knows any more. */
  staffId: string | null
}

/** The answers of one round, by question id. */
export type Round = { signedAt: Date; answers: Readonly<Record<string, unknown>> }

/**
 * What stands of the findings of a review under way: recorded, not lifted, and about an answer that is still the same.
 * @param rounds oldest first
 */
export function standingFindings(events: readonly ReviewEvent[], rounds: readonly Round[]): StandingFinding[] {
  const found = new Map<string, StandingFinding>()
  for (const { kind, at, actorId, data } of events) {
    const name = `${data.finding} ${data.questionId}`
    if (kind === 'finding_lifted') found.delete(name)
    const what = FINDING_KINDS.find((known) => known === data.finding)
    if (kind === 'finding' && what)
      found.set(name, { kind: what, questionId: String(data.questionId), at, staffId: actorId })
  }
  return [...found.values()].filter(({ questionId, at }) => isAnsweredAsAt(rounds, questionId, at))
}

/** Whether an answer is the same now as it was at an instant. */
function isAnsweredAsAt(rounds: readonly Round[], questionId: string, at: Date): boolean {
  const answerOf = (round: Round | undefined) => canonicalJson(round?.answers[questionId] ?? null)
  const then = rounds.findLast(({ signedAt }) => signedAt <= at) ?? rounds[0]
  return answerOf(then) === answerOf(rounds.at(-1))
}

/** The exception that lets a missed expectation pass: a lead recorded it about the answer as it is now. @param rounds oldest first */
export function standingException<E extends Pick<ReviewEvent, 'kind' | 'at' | 'data'>>(
  events: readonly E[],
  rounds: readonly Round[],
  missed: { id: string; questionId: string },
): E | undefined {
  return events.findLast(
    ({ kind, at, data }) =>
      kind === 'exception' && data.expectation === missed.id && isAnsweredAsAt(rounds, missed.questionId, at),
  )
}

/** @param staffId who wants to lift it @returns every reason against it */
export function whyNotLift(finding: StandingFinding, facts: { conflict: boolean }, staffId: string): string[] {
  const reasons = facts.conflict ? [CONFLICT_SENTENCE] : []
  if (finding.staffId === staffId) reasons.push('You recorded this, so a second person has to lift it.')
  return reasons
}
