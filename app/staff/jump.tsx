/** Ways to the parts of a long page, so that what can be done is never far. */
export function Jump({ places }: { places: readonly (readonly [anchor: string, text: string])[] }) {
  return (
    <nav className="staff-jump" aria-label="On this page">
      <ul>
        {places.map(([anchor, text]) => (
          <li key={anchor}>
            <a href={`#${anchor}`}>{text}</a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
