'use client'
/** The last resort, when even the frame of the page cannot be drawn; so it brings its own. */
import '@cmsgov/design-system/css/index.css'
import '@cmsgov/design-system/css/core-theme.css'
import './candor.css'

export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en">
      <body className="ds-base">
        <title>Something went wrong</title>
        <main id="main" className="candor-main">
          <div className="candor-inner">
            <h1>Something went wrong on our side</h1>
            <p>
              Try again in a minute. If you had just sent a form, load its page again first, to see whether it was
              saved.
            </p>
            {error.digest && (
              <p>
                If it goes on, tell us this number: <code>{error.digest}</code>
              </p>
            )}
            <p>
              <a href="/">Go to the start page</a>
            </p>
          </div>
        </main>
      </body>
    </html>
  )
}
