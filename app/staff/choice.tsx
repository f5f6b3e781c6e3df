/** A choice with what it covers under it: both are the label, so both can be pressed. */
export function Choice({ title, meaning }: { title: string; meaning: string }) {
  return (
    <>
      {title}
      <span className="staff-sub">{meaning}</span>
    </>
  )
}
