/** The navigation marks where a developer is. */
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it, vi } from 'vitest'
import { Header } from '../../app/header.tsx'

let path = '/'
vi.mock('next/navigation', () => ({ usePathname: () => path }))

const marked = () => {
  const viewer = { kind: 'developer' as const, name: 'Dana Dev', detail: '' }
  const html = renderToStaticMarkup(<Header payer="BCBSKS" viewer={viewer} lang="en" />)
  return /aria-current="(\w+)">([^<]+)</.exec(html)?.slice(1) ?? []
}

describe('where a developer is', () => {
  it.each([
    ['/developer', ['page', 'Your apps']],
    ['/developer/apps/x', ['true', 'Your apps']],
    ['/developer/clients/x', ['true', 'Your apps']],
    ['/developer/organization', ['page', 'Organization']],
    ['/developer/organization/people', ['true', 'Organization']],
    ['/developer/webhooks/x', ['true', 'Organization']],
    ['/developer/incidents/new', ['true', 'Organization']],
    ['/developer/terms', ['true', 'Organization']],
    ['/developer/profile', []],
  ])('%s', (address, link) => {
    path = address
    expect(marked()).toEqual(link)
  })
})
