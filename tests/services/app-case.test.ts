/** The list of apps and an app's own page know the open cases: what they ask, by when, and only of whoever may read them. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { casesOfApps } from '../../lib/services/app-case.ts'
import { appView, myApps } from '../../lib/services/app-view.ts'
import { suspendClient } from '../../lib/services/client-stop.ts'
import type { Actor } from '../../lib/services/context.ts'
import { closeEpisode } from '../../lib/services/episode-act.ts'
import { answerFinding } from '../../lib/services/episode-answer.ts'
import { reportIncident } from '../../lib/services/incident.ts'
import { stillInUse } from '../../lib/services/still-in-use.ts'
import { testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { type LadderTest, QUIET, quietClient, STEPS, STOP, sweepAt } from '../support/ladder.ts'
import { testOrganization } from '../support/organization.ts'
import { testStaff } from '../support/review.ts'

let database: TestDatabase
let quiet: LadderTest
const context = (actor: Actor, at: Date) => testContext(database.db, actor, at)
const [FIRST = QUIET, SECOND = QUIET] = STEPS

beforeAll(async () => {
  database = await testDatabase()
  quiet = await quietClient(database, 'quiet.example.com', QUIET)
})
afterAll(() => database.close())

async function appOf(actor: Actor, at: Date) {
  const [place] = await myApps(context(actor, at))
  const [summary] = place?.apps ?? []
  if (!summary) throw new Error('there is no app')
  const { cases, steps, next } = await appView(context(actor, at), summary.appId)
  expect({ cases, steps, next }).toEqual({ cases: summary.cases, steps: summary.steps, next: summary.next })
  return summary
}

/** How often the database is asked for the cases of the organization. */
async function readsOf(clients: Parameters<typeof casesOfApps>[2]): Promise<number> {
  const spy = vi.spyOn(database.db, 'select')
  try {
    await casesOfApps(context(quiet.organization.viewer, SECOND), quiet.organization.organizationId, clients)
    return spy.mock.calls.length
  } finally {
    spy.mockRestore()
  }
}

describe('an open case of inactivity', () => {
  const sweep = (at: Date) => sweepAt(database, at, quiet.clientId)
  it('is the next step, with the day of the suspension, until somebody answers', async () => {
    const { viewer } = quiet.organization
    const usual = (await appOf(viewer, QUIET)).steps
    expect((await appOf(viewer, QUIET)).cases).toEqual([])
    await sweep(FIRST)
    await sweep(SECOND)
    const asked = await appOf(viewer, SECOND)
    expect(asked.next).toBe('still_in_use')
    expect(asked.steps).toEqual(['still_in_use', ...usual])
    expect(asked.cases).toMatchObject([
      {
        kind: 'inactive',
        clientId: quiet.clientId,
        asks: true,
        by: { at: STOP, when: expect.stringContaining('2027') },
      },
    ])
    await stillInUse(context(viewer, SECOND), { clientId: quiet.clientId })
    expect(await appOf(viewer, SECOND)).toMatchObject({ cases: [], steps: usual })
  })
  it('is read no further once it is closed', async () => {
    const client = { clientId: quiet.clientId, environment: 'production', status: 'live' } as const
    expect(await readsOf([client])).toBe(await readsOf([]))
  })
  it('asks nothing while the client is stopped for another reason', async () => {
    const { organization, clientId } = await quietClient(database, 'stopped.example.com', QUIET)
    await sweepAt(database, SECOND, clientId)
    expect((await appOf(organization.viewer, SECOND)).cases).toMatchObject([{ kind: 'inactive', asks: true }])
    const rita = await testStaff(database.db, 'reviewer', 'Rita Reyes')
    const publicReason = 'Calls from the app guess passwords of members.'
    await suspendClient(context(rita, SECOND), { clientId, criterion: 'malicious_traffic', publicReason })
    const stopped = await appOf(organization.viewer, SECOND)
    expect(stopped.cases).toMatchObject([{ kind: 'inactive', asks: false, by: null }])
    expect(stopped.next).toBe('stopped')
  })
})

describe('an incident that the organization reported', () => {
  it('waits for its answer on each app of the organization, and is told to nobody else', async () => {
    const { organizationId, owner, viewer } = quiet.organization
    const usual = (await appOf(owner, SECOND)).steps
    const { reference } = await reportIncident(context(viewer, SECOND), {
      ...{ organizationId, clientId: '', once: randomUUID(), kind: 'credentials', date: '2027-02-12', time: '' },
      ...{ description: 'A key leaked.', tokens: 'unknown', members: 'not known yet', contained: 'no' },
    })
    const app = await appOf(owner, SECOND)
    expect(app.steps).toEqual(['answer_case', ...usual])
    expect(app.cases).toMatchObject([{ kind: 'breach', reference, asks: true, clientId: null }])
    const episodeId = app.cases[0]?.episodeId ?? ''
    const answer = { episodeId, finding: '', answer: 'Closed.', until: '', done: '', once: randomUUID() }
    await answerFinding(context(owner, SECOND), answer)
    expect(await appOf(owner, SECOND)).toMatchObject({ cases: [{ reference, asks: false, by: null }], steps: usual })
    const other = await testOrganization(database.db, 'other.example.com', 'Other')
    for (const actor of [other.owner, { kind: 'anonymous' } as const]) {
      await expect(casesOfApps(context(actor, SECOND), organizationId, [])).rejects.toMatchObject({ code: 'not_found' })
    }
  })
  it('costs no more reads when others are closed', async () => {
    const { organizationId, owner } = quiet.organization
    const before = await readsOf([])
    const [first] = (await appOf(owner, SECOND)).cases
    const remy = await testStaff(database.db, 'reviewer', 'Remy Roth')
    const end = { episodeId: first?.episodeId ?? '', result: 'put_right', publicReason: 'Put right.' }
    await closeEpisode(context(remy, SECOND), end)
    const { reference } = await reportIncident(context(owner, SECOND), {
      ...{ organizationId, clientId: '', once: randomUUID(), kind: 'credentials', date: '2027-02-12', time: '' },
      ...{ description: 'Another key leaked.', tokens: 'unknown', members: 'not known yet', contained: 'no' },
    })
    expect((await appOf(owner, SECOND)).cases).toMatchObject([{ reference, asks: true }])
    expect(await readsOf([])).toBe(before)
    expect(before).toBeGreaterThan(0)
  })
})
