/** Asks an owner whether the app shall really go, and says what that does. */
import type { Metadata } from 'next'
import { ActionForm, FormField } from '../../../../../components/ui/action-form.tsx'
import { Button, ButtonLink, ButtonRow } from '../../../../../components/ui/button.tsx'
import { PageHeading } from '../../../../../components/ui/page-heading.tsx'
import { orNotFound, requireDeveloper } from '../../../../../lib/platform/web/request.ts'
import { type AppDeletionView, appDeletion } from '../../../../../lib/services/app-deletion.ts'
import { deleteAppAction } from '../../actions.ts'

export const metadata: Metadata = { title: 'Delete an app' }

type Props = { params: Promise<{ app: string }> }

export default async function DeleteApp({ params }: Props) {
  const view = await orNotFound(appDeletion(await requireDeveloper(), (await params).app))
  const back = `/developer/apps/${view.appId}`
  return (
    <>
      <PageHeading back={{ href: back, text: view.name }} title={`Delete ${view.name}`} />
      <p>This cannot be undone. At once:</p>
      <ul>
        {consequences(view).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <p>
        What you sent in and signed, the terms you accepted and the record of what happened are kept. Your reports to us
        and open cases go on.
      </p>
      <ActionForm action={deleteAppAction} hidden={{ appId: view.appId }} label={`Delete ${view.name}`}>
        <FormField
          name="name"
          label="Type the name of the app"
          hint={`As it stands here: ${view.name}`}
          autoComplete="off"
          spellCheck={false}
        />
        <ButtonRow>
          <Button variant="danger">Delete the app</Button>
          <ButtonLink href={back} variant="secondary">
            Keep it
          </ButtonLink>
        </ButtonRow>
      </ActionForm>
    </>
  )
}

function consequences({ clients, members, submissionOpen }: AppDeletionView): string[] {
  const stops = clients === 1 ? 'Its client stops' : `Its ${clients} clients stop`
  const sharing =
    members === 1 ? 'One member no longer shares' : `${members.toLocaleString('en-US')} members no longer share`
  return [
    ...(clients > 0 ? [`${stops} at the next call, and the ids and secrets never work again.`] : []),
    ...(members > 0 ? [`${sharing} with it, and they are told.`] : []),
    ...(submissionOpen ? ['The submission that AppSec has is withdrawn.'] : []),
    'Members no longer find it in the directory.',
    'Its name is free for others.',
  ]
}
