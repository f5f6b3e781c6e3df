/** Apps that an organization of this person handed over, with what it signed for them. */
import { DataTable } from '../../components/ui/data-table.tsx'
import { References } from '../../components/ui/references.tsx'
import type { AppGivenAway } from '../../lib/services/app-given-away.ts'
import { SubmissionStatus } from './submissions/[id]/state.tsx'

export function GivenAway({ apps }: { apps: readonly AppGivenAway[] }) {
  if (apps.length === 0) return null
  return (
    <section aria-labelledby="given-away">
      <h2 id="given-away">Apps you handed over</h2>
      <p>What you sent in stays yours to read. What happens to the app now is for its new organization alone.</p>
      <DataTable<AppGivenAway>
        caption="Apps you handed over"
        captionHidden
        rows={apps}
        rowId={({ appId, from }) => `${appId} ${from}`}
        empty="None."
        columns={[
          { id: 'app', heading: 'App', rowHeader: true, cell: ({ name }) => name },
          {
            id: 'given',
            heading: 'Handed over',
            cell: ({ from, to, given }) => (
              <>
                By {from} to {to}, <time dateTime={given.at.toISOString()}>{given.when}</time>
              </>
            ),
          },
          { id: 'submissions', heading: 'Your submissions', cell: (app) => <Submissions app={app} /> },
        ]}
      />
    </section>
  )
}

function Submissions({ app: { name, submissions } }: { app: AppGivenAway }) {
  if (submissions.length === 0) return 'None'
  return (
    <ul>
      {submissions.map(({ submissionId, reference, status }) => (
        <li key={submissionId}>
          <a href={`/developer/submissions/${submissionId}`} aria-label={`Submission ${reference} for ${name}`}>
            <References text={reference} />
          </a>{' '}
          <SubmissionStatus status={status} />
        </li>
      ))}
    </ul>
  )
}
