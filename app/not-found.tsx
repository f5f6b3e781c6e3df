/** The page for an address that leads nowhere, or to something the reader may not see: both look the same. */
import type { Metadata } from 'next'
import { PageHeading } from '../components/ui/page-heading.tsx'

export const metadata: Metadata = { title: 'Page not found' }

export default function NotFound() {
  return (
    <>
      <PageHeading title="Page not found" />
      <p>The address may be mistyped, or the page may belong to somebody else. If you signed out, sign in again.</p>
      <ul>
        <li>
          <a href="/">Go to the start page</a>
        </li>
        <li>
          <a href="/apis">Look at the APIs</a>
        </li>
        <li>
          <a href="/sign-in">Sign in</a>
        </li>
      </ul>
    </>
  )
}
