/** An approved app, the payer's own authorization server of a test, and the short words that tests of both say. */
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { listProductionClients, listProvisionAttempts } from '../../db/queries/provisioning.ts'
import { writeMail } from '../../emails/render.tsx'
import { isCallUnderWay, isProvisionOpen, leftBehind, type ProvisionCause } from '../../lib/domain/provisioning.ts'
import { recordClientEvent } from '../../lib/services/client-event.ts'
import type { Actor, Staff } from '../../lib/services/context.ts'
import { provisionedOf } from '../../lib/services/provisioning-facts.ts'
import { provisionView } from '../../lib/services/provisioning-view.ts'
import { provisionJob } from '../../worker/jobs/provision.ts'
import { approvedApp } from './approved-app.ts'
import { type TestDatabase, testDatabase } from './database.ts'
import { type TestOrganization, testOrganization } from './organization.ts'
import { type PayerAuthserver, payerAuthserver } from './payer-authserver.ts'
import { type ProvisionTest, provisionTest } from './provision-tools.ts'
import { testStaff } from './review.ts'

/** A mail as its reader gets it, on one line. `clientId`: as the service gave it. */
export type ReadMail = { subject: string; text: string; to: string; clientId: string }

/** Longest time (ms) for a call to a server that answers. */
export const PATIENCE = 20_000

/** A database for the file; an app and a server for each test. */
export class ProvisionFixture {
  database!: TestDatabase
  there!: PayerAuthserver
  setup!: ProvisionTest
  rita!: Staff
  place!: TestOrganization
  clientId = ''
  count = 0

  constructor() {
    beforeAll(async () => {
      this.database = await testDatabase()
      this.rita = await testStaff(this.database.db, 'reviewer', 'Rita Reyes')
    })
    afterAll(() => this.database.close())
    beforeEach(async () => {
      this.there = await payerAuthserver()
      this.setup = provisionTest(this.database.db, this.there)
      this.count += 1
      this.place = await testOrganization(
        this.database.db,
        `app${this.count}.example.com`,
        `Sunny Health ${this.count}`,
      )
      ;({ clientId: this.clientId } = await approvedApp(this.database.db, this.place))
    })
    afterEach(async () => {
      await this.expectNoDrift()
      this.setup.tools.mailer.close()
      await this.there.close()
    })
  }

  /** What is kept for the list of staff is what intents and attempts say, whatever a test did. */
  private async expectNoDrift(): Promise<void> {
    const { db, sql } = this.database
    const ctx = this.system()
    const clients = (await listProductionClients(db, '', 1000)).map(({ client }) => client)
    for (const { client, facts, attempts, intent } of await provisionedOf(db, ctx, clients)) {
      const [row] = await sql`
        select open, left_behind, seq from provision_state where client_id = ${client.id}`
      const kept = isCallUnderWay(attempts, ctx.now) ? attempts.slice(0, -1) : attempts
      if (!intent) expect(row).toBeUndefined()
      else expect(row).toEqual({ open: isProvisionOpen(facts), left_behind: leftBehind(kept), seq: String(intent.seq) })
    }
  }

  context = (actor: Actor) => this.setup.context(actor)
  system = () => this.context({ kind: 'system', job: 'test' })
  run = (cause: ProvisionCause = 'work', patience = PATIENCE, clientId = this.clientId) =>
    provisionJob(this.setup.tools, { clientId, cause }, patience)

  view = async () => {
    const found = await provisionView(this.context(this.rita), this.clientId)
    if (!found) throw new Error('nothing is known of the client')
    return found
  }
  standing = async () => (await this.view()).standing

  happens = (kind: 'suspended' | 'reinstated' | 'changed') =>
    this.system().transaction((tx) => recordClientEvent(tx, this.system(), this.clientId, kind))

  /** Ends of calls so far, oldest first. */
  outcomes = async () =>
    (await listProvisionAttempts(this.database.db, [this.clientId]))
      .filter(({ outcome }) => outcome !== 'started')
      .map(({ call, outcome }) => `${call} ${outcome}`)

  /** Mails of a kind about an app, as their readers get them, oldest first. */
  mails = async (kind: string, appName: string): Promise<ReadMail[]> => {
    const rows = await this.database.sql`
      select to_address, props from mail where kind = ${kind} and props->>'app' = ${appName}
      order by created_at, to_address`
    return Promise.all(
      rows.map(async ({ to_address: to, props }) => {
        const { subject, text } = await writeMail(kind, props, 'en', this.setup.tools.settings.payer)
        return { subject, text: text.replace(/\s+/g, ' '), to, clientId: props.clientId }
      }),
    )
  }

  pass = (minutes: number) => {
    this.setup.clock.now = new Date(this.setup.clock.now.getTime() + minutes * 60_000)
  }

  /** Redirect addresses there, client by client. */
  redirects = async () => (await this.there.clients()).map((client) => client.redirect_uris)
  /** Redirect addresses as they were approved. */
  ours = async () => {
    const [row] = await this.database.sql`select redirect_uris from client where id = ${this.clientId}`
    return row?.redirect_uris as string[]
  }
}
