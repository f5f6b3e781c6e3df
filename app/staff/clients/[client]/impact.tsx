/** What stopping the client touches, before anybody presses the button. */
import { SummaryList } from '../../../../components/ui/summary-list.tsx'
import type { ClientImpact } from '../../../../lib/services/episode-malicious.ts'

const count = (value: number) => value.toLocaleString('en-US')

export function Impact({ impact }: { impact: ClientImpact }) {
  const rows = [
    { id: 'members', term: 'Members connected', answer: count(impact.members) },
    { id: 'used', term: 'Of them, with use in the last 7 days', answer: count(impact.usedLastWeek) },
    { id: 'calls', term: 'Calls in the last 7 days', answer: count(impact.callsLastWeek) },
  ]
  return (
    <section aria-labelledby="impact">
      <h2 id="impact">What a suspension touches</h2>
      <SummaryList label="What a suspension touches" rows={rows} />
    </section>
  )
}
