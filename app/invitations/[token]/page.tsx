/** An invitation to an organization. Opening the page changes nothing. */
import type { Metadata } from 'next'
import { ActionForm } from '../../../components/ui/action-form.tsx'
import { Button, ButtonLink, ButtonRow } from '../../../components/ui/button.tsx'
import { Notice } from '../../../components/ui/notice.tsx'
import { PageHeading } from '../../../components/ui/page-heading.tsx'
import { datedText } from '../../../lib/domain/calendar.ts'
import { ROLE_WORDS } from '../../../lib/domain/membership.ts'
import { signInUrl } from '../../../lib/platform/web/next-path.ts'
import { orNotFound, pageContext } from '../../../lib/platform/web/request.ts'
import { type InvitationView, invitationView } from '../../../lib/services/invitation.ts'
import { acceptInvitationAction } from './actions.ts'

// The address is a secret, so no search engine keeps it.
export const metadata: Metadata = { title: 'Invitation', robots: { index: false } }

export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const ctx = await pageContext()
  const view = await orNotFound(invitationView(ctx, token))
  if (view.state !== 'open') return <Closed view={view} />
  const { label, hint } = ROLE_WORDS[view.role]
  return (
    <>
      <PageHeading
        title={`Join ${view.organization}`}
        lead={`${view.inviter} invites you as ${ROLE_WORDS[view.role].one}.`}
      />
      <p>
        <strong>{label}.</strong> {hint}
      </p>
      <p>
        The invitation is for {view.email} and works until {datedText(view.expiresAt, ctx.settings.payer.zone)}.
      </p>
      <p className="candor-muted">If you do not know {view.organization}, close this page. Nothing happens then.</p>
      <Accept view={view} token={token} />
    </>
  )
}

function Accept({ view, token }: { view: InvitationView; token: string }) {
  if (view.reader === 'invited') {
    return (
      <ActionForm action={acceptInvitationAction} hidden={{ token }} label="Accept the invitation">
        <ButtonRow>
          <Button>Join {view.organization}</Button>
        </ButtonRow>
      </ActionForm>
    )
  }
  if (view.reader === 'other') {
    return (
      <Notice tone="warn" heading="You are signed in with another address">
        <p>Sign out, and sign in with {view.email} to accept.</p>
      </Notice>
    )
  }
  return (
    <>
      <p>Sign in with {view.email} to accept. An account is made with the first sign-in.</p>
      <ButtonRow>
        <ButtonLink href={signInUrl('/sign-in', `/invitations/${token}`)}>Sign in</ButtonLink>
      </ButtonRow>
    </>
  )
}

const WORDS = {
  accepted: 'This invitation was accepted already.',
  revoked: 'This invitation was taken back. Ask the person who invited you.',
  expired: 'This invitation has expired. Ask the person who invited you to send it again.',
} as const

function Closed({ view }: { view: InvitationView }) {
  return (
    <>
      <PageHeading title="This invitation does not work any more" caption={view.organization} />
      <p>{view.state === 'open' ? '' : WORDS[view.state]}</p>
      {view.reader === 'invited' && <ButtonLink href="/developer">Your apps</ButtonLink>}
    </>
  )
}
