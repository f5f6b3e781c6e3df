'use client'
/** The portal's navigation: in a row when there is room, behind one plain disclosure when there is not. */
import { usePathname } from 'next/navigation'

export type NavigationLink = {
  href: string
  text: string
  /** Other addresses below which this is where the reader is. */
  also?: readonly string[]
  /** Addresses below `href` that belong to no link. */
  except?: readonly string[]
}

export type NavigationProps = { links: readonly NavigationLink[]; label: string; menu: string }

export function Navigation({ links, label, menu }: NavigationProps) {
  const path = usePathname() ?? ''
  const here = nearest(path, links)
  const list = (
    <ul>
      {links.map((link) => (
        <li key={link.href}>
          <a href={link.href} aria-current={link === here ? (path === address(link) ? 'page' : 'true') : undefined}>
            {link.text}
          </a>
        </li>
      ))}
    </ul>
  )
  return (
    <>
      <nav className="candor-nav candor-nav--wide candor-inner" aria-label={label}>
        {list}
      </nav>
      <nav className="candor-nav candor-nav--narrow candor-inner" aria-label={label}>
        <details>
          <summary>{menu}</summary>
          {list}
        </details>
      </nav>
    </>
  )
}

const address = ({ href }: NavigationLink): string => href.split('?')[0] ?? href

/** The link that is nearest to where the reader is: of two addresses that fit, the longer one. */
function nearest(path: string, links: readonly NavigationLink[]): NavigationLink | undefined {
  const isBelow = (place: string) => path === place || path.startsWith(`${place}/`)
  const fitting = links
    .filter(({ except }) => !except?.some(isBelow))
    .flatMap((link) => [address(link), ...(link.also ?? [])].filter(isBelow).map((place) => ({ link, place })))
  return fitting.toSorted((a, b) => b.place.length - a.place.length)[0]?.link
}
