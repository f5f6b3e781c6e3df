/** The stories of the example world: one app in each state that a submission or a client can be in. */

import { makeSecret } from '../../lib/services/client-secret.ts'
import { suspendClient } from '../../lib/services/client-stop.ts'
import { requestChanges } from '../../lib/services/review-changes.ts'
import { deny } from '../../lib/services/review-deny.ts'
import { carefulAnswers, requiredAnswers, without } from './answers.ts'
import { type Entry, entry, fill, register, send } from './app.ts'
import { COMPANIES } from './companies.ts'
import { arrival, type Place } from './organization.ts'
import { agree, answer, application, approval, clientOf, note, takeUp, write } from './review.ts'
import { bluestem, facts, konza, prairie, type Story, sinceApproval, sunflower } from './stories-approved.ts'
import type { Step, World } from './world.ts'

/** In review, with a thread of messages; the developer wrote last. */
function wheatland(world: World): Story {
  const { place, steps } = arrival(world, COMPANIES.wheatland, 9)
  const app = entry(place, 'Wheatland Care Circle')
  const told = facts(app, 'Helps a family share the care of a parent: appointments, medicines and bills.')
  const { daysAgo } = world.clock
  return {
    demo: [],
    uses: [],
    steps: [
      ...steps,
      ...application(world, app, 5, (date) => ({
        ...requiredAnswers(told, date),
        ...without(carefulAnswers(told, date), 'carin', 'sec.reports'),
      })),
      takeUp(world, app, 'riley-reviewer', daysAgo(5, '15:30')),
      write(
        world,
        app,
        'riley-reviewer',
        daysAgo(4, '10:12'),
        'Hello Ruth,\n\nthank you for your questionnaire. The app lets several people of a family see one member’s data. How does the member choose who they are, and how is that taken back?',
      ),
      answer(
        world,
        app,
        daysAgo(3, '08:55'),
        'Good morning Riley, the member sends each person an invitation from the app and can remove anybody in Settings. A removed person loses access at the next tap; nothing is kept on their phone.',
      ),
      note(
        world,
        app,
        'riley-reviewer',
        daysAgo(3, '09:30'),
        'Ask for a screenshot of the removal. Cooperative is listed with the state.',
      ),
      write(
        world,
        app,
        'riley-reviewer',
        daysAgo(3, '09:42'),
        'That is clear, thank you. Could you describe the screen on which a person is removed? Please also look at the terms of service in the portal.',
      ),
      answer(
        world,
        app,
        daysAgo(1, '16:20'),
        'The screen lists everybody in the circle with the day they joined; next to each name is “Remove from circle”. Our board reads the terms this week.',
      ),
    ],
  }
}

/** Changes were asked for: the developer has the turn. */
function cottonwood(world: World): Story {
  const { place, steps } = arrival(world, COMPANIES.cottonwood, 11)
  const app = entry(place, 'Cottonwood Family')
  const told = facts(app, 'Puts the health records of a whole family on one calendar.')
  const { daysAgo } = world.clock
  const asked = daysAgo(4, '14:45')
  return {
    demo: [],
    uses: [],
    steps: [
      ...steps,
      ...application(world, app, 7, (date) => ({
        ...requiredAnswers(told, date),
        ...carefulAnswers(told, date),
        'sec.saved-login': 'server-token',
        'sec.pentest': { choice: 'older-or-in-house', date: '2024-05-14', firm: 'Our own team' },
      })),
      takeUp(world, app, 'sam-second', daysAgo(7, '14:00')),
      write(
        world,
        app,
        'sam-second',
        daysAgo(6, '09:25'),
        'Hello Priya,\n\nI have started with your questionnaire and will come back with questions this week. Please read and accept the terms of service in the meantime.',
      ),
      agree(world, app, daysAgo(6, '13:05')),
      {
        at: asked,
        async act() {
          await requestChanges(await world.staff('sam-second', asked), {
            submissionId: app.submissionId,
            text: 'Two answers do not fit together yet. Everything else is complete.',
            changes: [
              {
                questionId: 'sec.saved-login',
                ground: 'inconsistent',
                text: 'The app runs on phones and is a public client, but the token is said to be only on your server. Which server keeps it, and what does the phone keep?',
              },
              {
                questionId: 'smart.scopes',
                ground: 'incomplete',
                text: 'Please say for which screen of the calendar the claims are needed.',
              },
            ],
          })
        },
      },
    ],
  }
}

/** Denied on a security criterion, with a public reason and a way back. */
function tallgrass(world: World): Story {
  const { place, steps } = arrival(world, COMPANIES.tallgrass, 21)
  const app = entry(place, 'Tallgrass Insights')
  const told = facts(app, 'Gathers claims of many plans into one report.')
  const { daysAgo } = world.clock
  const decided = daysAgo(14, '15:35')
  return {
    demo: [],
    uses: [],
    steps: [
      ...steps,
      ...application(world, app, 18, (date) => requiredAnswers(told, date)),
      takeUp(world, app, 'sam-second', daysAgo(18, '15:00')),
      write(
        world,
        app,
        'sam-second',
        daysAgo(17, '10:40'),
        'Hello Howard,\n\nwe could not find your company in the state’s register, and the website has no address. Please send us something that shows who you are.',
      ),
      answer(world, app, daysAgo(15, '11:20'), 'We are a private partnership and do not publish such documents.'),
      note(
        world,
        app,
        'sam-second',
        daysAgo(14, '15:10'),
        'Register search done twice, no entry. Phone number rings out. Lee agrees.',
      ),
      {
        at: decided,
        async act() {
          await deny(await world.staff('sam-second', decided), {
            submissionId: app.submissionId,
            criterion: 'identity_not_proven',
            publicReason:
              'We could not confirm who your organization is: it is in no public register that we know, and no document was sent.',
          })
        },
      },
    ],
  }
}

/** One app waits for first contact; the other was approved and then suspended. */
function flinthills(world: World): Story {
  const { place, steps } = arrival(world, COMPANIES.flinthills, 45)
  const app = entry(place, 'Flint Hills Wallet')
  const stopped = world.clock.daysAgo(6, '10:50')
  return {
    demo: [],
    uses: [{ app, from: sinceApproval(world, 38), until: stopped, callsADay: 16 }],
    steps: [...steps, ...suspended(world, app, stopped), ...waiting(world, place)],
  }
}

function suspended(world: World, app: Entry, stopped: Date): Step[] {
  const { place } = app
  const told = facts(app, 'Pays your part of a bill and keeps the receipts.')
  const { daysAgo } = world.clock
  return [
    ...application(world, app, 42, (date) => ({
      ...requiredAnswers(told, date),
      ...carefulAnswers(told, date),
      'app.platforms': ['web-server'],
      'sec.saved-login': 'server-token',
      'smart.client-type': { choice: 'confidential-symmetric' },
      'smart.urls': { redirectUris: [`https://wallet.${place.company.domain}/connect/callback`] },
    })),
    ...approval(world, app, { who: 'riley-reviewer', sent: 42, decided: 38, thanks: 'Accepted, thank you.' }),
    {
      at: daysAgo(37, '09:12'),
      async act(at) {
        const ctx = world.as(place.company, place.company.owner, at)
        await makeSecret(ctx, { clientId: await clientOf(world, app), label: 'Production server' })
      },
    },
    {
      at: stopped,
      async act() {
        await suspendClient(await world.staff('lee-lead', stopped), {
          clientId: await clientOf(world, app),
          criterion: 'credentials_leaked',
          publicReason:
            'The client secret stood in a public code repository on the morning of the suspension. Replace it and tell us how it is kept now.',
          internalText: 'Found by the nightly scan. Gateway log shows no calls with it from unknown addresses.',
        })
      },
    },
  ]
}

function waiting(world: World, place: Place): Step[] {
  const app = entry(place, 'Flint Hills Budget')
  const told = facts(app, 'Plans the year’s health costs from last year’s claims.')
  const { minutesAgo, dateOf } = world.clock
  return [
    { at: minutesAgo(300), act: (at) => register(world, app, at) },
    {
      at: minutesAgo(240),
      act: (at) =>
        fill(
          world,
          app,
          { ...requiredAnswers(told, dateOf(at)), ...without(carefulAnswers(told, dateOf(at)), 'policy.', 'share.') },
          at,
        ),
    },
    { at: minutesAgo(205), act: (at) => send(world, app, at) },
  ]
}

export const stories = (world: World): Story[] =>
  [konza, flinthills, sunflower, prairie, bluestem, wheatland, cottonwood, tallgrass].map((tell) => tell(world))
