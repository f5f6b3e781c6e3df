/** Tasks in any order, each with an honest status. */
import type { ReactNode } from 'react'

export type Task = {
  id: string
  title: ReactNode
  /** Without it the task cannot be started yet and is no link. */
  href?: string
  hint?: ReactNode
  /** A Status, or plain words. */
  status: ReactNode
}

export function TaskList({ tasks }: { tasks: readonly Task[] }) {
  return (
    <ul className="candor-task-list">
      {tasks.map((task) => (
        <li key={task.id} className="candor-task">
          <div className="candor-task__name">
            {task.href ? (
              <a className="candor-task__link" href={task.href} aria-describedby={`task-${task.id}-status`}>
                {task.title}
              </a>
            ) : (
              <span>{task.title}</span>
            )}
            {task.hint && <p className="candor-task__hint">{task.hint}</p>}
          </div>
          <div id={`task-${task.id}-status`} className="candor-task__status">
            {task.status}
          </div>
        </li>
      ))}
    </ul>
  )
}
