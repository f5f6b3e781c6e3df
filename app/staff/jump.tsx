/** Ways to the parts of a long page, so that what can be done is never far. */

/** A part of a page; `shown`: whether it stands there now. */
export type Place = [shown: boolean, anchor: string, text: string]

export function Jump({ places }: { places: readonly Place[] }) {
  return (
    <nav className="staff-jump" aria-label="On this page">
      <ul>
        {places.map(
          ([shown, anchor, text]) =>
            shown && (
              <li key={anchor}>
                <a href={`#${anchor}`}>{text}</a>
              </li>
            ),
        )}
      </ul>
    </nav>
  )
}
