/** What migrations do to rows that are there already: nothing is lost, and what is made from them is right. */
import { afterEach, describe, expect, it } from 'vitest'
import { databaseAfter, type OldDatabase } from '../support/migration.ts'

let old: OldDatabase
afterEach(() => old.close())

const at = (minutes: number) => new Date(Date.parse('2026-11-23T15:00:00Z') + minutes * 60_000)

/** An app with its production client. */
async function clientOf(organizationId: unknown, id: string) {
  const app = await old.insert('app', { organization_id: organizationId })
  return old.insert('client', { id, app_id: app.id, environment: 'production' })
}

describe('0007: where clients stand in the payer’s own authorization server', () => {
  type Call = [call: string, ...outcomes: string[]]
  /** Of each intent, the oldest first: what was called, and what came of it. */
  const CASES: [client: string, intents: Call[][], row: { open: boolean; left_behind: number }][] = [
    ['untried', [[]], { open: true, left_behind: 0 }],
    ['died', [[['register', 'started']]], { open: true, left_behind: 1 }],
    [
      'live',
      [
        [
          ['register', 'started', 'answered'],
          ['read', 'started', 'confirmed'],
        ],
      ],
      { open: false, left_behind: 0 },
    ],
    [
      'unanswered once',
      [
        [
          ['register', 'started', 'unanswered'],
          ['register', 'started', 'answered'],
          ['read', 'started', 'confirmed'],
        ],
      ],
      { open: false, left_behind: 1 },
    ],
    [
      'unusable',
      [
        [
          ['register', 'started', 'mismatch'],
          ['register', 'started', 'lost'],
        ],
      ],
      { open: true, left_behind: 2 },
    ],
    ['out of reach', [[['register', 'started', 'unreachable']]], { open: true, left_behind: 0 }],
    [
      'changed since',
      [
        [
          ['register', 'started', 'answered'],
          ['read', 'started', 'confirmed'],
        ],
        [['update', 'started', 'refused']],
      ],
      { open: true, left_behind: 0 },
    ],
    [
      'changed and read back',
      [
        [
          ['register', 'started', 'lost'],
          ['register', 'started', 'answered'],
          ['read', 'started', 'confirmed'],
        ],
        [
          ['update', 'started', 'answered'],
          ['read', 'started', 'confirmed'],
        ],
      ],
      { open: false, left_behind: 1 },
    ],
  ]

  it('is computed from what was asked for and what came of it', async () => {
    old = await databaseAfter(6)
    const organization = await old.insert('organization')
    const newest = new Map<string, unknown>()
    for (const [id, intents] of CASES) {
      await clientOf(organization.id, id)
      for (const calls of intents) {
        const intent = await old.insert('provision_intent', { client_id: id, action: 'register' })
        newest.set(id, intent.seq)
        for (const [call, ...outcomes] of calls) {
          for (const outcome of outcomes) {
            await old.insert('provision_attempt', { intent_id: intent.id, call, outcome })
          }
        }
      }
    }
    await clientOf(organization.id, 'never asked for')
    await old.migrateOn()
    const rows = await old.sql`select client_id, seq, open, left_behind from provision_state`
    const expected = CASES.map(([id, , row]) => ({ client_id: id, seq: newest.get(id), ...row }))
    const byClient = (one: { client_id?: unknown }, other: { client_id?: unknown }) =>
      String(one.client_id) < String(other.client_id) ? -1 : 1
    expect([...rows].toSorted(byClient)).toEqual(expected.toSorted(byClient))
  })
})

describe('0008: whose submission it is', () => {
  it('is the company that had the app then', async () => {
    old = await databaseAfter(7)
    const [first, second, third] = await Promise.all([1, 2, 3].map(() => old.insert('organization')))
    const client = await clientOf(third?.id, 'client')
    for (const [from, minute] of [
      [first, 10],
      [second, 20],
    ] as const) {
      const owner = { client_id: client.id, kind: 'owner', before: { organizationId: from?.id }, proposed: {} }
      const change = await old.insert('client_change', { ...owner, requested_at: at(minute - 1) })
      await old.insert('client_change_event', { change_id: change.id, kind: 'approved', at: at(minute) })
    }
    const sent: Record<string, unknown>[] = []
    for (const minute of [5, 15, 25]) {
      sent.push(await old.insert('submission', { app_id: client.app_id, created_at: at(minute) }))
    }
    await old.migrateOn()
    const rows = await old.sql`select id, organization_id from submission order by created_at`
    expect([...rows]).toEqual(
      [first, second, third].map((organization, index) => ({ id: sent[index]?.id, organization_id: organization?.id })),
    )
  })
})

describe('0009: words that can be erased', () => {
  it('leave what never changes, and nothing else does', async () => {
    old = await databaseAfter(8)
    const organization = await old.insert('organization')
    const client = await clientOf(organization.id, 'client')
    const proposed = { email: 'ona@moon.example.com', reason: 'Sold to Ona.' }
    const before = { organizationId: organization.id, organization: 'Sunny Inc.' }
    await old.insert('client_change', { client_id: client.id, kind: 'owner', before, proposed })
    const named = { name: 'Sunny 2', reason: 'Nicer.' }
    await old.insert('client_change', {
      client_id: client.id,
      kind: 'name',
      before: { name: 'Sunny' },
      proposed: named,
    })
    const evidence = { source: 'report', membersAffected: 'Ona and two more' }
    const episode = await old.insert('episode', { organization_id: organization.id, kind: 'breach', evidence })
    const event = { episode_id: episode.id, actor_kind: 'developer' }
    await old.insert('episode_event', { ...event, kind: 'opened', internal_text: 'A laptop.', data: {} })
    const more = { membersAffected: 'none', late: false }
    await old.insert('episode_event', { ...event, kind: 'evidence', internal_text: 'Found it.', data: more })
    const note = { ...event, kind: 'note', actor_kind: 'staff', internal_text: 'Looked at it.', data: { kept: 'yes' } }
    await old.insert('episode_event', note)
    await old.insert('mail', { kind: 'incident_reported', props: { members: 'Ona', episode: 'E-1' } })
    await old.insert('mail', { kind: 'incident_received', props: { members: 'Ona' } })
    await old.migrateOn()

    const changes =
      await old.sql`select kind, before, proposed, offered_to, reason from client_change order by kind desc`
    expect([...changes]).toEqual([
      { kind: 'owner', before, proposed: {}, offered_to: 'ona@moon.example.com', reason: 'Sold to Ona.' },
      { kind: 'name', before: { name: 'Sunny' }, proposed: { name: 'Sunny 2' }, offered_to: null, reason: 'Nicer.' },
    ])
    const [row] = await old.sql`select evidence from episode`
    expect(row?.evidence).toEqual({ source: 'report' })
    const events = await old.sql`select kind, internal_text, data from episode_event order by seq`
    expect([...events]).toEqual([
      { kind: 'opened', internal_text: 'A laptop.\n\nMembers affected: Ona and two more', data: {} },
      { kind: 'evidence', internal_text: 'Found it.\n\nMembers affected: none', data: { late: false } },
      { kind: 'note', internal_text: 'Looked at it.', data: { kept: 'yes' } },
    ])
    const mails = await old.sql`select kind, props from mail order by kind desc`
    expect([...mails]).toEqual([
      { kind: 'incident_reported', props: { episode: 'E-1' } },
      { kind: 'incident_received', props: { members: 'Ona' } },
    ])
  })

  const refused = (statement: string) => expect(old.sql.unsafe(statement)).rejects.toThrow('append-only')
  it('can be emptied, not changed; decisions and what staff wrote cannot even be emptied', async () => {
    old = await databaseAfter(8)
    await old.migrateOn()
    const organization = await old.insert('organization')
    const client = await clientOf(organization.id, 'client')
    const of = { app_id: client.app_id, organization_id: organization.id }
    const submission = await old.insert('submission', of)
    const event = { submission_id: submission.id, public_text: 'Words.', data: {} }
    await old.insert('review_event', { ...event, kind: 'reply', actor_kind: 'developer' })
    await old.insert('review_event', { ...event, kind: 'message', actor_kind: 'staff' })
    await old.insert('review_event', { ...event, kind: 'denied', actor_kind: 'staff' })
    await refused(`update review_event set public_text = 'Other words.' where kind = 'reply'`)
    await refused(`update review_event set public_text = '' where kind = 'denied'`)
    await refused(`update review_event set public_text = '', kind = 'note' where kind = 'reply'`)
    await refused(`delete from review_event where kind = 'reply'`)
    await old.sql`update review_event set public_text = '' where kind in ('reply', 'message')`

    const episode = await old.insert('episode', { organization_id: organization.id })
    const found = { episode_id: episode.id, public_text: 'Words.', internal_text: 'Words.', data: { finding: 'x' } }
    await old.insert('episode_event', { ...found, kind: 'answer', actor_kind: 'developer' })
    await old.insert('episode_event', { ...found, kind: 'closed', actor_kind: 'staff' })
    await refused(`update episode_event set data = '{"finding":"y"}' where kind = 'answer'`)
    await refused(`update episode_event set public_text = '' where kind = 'closed'`)
    await old.sql`update episode_event set public_text = '', internal_text = '', data = '{}' where kind = 'answer'`
    await refused(`update episode set evidence = '{}'`)

    await old.insert('incident_report', { organization_id: organization.id, description: 'Words.' })
    await refused(`update incident_report set description = 'Other words.'`)
    await refused(`update incident_report set contained = true`)
    await refused(`delete from incident_report`)
    await old.sql`update incident_report set description = '', members_affected = ''`
    const change = { client_id: client.id, offered_to: 'ona@moon.example.com', reason: 'Words.', before: { name: 'x' } }
    await old.insert('client_change', change)
    await refused(`update client_change set offered_to = 'eve@evil.example.com'`)
    await refused(`update client_change set before = '{}'`)
    await old.sql`update client_change set offered_to = null, reason = ''`
    const mail = await old.insert('mail')
    await old.insert('mail_attempt', { mail_id: mail.id, detail: 'no such user' })
    await refused(`update mail_attempt set outcome = 'accepted'`)
    await old.sql`update mail_attempt set detail = ''`
  })
})
