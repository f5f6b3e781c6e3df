/** What an app’s page says to do now: an open case never hides behind “nothing to do”. */
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it, vi } from 'vitest'
import { Steps } from '../../app/developer/apps/[app]/steps.tsx'
import type { AppCase } from '../../lib/services/app-case.ts'
import type { AppView } from '../../lib/services/app-view.ts'

vi.mock('../../app/developer/apps/actions.ts', () => ({ startSubmissionAction: async () => ({}) }))

const by = { at: new Date('2027-03-07T14:00:00Z'), when: 'Sun Mar 7, 2027, 8:00 a.m. CT' }
const quiet: AppCase = { episodeId: 'e1', reference: 'E-7KQ2M9', kind: 'inactive', clientId: 'c', asks: true, by }
const breach: AppCase = { episodeId: 'e2', reference: 'E-7KQ2M8', kind: 'breach', clientId: null, asks: true, by }
const answered: AppCase = { ...breach, episodeId: 'e3', asks: false, by: null }

const shown = (part: Pick<AppView, 'steps' | 'cases'>) => {
  const clients = [{ clientId: 'c', environment: 'production' }]
  const view = { appId: 'a', submission: null, clients, may: { edit: true }, next: part.steps[0], ...part }
  return renderToStaticMarkup(<Steps view={view as unknown as AppView} />)
}

it('asks first about open cases, by when, and leads to them', () => {
  const html = shown({ steps: ['still_in_use', 'answer_case', 'done'], cases: [quiet, breach] })
  for (const part of ['href="/developer/clients/c#inactivity"', 'href="/developer/episodes/e2"', by.when]) {
    expect(html).toContain(part)
  }
  expect(html).not.toContain('Nothing to do')
})

it('keeps the step of the app beside a case, and names every other open case', () => {
  const html = shown({ steps: ['answer_case', 'start'], cases: [breach, { ...breach, episodeId: 'e4' }, answered] })
  expect(html).toContain('Start the questionnaire')
  expect(html).toContain('href="/developer/episodes/e4"')
  expect(html).toContain('href="/developer/episodes/e3"')
  expect(shown({ steps: ['done'], cases: [answered] })).toContain('Nothing to do: the app is approved')
})
