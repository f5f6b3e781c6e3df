/** How a client stands: its open cases, its last activity, and whom to call. */
import { SummaryList } from '../../../../components/ui/summary-list.tsx'
import type { ClientDeskView } from '../../../../lib/services/client-desk.ts'
import { CaseLinks } from '../../case-links.tsx'
import { contactRows } from '../../contact-rows.tsx'

export function Standing({ view }: { view: ClientDeskView }) {
  const rows = [
    { id: 'cases', term: 'Open at-risk cases', answer: <CaseLinks cases={view.cases} /> },
    { id: 'seen', term: 'Last activity', answer: <LastSeen lastSeen={view.lastSeen} /> },
    ...contactRows(view.contacts),
  ]
  return (
    <section aria-labelledby="standing">
      <h2 id="standing">How it stands</h2>
      <SummaryList label="How it stands" rows={rows} />
    </section>
  )
}

function LastSeen({ lastSeen: { signIn, call } }: Pick<ClientDeskView, 'lastSeen'>) {
  const seen = [
    ['Sign-in', signIn],
    ['API call', call],
  ] as const
  if (!signIn && !call) return 'No successful sign-in or API call was ever seen'
  return seen.map(
    ([what, at]) =>
      at && (
        <div key={what}>
          {what} <time dateTime={at.at.toISOString()}>{at.when}</time>
        </div>
      ),
  )
}
