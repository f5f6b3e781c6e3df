/** Open cases and contacts in a few words, and the warning beside a button that lets a client go on. */
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { CaseLinks, ReinstateWarning } from '../../app/staff/case-links.tsx'
import { contactRows } from '../../app/staff/contact-rows.tsx'
import { SummaryList } from '../../components/ui/summary-list.tsx'
import type { ContactDesk } from '../../lib/services/contact-desk.ts'
import type { EpisodeListRow } from '../../lib/services/episode-list.ts'

const at = new Date('2026-11-24T15:00:00Z')
const malicious: EpisodeListRow = {
  ...{ episodeId: 'e1', reference: 'E-ABC234', kind: 'malicious', status: 'open', organization: 'Sunny' },
  ...{ client: { clientId: 'c1', name: 'Sunny', status: 'suspended' }, opened: { at, when: 'then' } },
  next: { at, when: 'Tue Nov 24, 2026', what: 'Tell CIRT', late: true },
  beforeReinstating: ['See that every secret was replaced'],
}
const breach: EpisodeListRow = { ...malicious, episodeId: 'e2', kind: 'breach', client: null, beforeReinstating: [] }

it('a case stands with its kind, its next deadline and the way to it', () => {
  const html = renderToStaticMarkup(<CaseLinks cases={[malicious, breach]} />)
  for (const part of ['href="/staff/episodes/e1"', 'Malicious activity', 'Tell CIRT, was due', 'as a whole']) {
    expect(html).toContain(part)
  }
  expect(renderToStaticMarkup(<CaseLinks cases={[]} />)).toBe('None')
})

it('who reinstates is warned, with the way to the playbook, only while something is open', () => {
  const html = renderToStaticMarkup(<ReinstateWarning cases={[malicious, breach]} />)
  expect(html).toContain('href="/staff/episodes/e1#playbook"')
  expect(html).toContain('See that every secret was replaced')
  expect(renderToStaticMarkup(<ReinstateWarning cases={[breach]} />)).toBe('')
})

it('contacts stand with phone and proof, and only where it matters with the mail about a breach', () => {
  const security: ContactDesk = {
    ...{ kind: 'security', title: 'Security contact', name: 'Desk', email: 'desk@example.com' },
    ...{ phone: '+1 785 555 0100', confirmed: false, breach: true },
  }
  const text = (breach: boolean) =>
    renderToStaticMarkup(<SummaryList rows={contactRows([security], { kinds: ['security', 'primary'], breach })} />)
  expect(text(true)).toContain('Desk, +1 785 555 0100')
  expect(text(true)).toContain('desk@example.com, not confirmed yet')
  expect(text(true)).toContain('Our mail about a breach')
  expect(text(false)).not.toContain('Our mail about a breach')
  expect(text(false)).toContain('None')
})
