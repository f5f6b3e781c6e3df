/** What stopping touches, before anybody presses the button: of one client, or of a whole organization. */
import { SummaryList, type SummaryRow } from '../../components/ui/summary-list.tsx'
import type { ClientImpact } from '../../lib/services/client-impact.ts'

const count = (value: number) => value.toLocaleString('en-US')

/** @param rows what stands before the numbers */
export function ImpactList({
  impact,
  label,
  rows = [],
}: {
  impact: ClientImpact
  label: string
  rows?: readonly SummaryRow[]
}) {
  const numbers = [
    { id: 'members', term: 'Members connected', answer: count(impact.members) },
    { id: 'used', term: 'Of them, with use in the last 7 days', answer: count(impact.usedLastWeek) },
    { id: 'calls', term: 'Calls in the last 7 days', answer: count(impact.callsLastWeek) },
  ]
  return <SummaryList label={label} rows={[...rows, ...numbers]} />
}
