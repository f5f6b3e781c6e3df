/** The reader of an address confirms it. Opening the page changes nothing, so that a mail scanner confirms nothing. */
import type { Metadata } from 'next'
import { ActionForm } from '../../../components/ui/action-form.tsx'
import { Button, ButtonRow } from '../../../components/ui/button.tsx'
import { Notice } from '../../../components/ui/notice.tsx'
import { PageHeading } from '../../../components/ui/page-heading.tsx'
import { datedText } from '../../../lib/domain/calendar.ts'
import { ended } from '../../../lib/domain/organization.ts'
import { orNotFound, pageContext } from '../../../lib/platform/web/request.ts'
import { confirmationView } from '../../../lib/services/address-confirmation.ts'
import { confirmAddressAction } from './actions.ts'

// The address is a secret, so no search engine keeps it.
export const metadata: Metadata = { title: 'Confirm your address', robots: { index: false } }

export default async function ConfirmAddressPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const ctx = await pageContext()
  const { organization, email, confirmedAt, expired } = await orNotFound(confirmationView(ctx, token))
  const { shortName, zone } = ctx.settings.payer
  if (confirmedAt) {
    return (
      <>
        <PageHeading title="Your address is confirmed" />
        <Notice tone="success">
          <p>
            {email}, {datedText(confirmedAt, zone)}. The {shortName} application security team can write to you here for{' '}
            {ended(organization)} You can close this page.
          </p>
        </Notice>
      </>
    )
  }
  if (expired) {
    return (
      <>
        <PageHeading title="This link does not work any more" />
        <p>Ask {organization} to send a new one from the page of its organization.</p>
      </>
    )
  }
  return (
    <>
      <PageHeading
        title="Confirm your address"
        lead={`${organization} named ${email} as a contact for its apps with ${shortName}.`}
      />
      <p>
        Confirm that you read this mailbox. The {shortName} application security team then writes to you here: about
        reviews, and when something needs an answer.
      </p>
      <p className="candor-muted">If you do not know {organization}, close this page. Nothing happens then.</p>
      <ActionForm action={confirmAddressAction} hidden={{ token }} label="Confirm your address">
        <ButtonRow>
          <Button>Yes, I read {email}</Button>
        </ButtonRow>
      </ActionForm>
    </>
  )
}
