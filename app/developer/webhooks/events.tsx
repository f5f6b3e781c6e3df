/** What a webhook is told: checkboxes in words, all of them chosen to begin with. */
import { FormCheckboxes } from '../../../components/ui/action-form.tsx'
import { CHOOSABLE_EVENTS, WEBHOOK_EVENTS } from '../../../lib/domain/webhook.ts'

const OPTIONS = CHOOSABLE_EVENTS.map((event) => ({
  value: event,
  label: WEBHOOK_EVENTS[event].says,
  hint: <code>{event}</code>,
}))

/** @param chosen null for everything */
export function EventChoice({ chosen }: { chosen: readonly string[] | null }) {
  return (
    <FormCheckboxes
      name="events"
      legend="What to tell"
      hint="Leave all of them chosen to be told of types that are added later, too. A test is always sent."
      options={OPTIONS}
      values={chosen ?? CHOOSABLE_EVENTS}
    />
  )
}

/** What was chosen, short enough for a list. */
export function ChosenEvents({ chosen }: { chosen: readonly string[] | null }) {
  if (chosen === null) return 'Everything'
  if (chosen.length > 2) return `${chosen.length} of ${CHOOSABLE_EVENTS.length} types`
  return chosen.map((event, index) => (
    <span key={event}>
      {index > 0 && ', '}
      <code>{event}</code>
    </span>
  ))
}
