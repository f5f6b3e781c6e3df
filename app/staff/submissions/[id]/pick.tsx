'use client'
/**
 * The form of the ticks in the list of answers: opens the request for changes with the ticked ones. With JavaScript the
 * page stays, and with it what was typed into the request already.
 */
import { useRouter } from 'next/navigation'

/** @param id by which the boxes and the button name their form @param path of the page */
export function Pick({ id, path }: { id: string; path: string }) {
  const router = useRouter()
  return (
    <form
      id={id}
      method="get"
      action={`${path}#changes`}
      onSubmit={(event) => {
        event.preventDefault()
        const fields = [...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value)])
        router.push(`${path}?${new URLSearchParams(fields)}#changes`)
        // The page scrolls by itself, and a keyboard goes on from where it scrolled to.
        document.getElementById('changes')?.focus()
      }}
    >
      {/* Tells a press with nothing ticked from a page that was only opened. */}
      <input type="hidden" name="pick" value="yes" />
    </form>
  )
}
