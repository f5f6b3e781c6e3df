/**
 * What the stories of the example world act with: contexts at instants of the past, the staff, and the post. Everything
 * goes through the services, in the order in which it happened.
 */
import type { Connection } from '../../db/client.ts'
import { Refusal } from '../../lib/domain/refusal.ts'
import { contextOn } from '../../lib/platform/context.ts'
import type { Settings } from '../../lib/platform/env.ts'
import type { Actor, Context, Developer, Staff } from '../../lib/services/context.ts'
import { saveProfile } from '../../lib/services/profile.ts'
import { requestSignInCode, verifySignInCode } from '../../lib/services/sign-in.ts'
import { signInStaff } from '../../lib/services/staff-sign-in.ts'
import { staffPeople } from '../people.ts'
import { type PastClock, pastClock } from './clock.ts'
import type { Colleague, Company } from './companies.ts'
import type { Post } from './post.ts'

export type Step = { at: Date; act: (at: Date) => Promise<void> }

/** The payer's office, as the requests of its staff come in. */
const STAFF_IP = '198.51.100.5'

const BROWSER = 'Mozilla/5.0 (example world)'

export class World {
  readonly settings: Settings
  readonly connection: Connection
  readonly post: Post
  readonly clock: PastClock
  private readonly people = new Map<string, Developer>()

  constructor(settings: Settings, connection: Connection, post: Post, now: Date) {
    this.settings = settings
    this.connection = connection
    this.post = post
    this.clock = pastClock(now, this.context({ kind: 'system', job: 'world' }, now, 'system').settings.calendar)
  }

  context(actor: Actor, at: Date, ip: string): Context {
    const origin = { ip, userAgent: BROWSER, requestId: 'world' }
    return contextOn(this.connection.db, this.settings, actor, origin, at)
  }

  /** Signs a developer in as anybody does: by the code in the mail. */
  async signIn(company: Company, person: Colleague, at: Date): Promise<void> {
    const ctx = this.context({ kind: 'anonymous' }, at, company.ip)
    await requestSignInCode(ctx, { email: person.email })
    const code = await this.post.find('sign_in_code', person.email, 'code')
    const { personId } = await verifySignInCode(ctx, { email: person.email, code, zone: 'America/Chicago' })
    const actor: Developer = { kind: 'developer', personId, email: person.email, name: person.name }
    await saveProfile(this.context(actor, at, company.ip), { name: person.name, zone: 'America/Chicago' })
    this.people.set(person.email, actor)
  }

  /** A context of somebody who has signed in. */
  as(company: Company, person: Colleague, at: Date): Context {
    const actor = this.people.get(person.email)
    if (!actor) throw new Error(`${person.email} has not signed in`)
    return this.context(actor, at, company.ip)
  }

  /** A context of one of the payer's staff, by the id at the staff identity provider; signed in at that instant. */
  async staff(id: 'riley-reviewer' | 'sam-second' | 'lee-lead', at: Date): Promise<Context> {
    const found = staffPeople(this.settings).find((person) => person.id === id)
    if (!found) throw new Error(`there is no ${id}`)
    const { issuer, groups } = this.settings.staffOidc
    const { email, name } = found
    const anonymous = this.context({ kind: 'anonymous' }, at, STAFF_IP)
    const claims = { issuer, subject: id, email, name, groups: found.groups }
    const { staffId, role } = await signInStaff(anonymous, claims, groups)
    const actor: Staff = { kind: role, staffId, email, name }
    return this.context(actor, at, STAFF_IP)
  }
}

/** Takes the steps of all stories in the order of their instants, and lets the post go out after each. */
export async function live(world: World, steps: readonly Step[]): Promise<void> {
  for (const step of steps.toSorted((a, b) => a.at.getTime() - b.at.getTime())) {
    await step.act(step.at).catch((error: unknown) => {
      throw new Error(`The example world stops at ${step.at.toISOString()}: ${reasonOf(error)}`, { cause: error })
    })
    await world.post.deliver(step.at)
  }
}

/** What a refusal names beside its sentence, so that a faulty story can be mended. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Refusal)) return String(error)
  return `${error.message} ${JSON.stringify(error.details ?? error.field ?? '')}`
}
