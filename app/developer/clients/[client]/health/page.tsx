/** How a client does: calls, errors and sign-ins by day, when it was last seen, how near a flag it is, its secrets' age. */
import type { Metadata } from 'next'
import { DataTable } from '../../../../../components/ui/data-table.tsx'
import { PageHeading } from '../../../../../components/ui/page-heading.tsx'
import { SummaryList } from '../../../../../components/ui/summary-list.tsx'
import { datedText } from '../../../../../lib/domain/calendar.ts'
import { orNotFound, requireDeveloper } from '../../../../../lib/platform/web/request.ts'
import { type ClientHealthView, clientHealth } from '../../../../../lib/services/client-health.ts'
import { clientView } from '../../../../../lib/services/client-view.ts'

type Props = { params: Promise<{ client: string }> }
type Day = ClientHealthView['days'][number]

export const metadata: Metadata = { title: 'Health of a client' }

const KINDS = [
  { id: 'call', heading: 'Calls' },
  { id: 'call_refused', heading: 'Refused calls' },
  { id: 'call_failed', heading: 'Failed calls' },
  { id: 'sign_in', heading: 'Sign-ins' },
  { id: 'sign_in_failed', heading: 'Failed sign-ins' },
] as const

const number = (value: number) => value.toLocaleString('en-US')

export default async function HealthPage({ params }: Props) {
  const { client } = await params
  const ctx = await requireDeveloper()
  const [view, health] = await orNotFound(Promise.all([clientView(ctx, client), clientHealth(ctx, client)]))
  const { rating } = ctx.settings
  const { zone } = ctx.settings.payer
  return (
    <>
      <PageHeading
        back={{ href: `/developer/clients/${client}`, text: view.name }}
        caption={view.name}
        title="Health"
      />
      <SummaryList
        label="Now"
        rows={[
          {
            id: 'last',
            term: 'Last activity',
            answer: health.last ? datedText(health.last.at, zone) : 'None seen yet',
          },
          { id: 'flag', term: 'Flag for inactivity', answer: inactivityText(health, zone) },
          { id: 'attack', term: 'Flag for malicious activity', answer: attackText(health) },
          {
            id: 'breach',
            term: 'Flag for a breach',
            answer: `${rating.service} watches the domains of your company. A finding of severity ${rating.opensAt} or worse opens a case, and we write to you.`,
          },
          ...view.secrets
            .filter((secret) => secret.state === 'live')
            .map((secret) => ({
              id: secret.id,
              term: `Secret …${secret.hint} ${secret.label}`,
              answer: `Made ${datedText(secret.createdAt, zone)}${secret.expiresAt ? `, ends ${datedText(secret.expiresAt, zone)}` : ''}`,
            })),
        ]}
      />
      <h2>The last 30 days</h2>
      <p>Days are in UTC. Refused and failed calls, and failed sign-ins, do not count as activity.</p>
      <DataTable<Day>
        caption="Calls and sign-ins by day"
        captionHidden
        rows={health.days.length > 0 ? [{ day: 'All 30 days', counts: health.totals }, ...health.days] : []}
        rowId={({ day }) => day}
        empty="Nothing was seen in the last 30 days."
        columns={[
          { id: 'day', heading: 'Day', rowHeader: true, cell: ({ day }) => day },
          ...KINDS.map(({ id, heading }) => ({
            id,
            heading,
            numeric: true,
            cell: ({ counts }: Day) => number(counts[id]),
          })),
        ]}
      />
    </>
  )
}

function inactivityText({ flaggedAt, asked, paused }: ClientHealthView, zone: string): string {
  if (asked)
    return 'We asked whether the app is still in use. The dates and the button stand on the page of the client.'
  if (!flaggedAt) return 'Not judged: only live production clients are.'
  if (paused) return 'Not judged right now, because activity does not reach us completely. No time is lost for you.'
  return `If we see no successful sign-in or call before then, we write to your main contact on ${datedText(flaggedAt, zone)}.`
}

function attackText({ totals }: ClientHealthView): string {
  const seen = `${number(totals.sign_in_failed)} failed sign-ins and ${number(totals.call_refused)} refused calls in 30 days`
  return `${seen}. No number decides: AppSec flags what looks like an attack on passwords, and a person judges it.`
}
