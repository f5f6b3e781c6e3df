/** A developer's own name, time zone and signed-in browsers. */
import type { Metadata } from 'next'
import { ActionForm, FormField, FormSelect } from '../../../components/ui/action-form.tsx'
import { Button, ButtonRow } from '../../../components/ui/button.tsx'
import { DataTable } from '../../../components/ui/data-table.tsx'
import { Notice } from '../../../components/ui/notice.tsx'
import { PageHeading } from '../../../components/ui/page-heading.tsx'
import { Status } from '../../../components/ui/status.tsx'
import { datedText } from '../../../lib/domain/calendar.ts'
import { zoneOptions } from '../../../lib/domain/profile.ts'
import { orNotFound, requireDeveloper } from '../../../lib/platform/web/request.ts'
import { currentToken } from '../../../lib/platform/web/session-cookie.ts'
import { profileView } from '../../../lib/services/profile.ts'
import { mySessions, type SessionView } from '../../../lib/services/session.ts'
import { revokeSessionAction, saveProfileAction, signOutEverywhereAction } from './actions.ts'

export const metadata: Metadata = { title: 'Your profile' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function Profile({ searchParams }: Props) {
  const ctx = await requireDeveloper()
  const { saved } = await searchParams
  const profile = await orNotFound(profileView(ctx))
  const sessions = await mySessions(ctx, { token: await currentToken() })
  return (
    <>
      <PageHeading title="Your profile" lead={`You sign in as ${profile.email}.`} />
      {saved !== undefined && (
        <Notice tone="success" role="status">
          {saved === 'session' ? 'That browser is signed out.' : 'Your profile is saved.'}
        </Notice>
      )}
      <ActionForm action={saveProfileAction} label="Your profile">
        <FormField
          name="name"
          label="Full name"
          hint="Your colleagues and the AppSec team see it beside what you do."
          autoComplete="name"
          value={profile.name}
        />
        <FormSelect
          name="zone"
          label="Time zone"
          hint={`Due times of your submissions are shown in it, beside the time of ${ctx.settings.payer.shortName}, and so are the history of your apps and your incident reports. All else is in the time of ${ctx.settings.payer.shortName}.`}
          options={zoneOptions(profile.zone)}
          value={profile.zone}
        />
        <ButtonRow>
          <Button>Save</Button>
        </ButtonRow>
      </ActionForm>
      <Sessions sessions={sessions} zone={profile.zone} />
    </>
  )
}

function Sessions({ sessions, zone }: { sessions: SessionView[]; zone: string }) {
  return (
    <section aria-labelledby="sessions">
      <h2 id="sessions">Where you are signed in</h2>
      <DataTable<SessionView>
        caption="Where you are signed in"
        captionHidden
        rows={sessions}
        rowId={({ key }) => key}
        empty="Nowhere."
        columns={[
          { id: 'device', heading: 'Browser', rowHeader: true, cell: ({ device }) => device },
          { id: 'since', heading: 'Signed in', cell: ({ signedInAt }) => <When at={signedInAt} zone={zone} /> },
          { id: 'seen', heading: 'Last used', cell: ({ lastSeenAt }) => <When at={lastSeenAt} zone={zone} /> },
          { id: 'end', heading: 'Sign out', cell: (session) => <End session={session} /> },
        ]}
      />
      <ActionForm action={signOutEverywhereAction} label="Sign out everywhere">
        <Button variant="secondary">Sign out everywhere, here too</Button>
      </ActionForm>
    </section>
  )
}

function When({ at, zone }: { at: Date; zone: string }) {
  return <time dateTime={at.toISOString()}>{datedText(at, zone)}</time>
}

function End({ session }: { session: SessionView }) {
  if (session.current) return <Status tone="done">This browser</Status>
  return (
    <ActionForm action={revokeSessionAction} hidden={{ key: session.key }} label={`Sign out ${session.device}`}>
      <Button variant="secondary">
        Sign out<span className="ds-u-visibility--screen-reader"> {session.device}</span>
      </Button>
    </ActionForm>
  )
}
