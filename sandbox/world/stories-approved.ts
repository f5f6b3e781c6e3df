/** The stories of the example world whose apps members meet: one for each state of the label. */

import type { Use } from './activity.ts'
import { carefulAnswers, FUNDED_BY_DATA, requiredAnswers, without } from './answers.ts'
import { type Entry, entry, fill, register } from './app.ts'
import { COMPANIES } from './companies.ts'
import { arrival } from './organization.ts'
import { application, approval } from './review.ts'
import type { Step, World } from './world.ts'

export type Story = { steps: Step[]; demo: { app: Entry; about: string }[]; uses: Use[] }

/** The hour after the decision of an approval. */
export const sinceApproval = (world: World, decided: number): Date => world.clock.daysAgo(decided, '12:15')

export const facts = (app: Entry, purpose: string) => ({ name: app.name, purpose, company: app.place.company })

/** Everything answered, nothing to warn of; and a second app, half filled in. */
export function sunflower(world: World): Story {
  const { place, steps } = arrival(world, COMPANIES.sunflower, 33)
  const app = entry(place, 'Sunflower Records')
  const told = facts(app, 'Keeps your health records in one place and shows you what each visit cost.')
  const rides = entry(place, 'Sunflower Rides')
  const ridesTold = facts(rides, 'Books a ride to your next appointment.')
  const { daysAgo, dateOf } = world.clock
  return {
    demo: [{ app, about: 'Answered every question; nothing a member has to be warned of.' }],
    uses: [{ app, from: sinceApproval(world, 28), callsADay: 60 }],
    steps: [
      ...steps,
      ...application(world, app, 30, (date) => ({ ...requiredAnswers(told, date), ...carefulAnswers(told, date) })),
      ...approval(world, app, {
        who: 'riley-reviewer',
        sent: 30,
        decided: 28,
        thanks: 'Thank you, Riley. I have accepted the terms. Is there anything else you need from us?',
      }),
      { at: daysAgo(3, '15:10'), act: (at) => register(world, rides, at) },
      {
        at: daysAgo(2, '16:25'),
        act: (at) =>
          fill(world, rides, without(requiredAnswers(ridesTold, dateOf(at)), 'sec.', 'smart.', 'choice.'), at),
      },
    ],
  }
}

/** Answered everything, and much of it is what members want to know before they share. */
export function prairie(world: World): Story {
  const { place, steps } = arrival(world, COMPANIES.prairie, 29)
  const app = entry(place, 'ClaimCompass')
  const told = facts(app, 'Compares what you paid for care with what others paid nearby.')
  return {
    demo: [{ app, about: 'Answered, and says things a member should know first.' }],
    uses: [{ app, from: sinceApproval(world, 20), callsADay: 24 }],
    steps: [
      ...steps,
      ...application(world, app, 26, (date) => ({
        ...requiredAnswers(told, date),
        ...carefulAnswers(told, date),
        ...FUNDED_BY_DATA,
      })),
      ...approval(world, app, {
        who: 'sam-second',
        sent: 26,
        decided: 20,
        thanks: 'Accepted. We know that our answers on ads will be read closely, and we stand by them.',
      }),
    ],
  }
}

/** Answered only what is required; members are told so. */
export function bluestem(world: World): Story {
  const { place, steps } = arrival(world, COMPANIES.bluestem, 25)
  const app = entry(place, 'Bluestem Pocket')
  const told = facts(app, 'Shows your plan card and your claims on your phone.')
  return {
    demo: [{ app, about: 'Did not answer our privacy questions.' }],
    uses: [{ app, from: sinceApproval(world, 18), callsADay: 10 }],
    steps: [
      ...steps,
      ...application(world, app, 22, (date) => requiredAnswers(told, date)),
      ...approval(world, app, {
        who: 'riley-reviewer',
        sent: 22,
        decided: 18,
        thanks: 'Accepted. We leave the optional questions open for now.',
      }),
    ],
  }
}

/** Approved, used for a week, and forgotten: it is on the second step of the inactivity ladder. */
export function konza(world: World): Story {
  const { place, steps } = arrival(world, COMPANIES.konza, 72)
  const app = entry(place, 'Konza Walks')
  const told = facts(app, 'Counts your walks beside the visits they save you.')
  const { daysAgo } = world.clock
  return {
    demo: [],
    uses: [{ app, from: sinceApproval(world, 62), until: daysAgo(57, '18:00'), callsADay: 8 }],
    steps: [
      ...steps,
      ...application(world, app, 66, (date) => ({ ...requiredAnswers(told, date), ...carefulAnswers(told, date) })),
      ...approval(world, app, { who: 'sam-second', sent: 66, decided: 62, thanks: 'Accepted, thank you.' }),
    ],
  }
}
