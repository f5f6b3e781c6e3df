/** A box that says something apart from the text around it. Hook-free. */
import type { ReactNode } from 'react'

export type NoticeTone = 'info' | 'success' | 'warn' | 'error'

const tones: Record<NoticeTone, { className: string; word: string }> = {
  info: { className: '', word: 'Note: ' },
  success: { className: ' ds-c-alert--success', word: 'Done: ' },
  warn: { className: ' ds-c-alert--warn', word: 'Important: ' },
  error: { className: ' ds-c-alert--error', word: 'Problem: ' },
}

export type NoticeProps = {
  tone?: NoticeTone
  heading?: ReactNode
  headingLevel?: 2 | 3
  children?: ReactNode
  /** `status` or `alert` when the box appears as an answer to something the reader did. */
  role?: 'status' | 'alert'
  /** Replaces the hidden word before the text ("Note: "), for another language. */
  word?: string
}

export function Notice({ tone = 'info', heading, headingLevel = 2, children, role, word }: NoticeProps) {
  const Heading = headingLevel === 2 ? 'h2' : 'h3'
  const hidden = <span className="ds-u-visibility--screen-reader">{word ?? tones[tone].word}</span>
  return (
    <div className={`ds-c-alert ds-c-alert--hide-icon candor-notice${tones[tone].className}`} role={role}>
      <div className="ds-c-alert__body">
        {heading ? (
          <Heading className="ds-c-alert__heading">
            {hidden}
            {heading}
          </Heading>
        ) : (
          hidden
        )}
        <div className="candor-notice__text">{children}</div>
      </div>
    </div>
  )
}
