/** The terms for somebody with authority and no account. Opening the page changes nothing. */
import type { Metadata } from 'next'
import { AcceptanceFields } from '../../../components/terms/acceptance-fields.tsx'
import { TermsText } from '../../../components/terms/terms-text.tsx'
import { ActionForm } from '../../../components/ui/action-form.tsx'
import { Notice } from '../../../components/ui/notice.tsx'
import { PageHeading } from '../../../components/ui/page-heading.tsx'
import { datedText } from '../../../lib/domain/calendar.ts'
import { Refusal } from '../../../lib/domain/refusal.ts'
import { orNotFound, pageContext } from '../../../lib/platform/web/request.ts'
import type { Context } from '../../../lib/services/context.ts'
import { type TermsLinkView, termsLinkView } from '../../../lib/services/terms-link.ts'
import { acceptByLinkAction } from './actions.ts'

// The address is a secret, so no search engine keeps it.
export const metadata: Metadata = { title: 'Terms of service', robots: { index: false } }

type Props = { params: Promise<{ token: string }> }

async function load(ctx: Context, token: string): Promise<TermsLinkView | { expired: string }> {
  try {
    return await termsLinkView(ctx, token)
  } catch (error) {
    if (error instanceof Refusal && error.code === 'link_expired') return { expired: error.message }
    throw error
  }
}

export default async function TermsLinkPage({ params }: Props) {
  const { token } = await params
  const ctx = await pageContext()
  const view = await orNotFound(load(ctx, token))
  if ('expired' in view) return <Expired sentence={view.expired} />
  const { terms, organization, usedAt } = view
  return (
    <>
      <PageHeading
        title={terms.title}
        caption={`Version ${terms.version}`}
        lead={`${organization} asks you to read and accept these terms for it.`}
      />
      {usedAt && (
        <Notice tone="success" heading="Thank you, the terms are accepted">
          <p>Accepted {datedText(usedAt, ctx.settings.payer.zone)}. You can close this page.</p>
        </Notice>
      )}
      <TermsText body={terms.body} headingLevel={2} />
      {!usedAt && (
        <section aria-labelledby="accept">
          <h2 id="accept">Accept for {organization}</h2>
          <ActionForm action={acceptByLinkAction} hidden={{ token, version: terms.version }} label="Accept the terms">
            <AcceptanceFields organization={organization} version={terms.version} />
          </ActionForm>
        </section>
      )}
    </>
  )
}

function Expired({ sentence }: { sentence: string }) {
  return (
    <>
      <PageHeading title="This link does not work any more" />
      <p>{sentence}</p>
    </>
  )
}
