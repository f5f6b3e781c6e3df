/** Words as somebody wrote them. Of very long ones the beginning stands open and the rest folds away, without script. */

/** Characters of a long text that stand open, and more than which makes it long. */
const START = 700
const LONG = 1000

/** @param what completes "The rest of this …" */
export function LongText({ text, what = 'text' }: { text: string; what?: string }) {
  if (text.length <= LONG) return <p className="candor-lines">{text}</p>
  const end = Math.max(text.slice(0, START).search(/\s\S*$/), START / 2)
  const rest = text.slice(end).trim()
  const count = rest.split(/\s+/).length
  return (
    <>
      <p className="candor-lines">{text.slice(0, end)} …</p>
      <details>
        <summary>
          The rest of this {what} ({count === 1 ? '1 word' : `${count.toLocaleString('en-US')} words`})
        </summary>
        <p className="candor-lines">{rest}</p>
      </details>
    </>
  )
}
