/** A state in words with a shape of its own, so that colour is never the only sign. Hook-free. */
import type { ReactNode } from 'react'

/** none: nothing yet · waiting: somebody else's turn · turn: the reader's turn · done · caution · stopped. */
export type StatusTone = 'none' | 'waiting' | 'turn' | 'done' | 'caution' | 'stopped'

const shapes: Record<StatusTone, ReactNode> = {
  none: <circle cx="6" cy="6" r="4.5" fill="none" stroke="currentColor" strokeWidth="1.5" strokeDasharray="2.4 2" />,
  waiting: (
    <path
      d="M6 1.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 0 0 0-9zM6 3.5V6l2 1.5"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
    />
  ),
  turn: <path d="M2 6h7M6 2.5 9.5 6 6 9.5" fill="none" stroke="currentColor" strokeWidth="2" />,
  done: <path d="M1.5 6.5 4.5 9.5 10.5 2.5" fill="none" stroke="currentColor" strokeWidth="2" />,
  caution: <path d="M6 1 11.5 11H.5Z" fill="currentColor" />,
  stopped: <rect x="1.5" y="1.5" width="9" height="9" fill="currentColor" />,
}

export type StatusProps = { tone: StatusTone; children: ReactNode }

export function Status({ tone, children }: StatusProps) {
  return (
    <span className={`candor-status candor-status--${tone}`}>
      <svg
        className="candor-status__shape"
        viewBox="0 0 12 12"
        width="12"
        height="12"
        aria-hidden="true"
        focusable="false"
      >
        {shapes[tone]}
      </svg>
      {children}
    </span>
  )
}
