/** Says what a form did, on the page it came back to. */
import { Notice } from '../components/ui/notice.tsx'

/** @param what the word in the address that stands for it @param words by such a word; nothing is said of any other */
export function Done({ what, words }: { what: unknown; words: Readonly<Record<string, string>> }) {
  if (typeof what !== 'string' || !Object.hasOwn(words, what)) return null
  return (
    <Notice tone="success" role="status">
      <p>{words[what]}</p>
    </Notice>
  )
}
