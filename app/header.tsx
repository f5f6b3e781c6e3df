/** Head of every page: whose portal it is, where one can go, and who is signed in. */
import type { Viewer } from '../lib/platform/web/viewer.ts'
import { Navigation, type NavigationLink } from './navigation.tsx'

const publicLinks: NavigationLink[] = [
  { href: '/apis', text: 'APIs' },
  { href: '/getting-started', text: 'Getting started' },
  { href: '/security', text: 'Security' },
  { href: '/at-risk', text: 'At risk' },
  { href: '/members', text: 'For members' },
  { href: '/directory', text: 'Approved apps' },
]

const developerLinks: NavigationLink[] = [
  { href: '/developer', text: 'Your apps' },
  { href: '/developer/organization', text: 'Organization' },
  { href: '/apis', text: 'APIs' },
  { href: '/security', text: 'Security' },
  { href: '/at-risk', text: 'At risk' },
  { href: '/members', text: 'For members' },
]

const staffLinks: NavigationLink[] = [
  { href: '/staff/queue', text: 'Queue' },
  { href: '/staff/audit', text: 'Audit' },
  { href: '/directory', text: 'Approved apps' },
  { href: '/apis', text: 'APIs' },
]

function linksFor(viewer: Viewer | null): NavigationLink[] {
  if (!viewer) return publicLinks
  return viewer.kind === 'staff' ? staffLinks : developerLinks
}

export function Header({ payer, viewer }: { payer: string; viewer: Viewer | null }) {
  return (
    <header className="candor-header">
      <div className="candor-inner candor-header__bar">
        <a className="candor-brand" href="/">
          <span className="candor-brand__payer">{payer}</span>
          <span className="candor-brand__product">Candor developer portal</span>
        </a>
        <div className="candor-viewer">{viewer ? <SignedIn viewer={viewer} /> : <a href="/sign-in">Sign in</a>}</div>
      </div>
      <Navigation links={linksFor(viewer)} />
    </header>
  )
}

function SignedIn({ viewer }: { viewer: Viewer }) {
  return (
    <>
      <span className="candor-viewer__name">
        {viewer.name}
        {viewer.detail ? `, ${viewer.detail}` : ''}
      </span>
      <form action="/sign-out" method="post">
        <button type="submit">Sign out</button>
      </form>
    </>
  )
}
