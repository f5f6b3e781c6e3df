/** One contact: changed at any time, without a review. */
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ActionForm } from '../../../../../components/ui/action-form.tsx'
import { Button, ButtonRow } from '../../../../../components/ui/button.tsx'
import { Notice } from '../../../../../components/ui/notice.tsx'
import { PageHeading } from '../../../../../components/ui/page-heading.tsx'
import { CONTACT_WORDS } from '../../../../../lib/domain/contact.ts'
import { CONTACT_KINDS } from '../../../../../lib/domain/organization.ts'
import { orNotFound, requireDeveloper } from '../../../../../lib/platform/web/request.ts'
import { organizationView } from '../../../../../lib/services/organization.ts'
import { changeContactAction } from '../../actions.ts'
import { chosenOrganization, type Of, organizationPath } from '../../chosen.ts'
import { ContactFields } from '../../fields.tsx'

type Props = { params: Promise<{ kind: string }>; searchParams: Of }

async function kindOf({ params }: Props) {
  const { kind: text } = await params
  return CONTACT_KINDS.find((kind) => kind === text) ?? notFound()
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: CONTACT_WORDS[await kindOf(props)].title }
}

export default async function ContactPage(props: Props) {
  const ctx = await requireDeveloper()
  const kind = await kindOf(props)
  const { chosen } = await chosenOrganization(ctx, props.searchParams)
  const { organizationId } = chosen
  const view = await orNotFound(organizationView(ctx, organizationId))
  const { title, hint } = CONTACT_WORDS[kind]
  return (
    <>
      <PageHeading back={{ href: organizationPath(organizationId), text: view.legalName }} title={title} lead={hint} />
      {view.may.editContacts ? (
        <ActionForm action={changeContactAction} hidden={{ organizationId, kind }} label={title}>
          <ContactFields kind={kind} value={view.contacts.find((contact) => contact.kind === kind)} />
          <div className="candor-field">
            <p>A new address gets a mail. It counts once its reader has pressed the button there.</p>
          </div>
          <ButtonRow>
            <Button>Save</Button>
          </ButtonRow>
        </ActionForm>
      ) : (
        <Notice>Only an owner or an editor can change contacts. Ask an owner of your organization.</Notice>
      )}
    </>
  )
}
