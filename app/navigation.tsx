'use client'
/** The portal's navigation: in a row when there is room, behind one plain disclosure when there is not. */
import { usePathname } from 'next/navigation'

export type NavigationLink = { href: string; text: string }

export type NavigationProps = { links: readonly NavigationLink[]; label: string; menu: string }

export function Navigation({ links, label, menu }: NavigationProps) {
  const path = usePathname() ?? ''
  const list = (
    <ul>
      {links.map((link) => (
        <li key={link.href}>
          <a href={link.href} aria-current={current(path, link.href)}>
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

function current(path: string, address: string): 'page' | 'true' | undefined {
  const href = address.split('?')[0]
  if (path === href) return 'page'
  return path.startsWith(`${href}/`) ? 'true' : undefined
}
