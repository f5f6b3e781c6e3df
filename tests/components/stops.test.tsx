/** How stops read for who cannot press anything: what is so now, what a stop would do, and who may. */
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { StopLink } from '../../app/staff/stop-link.tsx'
import { Organizations } from '../../app/staff/stops/organizations.tsx'
import { OnlyLead, StopState } from '../../app/staff/stops/stopped.tsx'
import type { StopsView, StopView } from '../../lib/services/stop-view.ts'

const stop: StopView = {
  ...{ scope: 'organization', organization: { organizationId: 'o1', name: 'Sunny' }, own: false, internalText: '' },
  ...{ at: new Date('2026-11-24T15:00:00Z'), when: 'Tue Nov 24, 2026', by: 'Lena Long', publicReason: 'We look.' },
  cases: [],
}
const impact = { members: 1200, usedLastWeek: 3, callsLastWeek: 42 }
const viewOf = (of: StopView | null): StopsView => ({
  ...{ stops: of ? [of] : [], organizations: [], leads: ['Lena Long'], may: { stop: false, liftOrganization: false } },
  organization: { organizationId: 'o1', name: 'Sunny', stop: of, clients: [], impact },
})
const text = (view: StopsView) => renderToStaticMarkup(<Organizations view={view} posted={false} />)

it('a stop that is not there is said, and a stop that is there, since when', () => {
  expect(renderToStaticMarkup(<StopState stop={null} />)).toContain('Not stopped')
  expect(renderToStaticMarkup(<StopState stop={stop} />)).toContain('Stopped since')
})

it('the page of an organization shows what a stop touches and names who may', () => {
  const html = text(viewOf(null))
  for (const part of [
    'Not stopped',
    'While it is stopped',
    '1,200',
    'Only a lead can stop an organization: Lena Long.',
  ]) {
    expect(html).toContain(part)
  }
  expect(html).not.toContain('<form')
})

it('that of a stopped one shows its stop, and no other organization to choose', () => {
  const html = text(viewOf(stop))
  expect(html).toContain('Stopped since')
  expect(html).not.toContain('Not stopped')
  expect(html).not.toContain('<select')
})

it('names nobody when no lead ever signed in', () => {
  expect(renderToStaticMarkup(<OnlyLead act="stop approvals" leads={[]} />)).toBe(
    '<p>Only a lead can stop approvals.</p>',
  )
})

it.each([
  [true, true, 'Why it is stopped, and who can lift it'],
  [true, false, 'Why it is stopped, and who can lift it'],
  [false, true, '>Stop the whole organization'],
  [false, false, 'Who can stop the whole organization'],
])('the way there, stopped: %s, for a lead: %s, says what it leads to', (stopped, mayStop, words) => {
  const html = renderToStaticMarkup(<StopLink organizationId="o1" stopped={stopped} mayStop={mayStop} />)
  expect(html).toContain(words)
  expect(html).toContain('/staff/stops?organization=o1#organization')
})
