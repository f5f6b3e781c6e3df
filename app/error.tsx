'use client'
/** The page for a fault on our side. Says nothing about the inside; the digest finds the log line. */
import { PageHeading } from '../components/ui/page-heading.tsx'

export default function ErrorPage({ error }: { error: Error & { digest?: string } }) {
  return (
    <>
      <title>Something went wrong</title>
      <PageHeading title="Something went wrong on our side" />
      <p>Try again in a minute. If you had just sent a form, load its page again first, to see whether it was saved.</p>
      {error.digest && (
        <p>
          If it goes on, tell us this number: <code>{error.digest}</code>
        </p>
      )}
      <p>
        <a href="">Load this page again</a>
      </p>
      <p>
        <a href="/">Go to the start page</a>
      </p>
    </>
  )
}
