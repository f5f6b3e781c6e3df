/** What AppSec does in the example world, and the course of an app that gets approved. */

import { findProductionClientOfApp } from '../../db/queries/client.ts'
import type { Answers } from '../../lib/domain/answers.ts'
import { approve } from '../../lib/services/review-approve.ts'
import { claim } from '../../lib/services/review-claim.ts'
import { addNote, writeMessage } from '../../lib/services/review-message.ts'
import { accept, type Entry, fill, register, reply, send, trySandbox } from './app.ts'
import type { Step, World } from './world.ts'

type Reviewer = 'riley-reviewer' | 'sam-second' | 'lee-lead'

export const takeUp = (world: World, app: Entry, who: Reviewer, at: Date): Step => ({
  at,
  async act() {
    await claim(await world.staff(who, at), { submissionId: app.submissionId })
  },
})

export const write = (world: World, app: Entry, who: Reviewer, at: Date, text: string): Step => ({
  at,
  async act() {
    await writeMessage(await world.staff(who, at), { submissionId: app.submissionId, text })
  },
})

export const note = (world: World, app: Entry, who: Reviewer, at: Date, text: string): Step => ({
  at,
  async act() {
    await addNote(await world.staff(who, at), { submissionId: app.submissionId, text })
  },
})

export const answer = (world: World, app: Entry, at: Date, text: string): Step => ({
  at,
  act: () => reply(world, app, text, at),
})

export const agree = (world: World, app: Entry, at: Date): Step => ({ at, act: () => accept(world, app, at) })

/** From registration to the signed questionnaire. @param days business days before today on which it was sent */
export function application(world: World, app: Entry, days: number, answers: (date: string) => Answers): Step[] {
  const { daysAgo, dateOf } = world.clock
  const filledAt = daysAgo(days, '08:40')
  return [
    { at: daysAgo(days + 1, '14:05'), act: (at) => register(world, app, at) },
    { at: daysAgo(days + 1, '14:30'), act: (at) => trySandbox(world, app, at) },
    { at: filledAt, act: (at) => fill(world, app, answers(dateOf(filledAt)), at) },
    { at: daysAgo(days, '10:05'), act: (at) => send(world, app, at) },
  ]
}

const WELCOME =
  'Thank you for your questionnaire. I read it today and have no open question so far. Please read and accept the terms of service in the portal; after that we can decide.'

export type Approval = { who: Reviewer; sent: number; decided: number; thanks: string }

/** The usual course: contact on the day, terms the day after, then the decision. */
export function approval(world: World, app: Entry, { who, sent, decided, thanks }: Approval): Step[] {
  const { daysAgo } = world.clock
  const decidedAt = daysAgo(decided, '11:15')
  return [
    takeUp(world, app, who, daysAgo(sent, '13:10')),
    write(
      world,
      app,
      who,
      daysAgo(sent, '14:20'),
      `Hello ${app.place.company.owner.name.split(' ')[0]},\n\n${WELCOME}`,
    ),
    agree(world, app, daysAgo(sent - 1, '09:40')),
    answer(world, app, daysAgo(sent - 1, '09:50'), thanks),
    note(world, app, who, daysAgo(decided, '11:02'), 'Website, redirect address and store pages checked. No finding.'),
    {
      at: decidedAt,
      async act() {
        await approve(await world.staff(who, decidedAt), { submissionId: app.submissionId })
      },
    },
  ]
}

/** Client id of an approved app. */
export async function clientOf(world: World, app: Entry): Promise<string> {
  const client = await findProductionClientOfApp(world.connection.db, app.appId)
  if (!client) throw new Error(`${app.name} has no client`)
  return client.id
}
