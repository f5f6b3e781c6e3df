/** What people do in a round: each case is an app that is submitted, talked about and decided. */
import { randomUUID } from 'node:crypto'
import type { Connection } from '../../db/client.ts'
import { insertSession } from '../../db/queries/session.ts'
import { SECURITY_CRITERIA } from '../../lib/domain/security-criteria.ts'
import type { Settings } from '../../lib/platform/env.ts'
import { digest, randomSecret } from '../../lib/platform/secrets.ts'
import { signInStaff } from '../../lib/services/staff-sign-in.ts'
import { startSubmission } from '../../lib/services/submission-start.ts'
import { currentTerms, ensureTerms } from '../../lib/services/terms.ts'
import { hasButton, type Page } from '../../sandbox/form-client.ts'
import { staffPeople } from '../../sandbox/people.ts'
import { testContext } from '../support/context.ts'
import { testOrganization } from '../support/organization.ts'
import { confirmAddress, fillAnswers, SIGNATURE } from '../support/review.ts'
import type { Chance } from './chance.ts'
import { KEYS, type Ledger } from './ledger.ts'
import { Person } from './people.ts'

export type Reviewer = { name: string; staffId: string; session: string }
export type Case = { name: string; submissionId: string; organizationId: string; session: string }

const HOUR = 60 * 60 * 1000

/** Riley and Sam, signed in. */
export async function signInReviewers({ db }: Connection, settings: Settings): Promise<Reviewer[]> {
  const system = testContext(db, { kind: 'system', job: 'crash' }, new Date('2026-01-01T00:00:00Z'))
  await ensureTerms(system)
  const reviewers: Reviewer[] = []
  for (const person of staffPeople(settings).slice(0, 2)) {
    const claims = { issuer: settings.staffOidc.issuer, subject: person.id, ...person }
    const ctx = testContext(db, { kind: 'anonymous' }, new Date())
    const { token, staffId } = await signInStaff(ctx, claims, settings.staffOidc.groups)
    reviewers.push({ name: person.name, staffId, session: token })
  }
  return reviewers
}

/** Letters alone, so that no two names can be taken for each other. */
const nameOf = (number: number): string =>
  `Harbor ${[...String(number)].map((digit) => 'bcdfghklmn'[Number(digit)]).join('')}`

/** An organization with its app, whose questionnaire is filled and not sent, and whose owner is signed in. */
export async function prepareCase({ db }: Connection, number: number): Promise<Case> {
  const name = nameOf(number)
  const domain = `${name.toLowerCase().replace(' ', '-')}.example.com`
  const { owner, appId, organizationId } = await testOrganization(db, domain, name)
  await confirmAddress(db, organizationId, `contact@${domain}`)
  const now = new Date()
  const ctx = testContext(db, owner, now)
  const { submissionId } = await startSubmission(ctx, { appId })
  await fillAnswers(db, submissionId, name, domain)
  const session = randomSecret()
  const life = { createdAt: now, lastSeenAt: now, expiresAt: new Date(now.getTime() + 10 * HOUR), revokedAt: null }
  const row = { tokenDigest: digest(session), personId: owner.personId, staffId: null, origin: 'crash', ...life }
  await ctx.transaction((tx) => insertSession(tx, row))
  return { name, submissionId, organizationId, session }
}

export type Scene = { base: string; ledger: Ledger; reviewers: readonly Reviewer[]; chance: Chance; version: string }

/** The version of the terms that everybody accepts. */
export const termsVersion = async ({ db }: Connection): Promise<string> =>
  (await currentTerms(testContext(db, { kind: 'anonymous' }, new Date()))).version

/** Plays one case to its end: every act of it is seen through by whoever wants it. */
export async function play(one: Case, scene: Scene): Promise<void> {
  const { submissionId } = one
  const developer = personOf(scene, one, one)
  const chance = scene.chance.of(`case ${one.name}`)
  const [first, second] = chance.below(2) === 0 ? scene.reviewers : [...scene.reviewers].reverse()
  if (!first || !second) throw new Error('there are no reviewers')
  await developer.act(submitting(submissionId))
  await Promise.all([
    developer.act(accepting(one, scene.version)),
    personOf(scene, first, one).act(messaging(submissionId)),
  ])
  await developer.act(replying(submissionId))
  // Now and then two reviewers decide at the same moment: one of them wins, and the other is told.
  const deciders = chance.below(3) === 0 ? [first, second] : [first]
  const approvable = approving(submissionId)
  // The form to approve stands there once the message was delivered and the terms are accepted.
  await personOf(scene, first, one).look(approvable.at, (page) => hasButton(page, approvable.button))
  await Promise.all(
    deciders.map((reviewer) =>
      personOf(scene, reviewer, one).act({
        ...(chance.below(3) === 0 ? denying(submissionId) : approvable),
        key: KEYS.decide(submissionId, reviewer.staffId),
        mayLose: deciders.length > 1,
      }),
    ),
  )
  await developer.look(`/developer/submissions/${submissionId}`, isDecided)
}

/** Somebody in a browser of their own, signed in. */
function personOf({ base, ledger, chance }: Scene, who: { name: string; session: string }, about: Case): Person {
  return new Person({ name: who.name, base, session: who.session, ledger, chance: chance.of(who.name + about.name) })
}

function submitting(submissionId: string) {
  const { name, title, statements } = SIGNATURE
  const ticked = Object.fromEntries(statements.map((input) => [input, 'yes']))
  return {
    key: KEYS.submit(submissionId),
    at: `/developer/submissions/${submissionId}/check`,
    button: 'Sign and submit',
    values: { name, title, authority: 'yes', ...ticked },
    isDone: (page: Page) => !hasButton(page, 'Sign and submit'),
  }
}

function accepting({ organizationId }: Case, version: string) {
  const button = `Accept the terms, version ${version}`
  return {
    key: KEYS.terms(organizationId),
    at: '/developer/terms',
    button,
    values: { name: 'Dana Diaz', title: 'Director', authority: 'yes' },
    isDone: ({ html }: Page) => html.includes('>Accepted<'),
  }
}

function messaging(submissionId: string) {
  const text = `Thank you, we read it (${randomUUID()}).`
  return {
    key: KEYS.message(text),
    at: `/staff/submissions/${submissionId}`,
    button: 'Send message',
    values: { message: text },
    isDone: ({ html }: Page) => html.includes(text),
  }
}

function replying(submissionId: string) {
  const text = `Ask us anything (${randomUUID()}).`
  return {
    key: KEYS.reply(text),
    at: `/developer/submissions/${submissionId}`,
    button: 'Send message',
    values: { text },
    isDone: ({ html }: Page) => html.includes(text),
  }
}

const isDecided = ({ html }: Page) => />(Approved|Denied)</.test(html)

function approving(submissionId: string) {
  return {
    at: `/staff/submissions/${submissionId}`,
    button: 'Approve and publish',
    values: {},
    isDone: isDecided,
  }
}

function denying(submissionId: string) {
  const criterion = SECURITY_CRITERIA[0]?.code ?? ''
  return {
    at: `/staff/submissions/${submissionId}`,
    button: 'Deny',
    values: { criterion, publicReason: 'Control of the domain could not be proven to us in the time we had.' },
    isDone: isDecided,
  }
}
