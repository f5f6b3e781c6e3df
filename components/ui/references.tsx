/** Words in which references, such as `C-7KQ2M9` of a submission or `E-7KQ2M9` of a case, never break at their hyphen. */

const REFERENCE = /\b([CE]-[2-9A-HJ-NP-Z]{6})\b/

export function References({ text }: { text: string }) {
  const parts = text.split(REFERENCE)
  if (parts.length === 1) return text
  return parts.map((part, at) => {
    // What was split by stands at the odd places.
    const key = `${at} ${part}`
    return at % 2 === 1 ? (
      <span key={key} className="candor-reference">
        {part}
      </span>
    ) : (
      part
    )
  })
}
