/** What waits for the reader in all organizations: steps of the apps, and each case that waits for an answer. */
import { References } from '../../components/ui/references.tsx'
import { Status } from '../../components/ui/status.tsx'
import { TaskList } from '../../components/ui/task-list.tsx'
import { isTodo, type NextStep } from '../../lib/domain/app.ts'
import type { Role } from '../../lib/domain/organization.ts'
import type { AppsOfOrganization } from '../../lib/services/app-view.ts'
import { NEXT_STEPS, tasksOfApp, titleOf } from './next-step.tsx'

/** Only what this person may do: a viewer can say that an app is still in use, and nothing else. */
const isOwn = (step: NextStep, role: Role) => isTodo(step) && (role !== 'viewer' || step === 'still_in_use')

/** A case of the whole organization stands in the list once, whatever apps there are. */
function tasksOf({ organization, role, apps }: AppsOfOrganization) {
  const tasks = apps.flatMap((app) =>
    tasksOfApp(app)
      .filter(({ step }) => isOwn(step, role))
      .map((task) => {
        const { step, about } = task
        const of = step === 'answer_case' ? organization : app.name
        return {
          id: [app.appId, step, ...(about ? [about.episodeId] : [])].join('-'),
          title: <References text={titleOf(task)} />,
          href: NEXT_STEPS[step].href(app, about),
          hint: about?.by ? `${of}, by ${about.by.when}` : of,
          status: <Status tone="turn">Your turn</Status>,
        }
      }),
  )
  return tasks.filter(
    ({ href, hint }, index) => index === tasks.findIndex((one) => one.href === href && one.hint === hint),
  )
}

export function Todo({ organizations }: { organizations: readonly AppsOfOrganization[] }) {
  const tasks = organizations.flatMap(tasksOf)
  return (
    <section aria-labelledby="todo">
      <h2 id="todo">To do now</h2>
      {tasks.length === 0 ? <p>Nothing waits for you.</p> : <TaskList tasks={tasks} />}
    </section>
  )
}
