'use client'
/** A secret on the one answer that shows it, with the way on. It stands in no address and on no later page. */
import { CopyCode } from './copy-code.tsx'
import { Notice } from './notice.tsx'

type Props = {
  /** What it is the secret of, for the name of the copy button. */
  label: string
  secret: string
  /** A sentence or two: that it is not shown again, and where it belongs. */
  words: string
  /** Where to go once it is stored. */
  next: string
  headingLevel?: 2 | 3
}

export function ShownSecret({ label, secret, words, next, headingLevel = 2 }: Props) {
  return (
    <Notice tone="success" role="status" heading="Copy the secret now" headingLevel={headingLevel}>
      <p>{words}</p>
      <CopyCode label={label} code={secret} />
      <p>
        <a href={next}>I have stored it</a>
      </p>
    </Notice>
  )
}
