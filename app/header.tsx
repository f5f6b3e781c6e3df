/** Head of every page: whose portal it is, where one can go, and who is signed in. */
import { inLang, type Lang, publicText } from '../lib/domain/wording/public.ts'
import type { Viewer } from '../lib/platform/web/viewer.ts'
import { Navigation, type NavigationLink } from './navigation.tsx'

const publicLinks = (lang: Lang): NavigationLink[] => [
  { href: '/apis', text: publicText(lang, 'frame.apis') },
  { href: '/getting-started', text: publicText(lang, 'frame.gettingStarted') },
  { href: '/security', text: publicText(lang, 'frame.security') },
  { href: '/at-risk', text: publicText(lang, 'frame.atRisk') },
  { href: inLang('/members', lang), text: publicText(lang, 'frame.members') },
  { href: inLang('/directory', lang), text: publicText(lang, 'frame.directory') },
]

const developerLinks: NavigationLink[] = [
  { href: '/developer', text: 'Your apps', except: ['/developer/profile'] },
  {
    href: '/developer/organization',
    text: 'Organization',
    also: ['/developer/webhooks', '/developer/incidents', '/developer/terms'],
  },
  { href: '/apis', text: 'APIs' },
  { href: '/security', text: 'Security' },
  { href: '/at-risk', text: 'At risk' },
  { href: '/members', text: 'For members' },
]

const staffLinks: NavigationLink[] = [
  { href: '/staff/queue', text: 'Queue', also: ['/staff/submissions', '/staff/changes'] },
  { href: '/staff/clients', text: 'Clients', also: ['/staff/provisioning'] },
  { href: '/staff/episodes', text: 'Episodes', also: ['/staff/ratings'] },
  { href: '/staff/mail', text: 'Mail' },
  { href: '/staff/stops', text: 'Stops' },
  { href: '/staff/reports', text: 'Reports', also: ['/staff/calendar'] },
  { href: '/staff/audit', text: 'Audit' },
  { href: '/directory', text: 'Approved apps' },
  { href: '/apis', text: 'APIs' },
]

function linksFor(viewer: Viewer | null, lang: Lang): NavigationLink[] {
  if (!viewer) return publicLinks(lang)
  return viewer.kind === 'staff' ? staffLinks : developerLinks
}

export function Header({ payer, viewer, lang }: { payer: string; viewer: Viewer | null; lang: Lang }) {
  return (
    <header className="candor-header">
      <div className="candor-inner candor-header__bar">
        <a className="candor-brand" href="/">
          <span className="candor-brand__payer">{payer}</span>
          <span className="candor-brand__product">{publicText(lang, 'frame.product')}</span>
        </a>
        <div className="candor-viewer">
          {viewer ? <SignedIn viewer={viewer} /> : <a href="/sign-in">{publicText(lang, 'frame.signIn')}</a>}
        </div>
      </div>
      <Navigation
        links={linksFor(viewer, lang)}
        label={publicText(lang, 'frame.main')}
        menu={publicText(lang, 'frame.menu')}
      />
    </header>
  )
}

function SignedIn({ viewer }: { viewer: Viewer }) {
  return (
    <>
      <ViewerName viewer={viewer} />
      <form action="/sign-out" method="post">
        <button type="submit">Sign out</button>
      </form>
    </>
  )
}

function ViewerName({ viewer }: { viewer: Viewer }) {
  const text = <span>{viewer.detail ? `${viewer.name}, ${viewer.detail}` : viewer.name}</span>
  if (viewer.kind === 'staff') return <span className="candor-viewer__name">{text}</span>
  return (
    <a className="candor-viewer__name" href="/developer/profile">
      {text}
    </a>
  )
}
