/** Asks whether a client shall be put into the payer's own authorization server anew, for another secret; says what ends. */
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ActionForm } from '../../../../../components/ui/action-form.tsx'
import { Button, ButtonLink, ButtonRow } from '../../../../../components/ui/button.tsx'
import { PageHeading } from '../../../../../components/ui/page-heading.tsx'
import { answersForm, orNotFound, requireDeveloper } from '../../../../../lib/platform/web/request.ts'
import { clientView } from '../../../../../lib/services/client-view.ts'
import { developerProvisionView } from '../../../../../lib/services/provisioning-view.ts'
import { renewSecretAction } from '../actions.ts'

export const metadata: Metadata = { title: 'Another secret' }

type Props = { params: Promise<{ client: string }> }

export default async function NewSecret({ params }: Props) {
  const { client } = await params
  const ctx = await requireDeveloper()
  const [view, there] = await orNotFound(Promise.all([clientView(ctx, client), developerProvisionView(ctx, client)]))
  // A refused form says itself why it came too late.
  if (!there?.mayRenew && !(await answersForm())) notFound()
  const back = `/developer/clients/${view.clientId}`
  return (
    <>
      <PageHeading back={{ href: back, text: view.name }} caption="Production client" title="Another secret" />
      <p>
        The authorization server gives a secret only together with a client. So the client is taken out of it and put
        there anew:
      </p>
      <ul>
        <li>The secret of before stops working, and so does the client id to sign in with.</li>
        <li>Tokens of before stop working. Members sign in again.</li>
        <li>We mail you the new client id. The new secret waits here, to be seen once.</li>
        <li>Until your servers have both, the app gets no data.</li>
      </ul>
      <p>That takes a moment, or longer while the authorization server does not answer. AppSec need not decide it.</p>
      <ActionForm action={renewSecretAction} hidden={{ clientId: view.clientId }} label="Another secret">
        <ButtonRow>
          <Button variant="danger">Get a new client id and secret</Button>
          <ButtonLink href={back} variant="secondary">
            Keep those of now
          </ButtonLink>
        </ButtonRow>
      </ActionForm>
    </>
  )
}
