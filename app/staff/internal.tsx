/** Words that only staff read, marked as such. */
import { LongText } from '../../components/ui/long-text.tsx'

export function Internal({ texts }: { texts: readonly string[] }) {
  const said = texts.filter(Boolean)
  if (said.length === 0) return null
  return (
    <div className="staff-internal">
      <p className="candor-muted">Only staff read this</p>
      {said.map((text) => (
        <LongText key={text} text={text} />
      ))}
    </div>
  )
}
