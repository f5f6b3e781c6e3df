/** What an app’s page and the list of apps say to do now: an open case never hides behind “nothing to do” or another case. */
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it, vi } from 'vitest'
import { Steps } from '../../app/developer/apps/[app]/steps.tsx'
import { Todo } from '../../app/developer/todo.tsx'
import type { AppCase } from '../../lib/services/app-case.ts'
import type { AppsOfOrganization, AppView } from '../../lib/services/app-view.ts'

vi.mock('../../app/developer/apps/actions.ts', () => ({ startSubmissionAction: async () => ({}) }))

const by = { at: new Date('2027-03-07T14:00:00Z'), when: 'Sun Mar 7, 2027, 8:00 a.m. CT' }
const quiet: AppCase = { episodeId: 'e1', reference: 'E-7KQ2M9', kind: 'inactive', clientId: 'c', asks: true, by }
const breach: AppCase = { episodeId: 'e2', reference: 'E-7KQ2M8', kind: 'breach', clientId: null, asks: true, by }
const later = { at: new Date('2027-03-09T14:00:00Z'), when: 'Tue Mar 9, 2027, 8:00 a.m. CT' }
const second: AppCase = { ...breach, episodeId: 'e4', reference: 'E-7KQ2M7', by: later }
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
  const html = shown({ steps: ['answer_case', 'start'], cases: [breach, answered] })
  expect(html).toContain('Start the questionnaire')
  expect(html).toContain('href="/developer/episodes/e3"')
  expect(shown({ steps: ['done'], cases: [answered] })).toContain('Nothing to do: the app is approved')
})

it('asks for each case that waits, told apart by its reference, by its own day', () => {
  const html = shown({ steps: ['answer_case', 'done'], cases: [breach, second, answered] })
  for (const { episodeId, reference } of [breach, second]) {
    expect(html.split(`href="/developer/episodes/${episodeId}"`)).toHaveLength(2)
    expect(html).toContain(reference)
  }
  expect(html.match(/Answer by [^.]*datetime="[^"]*"/gi)).toHaveLength(2)
  expect(html).toContain(later.when)
  expect(html).not.toContain('Nothing to do')
})

describe('the list of everything to do', () => {
  const apps = ['a', 'b'].map((appId) => ({
    ...{ appId, name: `App ${appId}`, submission: null, clients: [] },
    ...{ steps: ['answer_case', 'done'], cases: [breach, second, answered] },
  }))
  const todo = (role: 'owner' | 'viewer') => {
    const place = { organizationId: 'o', organization: 'Sunny', role, mayRegister: true, apps }
    return renderToStaticMarkup(<Todo organizations={[place as unknown as AppsOfOrganization]} />)
  }
  it('has each case of the organization once, whatever apps there are, by its own day', () => {
    const html = todo('owner')
    expect(html.split('<li')).toHaveLength(3)
    for (const { episodeId, by: due } of [breach, second]) {
      expect(html.split(`href="/developer/episodes/${episodeId}"`)).toHaveLength(2)
      expect(html).toContain(`Sunny, by ${due?.when}`)
    }
  })
  it('has nothing that the reader may not do', () => {
    expect(todo('viewer')).toContain('Nothing waits for you.')
  })
})
