/** What stands beside the page: state, clock, claim, terms, contact, client, what is at risk, and where to go on the page. */
import { ActionForm } from '../../../../components/ui/action-form.tsx'
import { Button } from '../../../../components/ui/button.tsx'
import { countryName } from '../../../../lib/domain/country.ts'
import type { ReviewView } from '../../../../lib/services/review-view.ts'
import { AuditLink } from '../../audit-link.tsx'
import { CaseLinks } from '../../case-links.tsx'
import { ClientLinks } from '../../client-links.tsx'
import { Jump, type Place } from '../../jump.tsx'
import { ClientState, ReviewState } from '../../review-status.tsx'
import { claimAction, releaseAction } from './actions.ts'

type Props = { view: ReviewView }

export function Facts({ view }: Props) {
  const { organization, primary, terms, client, atRisk } = view
  return (
    <aside className="staff-facts" aria-label="Facts" id="facts">
      <div className="staff-facts__sticky">
        <dl>
          <dt>State</dt>
          <dd>
            <ReviewState {...view} />
          </dd>
          <dt>Due</dt>
          <dd className={view.due?.overdue ? 'staff-due--overdue' : undefined}>
            {view.due ? view.due.sentence : 'No clock runs'}
          </dd>
          <dt>First contact</dt>
          <dd>{view.firstContact.sentence}</dd>
          <dt>Claimed by</dt>
          <dd>{view.claim ? (view.claim.mine ? 'You' : view.claim.name) : 'Nobody'}</dd>
          <dt>Terms</dt>
          <dd>
            {terms?.accepted
              ? `Version ${terms.version} accepted ${terms.accepted.when} by ${terms.accepted.who}`
              : `Version ${terms?.version ?? ''} not accepted yet`}
          </dd>
          <dt>Main contact</dt>
          <dd>
            {primary
              ? `${primary.name}, ${primary.email}, ${primary.confirmed ? 'confirmed' : 'not confirmed yet'}`
              : 'None'}
          </dd>
          <dt>Organization</dt>
          <dd>
            {organization.name}, {countryName(organization.country)}
            <br />
            {/* Shown as text: a reviewer decides whether to open an address that a stranger typed. */}
            {organization.website}
            {organization.domains.length > 0 && (
              <>
                <br />
                {organization.domains.join(', ')}
              </>
            )}
          </dd>
          {client && (
            <>
              <dt>Client</dt>
              <dd>
                <a href={`/staff/clients/${client.clientId}`}>Production client</a>{' '}
                <ClientState status={client.status} />
              </dd>
            </>
          )}
          <dt>Its other clients</dt>
          <dd>{atRisk.suspended.length > 0 ? <ClientLinks clients={atRisk.suspended} /> : 'None is suspended'}</dd>
          <dt>Open at-risk cases</dt>
          <dd>
            <CaseLinks cases={atRisk.cases} named />
          </dd>
          <dt>Audit</dt>
          <dd>
            <AuditLink id={view.submissionId} noun="submission" />
          </dd>
        </dl>
        {view.may.act && view.turn !== 'nobody' && <Claim view={view} />}
        <Jump places={places(view)} />
      </div>
    </aside>
  )
}

function Claim({ view }: Props) {
  const { claim, submissionId } = view
  if (claim?.mine) {
    return (
      <ActionForm action={releaseAction} hidden={{ submissionId }} label="Let go">
        <Button variant="secondary">Let go</Button>
      </ActionForm>
    )
  }
  return (
    <ActionForm
      action={claimAction}
      hidden={{ submissionId, ...(claim ? { over: claim.staffId } : {}) }}
      label={claim ? 'Take over' : 'Claim'}
    >
      <Button variant="secondary">{claim ? `Take over from ${claim.name}` : 'Claim'}</Button>
    </ActionForm>
  )
}

function places(view: ReviewView): Place[] {
  const open = view.may.act && view.turn !== 'nobody'
  return [
    [view.documents.changes !== null, 'changed', 'What changed'],
    [true, 'security', 'Checks'],
    [true, 'history', 'What happened'],
    [true, 'answers', 'Answers'],
    [true, 'label', 'What members will read'],
    [open, 'write', 'Write'],
    [open, 'changes', 'Ask for changes'],
    [view.may.act || view.findings.length > 0, 'findings', 'Findings'],
    [open, 'decide', 'Decide'],
  ]
}
