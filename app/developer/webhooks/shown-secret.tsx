'use client'
/** A webhook's secret on the one answer that shows it, with the way on. It stands in no address and on no later page. */
import { CopyCode } from '../../../components/ui/copy-code.tsx'
import { Notice } from '../../../components/ui/notice.tsx'

export function ShownSecret({ secret, next }: { secret: string; next: string }) {
  return (
    <Notice tone="success" role="status" heading="Copy the secret now">
      <p>We never show it again. Put it where only your server can read it, and verify every message with it.</p>
      <CopyCode label="webhook secret" code={secret} />
      <p>
        <a href={next}>I have stored it</a>
      </p>
    </Notice>
  )
}
