/** People: invited by mail, accepted by that very person, roles, leaving; never without an owner. */
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mail } from '../../db/schema/mail.ts'
import type { Actor, Developer } from '../../lib/services/context.ts'
import {
  acceptInvitation,
  invitationView,
  inviteColleague,
  revokeInvitation,
  sendInvitationAgain,
} from '../../lib/services/invitation.ts'
import { organizationView } from '../../lib/services/organization.ts'
import { changeRole, endMembership, peopleView } from '../../lib/services/organization-people.ts'
import { MONDAY_MORNING, testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { type TestOrganization, testOrganization, testPerson } from '../support/organization.ts'

let database: TestDatabase
let sunny: TestOrganization
let other: TestOrganization
let colleague: Developer
const context = (actor: Actor, now = MONDAY_MORNING) => testContext(database.db, actor, now)
const anonymous = { kind: 'anonymous' } as const
const in15Days = new Date(MONDAY_MORNING.getTime() + 15 * 24 * 60 * 60 * 1000)

beforeAll(async () => {
  database = await testDatabase()
  sunny = await testOrganization(database.db, 'sunny.example.com', 'Sunny Health')
  other = await testOrganization(database.db, 'other.example.com', 'Other App')
  colleague = await testPerson(database.db, 'new@colleague.example.com')
})
afterAll(() => database.close())

/** The secret of the newest invitation to an address. */
async function tokenTo(email: string): Promise<string> {
  const rows = await database.db.select().from(mail).where(eq(mail.toAddress, email))
  return String(rows.at(-1)?.props.url).split('/').at(-1) ?? ''
}
const invite = (actor: Actor, email: string, role: 'owner' | 'editor' | 'viewer' = 'editor') =>
  inviteColleague(context(actor), { organizationId: sunny.organizationId, email, role })

describe('inviteColleague', () => {
  it('is for owners of that organization', async () => {
    for (const actor of [anonymous, other.owner]) {
      await expect(invite(actor, 'a@x.example')).rejects.toMatchObject({ code: 'not_found' })
    }
    for (const actor of [sunny.editor, sunny.viewer]) {
      await expect(invite(actor, 'a@x.example')).rejects.toMatchObject({ code: 'role_too_low' })
    }
  })
  it('refuses who is there already, and a second invitation in another tab', async () => {
    await expect(invite(sunny.owner, 'Viewer@sunny.example.com')).rejects.toMatchObject({
      code: 'already_member',
      field: 'email',
    })
    const twice = await Promise.allSettled([
      invite(sunny.owner, 'new@colleague.example.com'),
      invite(sunny.owner, 'NEW@colleague.example.com'),
    ])
    expect(twice.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(twice.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'already_invited' } })
  })
  it('mails who invites to what, and keeps a digest only', async () => {
    const view = await peopleView(context(sunny.viewer), sunny.organizationId)
    expect(view).toMatchObject({ mayManage: false, invitations: [{ role: 'editor', state: 'open' }] })
    const email = view.invitations[0]?.email ?? ''
    const [row] = await database.db.select().from(mail).where(eq(mail.toAddress, email))
    expect(row).toMatchObject({
      kind: 'invitation',
      props: { organization: 'Sunny Health Incorporated', inviter: sunny.owner.name, role: 'editor' },
    })
    expect(row?.props.until).toBe('Mon Dec 7, 2026, 9:00 a.m. CT')
    const kept = JSON.stringify(await database.sql`select * from invitation`)
    expect(kept).not.toContain(await tokenTo(email))
  })
  it('sends again with a new link; the old one is dead', async () => {
    const [open] = (await peopleView(context(sunny.owner), sunny.organizationId)).invitations
    const before = await tokenTo(open?.email ?? '')
    const again = { invitationId: open?.invitationId ?? '' }
    await expect(sendInvitationAgain(context(other.owner), again)).rejects.toMatchObject({ code: 'not_found' })
    await expect(sendInvitationAgain(context(sunny.editor), again)).rejects.toMatchObject({ code: 'role_too_low' })
    await sendInvitationAgain(context(sunny.owner), again)
    await expect(sendInvitationAgain(context(sunny.owner), again)).rejects.toMatchObject({ code: 'invitation_closed' })
    expect(await invitationView(context(anonymous), before)).toMatchObject({ state: 'revoked' })
    await expect(acceptInvitation(context(colleague), { token: before })).rejects.toMatchObject({
      code: 'invitation_revoked',
    })
  })
})

describe('acceptInvitation', () => {
  let token: string
  it('shows the invitation to whoever holds the link, and changes nothing', async () => {
    const [open] = (await peopleView(context(sunny.owner), sunny.organizationId)).invitations
    token = await tokenTo(open?.email ?? '')
    expect(await invitationView(context(anonymous), token)).toMatchObject({ state: 'open', reader: 'signed_out' })
    expect(await invitationView(context(other.owner), token)).toMatchObject({ reader: 'other' })
    expect(await invitationView(context(colleague), token)).toMatchObject({ reader: 'invited', role: 'editor' })
    expect(await invitationView(context(colleague, in15Days), token)).toMatchObject({ state: 'expired' })
    for (const guess of ['x'.repeat(43), 'x'.repeat(10_000), '']) {
      await expect(invitationView(context(colleague), guess)).rejects.toMatchObject({ code: 'not_found' })
    }
  })
  it('is for the signed-in person of that very address, in time', async () => {
    await expect(acceptInvitation(context(anonymous), { token })).rejects.toMatchObject({ code: 'not_found' })
    await expect(acceptInvitation(context(other.owner), { token })).rejects.toMatchObject({ code: 'other_address' })
    await expect(acceptInvitation(context(colleague, in15Days), { token })).rejects.toMatchObject({
      code: 'invitation_expired',
    })
  })
  it('works once, for two tabs too', async () => {
    const accept = () => acceptInvitation(context(colleague), { token })
    const results = await Promise.allSettled([accept(), accept()])
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'invitation_accepted' },
    })
    expect(await organizationView(context(colleague), sunny.organizationId)).toMatchObject({ role: 'editor' })
    const [row] = await database.sql`select domains from organization where id = ${sunny.organizationId}`
    expect(row?.domains).toContain('colleague.example.com')
  })
})

describe('revokeInvitation', () => {
  it('takes the link back; accepting and revoking at once has one winner', async () => {
    const guest = await testPerson(database.db, 'guest@x.example')
    const { invitationId } = await invite(sunny.owner, 'guest@x.example', 'viewer')
    const token = await tokenTo('guest@x.example')
    await expect(revokeInvitation(context(other.owner), { invitationId })).rejects.toMatchObject({ code: 'not_found' })
    await expect(revokeInvitation(context(colleague), { invitationId })).rejects.toMatchObject({ code: 'role_too_low' })
    await expect(revokeInvitation(context(sunny.owner), { invitationId: 'x' })).rejects.toMatchObject({
      code: 'not_found',
    })
    const results = await Promise.allSettled([
      revokeInvitation(context(sunny.owner), { invitationId }),
      acceptInvitation(context(guest), { token }),
    ])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const { people } = await peopleView(context(sunny.owner), sunny.organizationId)
    expect(people.some(({ email }) => email === 'guest@x.example')).toBe(results[1].status === 'fulfilled')
  })
})

describe('roles', () => {
  const role = (actor: Actor, who: Developer, to: 'owner' | 'editor' | 'viewer') =>
    changeRole(context(actor), { organizationId: sunny.organizationId, personId: who.personId, role: to })
  it('are changed by owners only', async () => {
    await expect(role(other.owner, sunny.viewer, 'owner')).rejects.toMatchObject({ code: 'not_found' })
    await expect(role(sunny.editor, sunny.editor, 'owner')).rejects.toMatchObject({ code: 'role_too_low' })
    await expect(role(sunny.viewer, sunny.viewer, 'owner')).rejects.toMatchObject({ code: 'role_too_low' })
    await expect(role(sunny.owner, other.viewer, 'owner')).rejects.toMatchObject({ code: 'not_found' })
    await expect(role(sunny.owner, { ...sunny.viewer, personId: 'x' }, 'owner')).rejects.toMatchObject({
      code: 'not_found',
    })
  })
  it('keep an owner', async () => {
    await expect(role(sunny.owner, sunny.owner, 'editor')).rejects.toMatchObject({ code: 'last_owner' })
    const leave = { organizationId: sunny.organizationId, personId: sunny.owner.personId }
    await expect(endMembership(context(sunny.owner), leave)).rejects.toMatchObject({ code: 'last_owner' })
  })
  it('let one of two owners win who demote each other at once', async () => {
    await role(sunny.owner, colleague, 'owner')
    const results = await Promise.allSettled([
      role(sunny.owner, colleague, 'viewer'),
      role(colleague, sunny.owner, 'viewer'),
    ])
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'role_too_low' } })
    const { people } = await peopleView(context(sunny.viewer), sunny.organizationId)
    const owners = people.filter((person) => person.role === 'owner')
    expect(owners).toHaveLength(1)
    const winner = owners[0]?.personId === colleague.personId ? colleague : sunny.owner
    const loser = winner === colleague ? sunny.owner : colleague
    await role(winner, loser, 'owner')
  })
  it('let one of two owners stay who leave at once', async () => {
    const leave = (actor: Developer) =>
      endMembership(context(actor), { organizationId: sunny.organizationId, personId: actor.personId })
    const results = await Promise.allSettled([leave(sunny.owner), leave(colleague)])
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'last_owner' } })
  })
})

describe('endMembership', () => {
  const end = (actor: Actor, who: Developer) =>
    endMembership(context(actor), { organizationId: other.organizationId, personId: who.personId })
  it('is for owners, and for oneself', async () => {
    await expect(end(anonymous, other.viewer)).rejects.toMatchObject({ code: 'not_found' })
    await expect(end(sunny.editor, other.viewer)).rejects.toMatchObject({ code: 'not_found' })
    await expect(end(other.editor, other.viewer)).rejects.toMatchObject({ code: 'role_too_low' })
    await expect(end(other.editor, other.owner)).rejects.toMatchObject({ code: 'role_too_low' })
    expect(await end(other.viewer, other.viewer)).toMatchObject({ left: true })
    await expect(end(other.owner, other.viewer)).rejects.toMatchObject({ code: 'not_found' })
  })
  it('works at once, and takes back what that person had invited', async () => {
    const { organizationId } = other
    await changeRole(context(other.owner), { organizationId, personId: other.editor.personId, role: 'owner' })
    await inviteColleague(context(other.editor), { organizationId, email: 'friend@x.example', role: 'owner' })
    const token = await tokenTo('friend@x.example')
    await end(other.owner, other.editor)
    await expect(organizationView(context(other.editor), organizationId)).rejects.toMatchObject({ code: 'not_found' })
    expect(await invitationView(context(anonymous), token)).toMatchObject({ state: 'revoked' })
  })
  it('lets somebody come back by a new invitation, with the new role', async () => {
    const { organizationId } = other
    await inviteColleague(context(other.owner), { organizationId, email: other.viewer.email, role: 'editor' })
    await acceptInvitation(context(other.viewer), { token: await tokenTo(other.viewer.email) })
    expect(await organizationView(context(other.viewer), organizationId)).toMatchObject({ role: 'editor' })
  })
  it('limits invitations of a day', async () => {
    const { organizationId } = other
    const send = (n: number) =>
      inviteColleague(context(other.owner), { organizationId, email: `p${n}@x.example`, role: 'viewer' })
    for (let n = 0; n < 18; n += 1) await send(n)
    await expect(send(18)).rejects.toMatchObject({ code: 'too_many_invitations' })
  })
})
