/** The one h1 of a page, with what stands around it. */
import type { ReactNode } from 'react'
import { References } from './references.tsx'

export type PageHeadingProps = {
  title: ReactNode
  /** Small line above: what this page belongs to. */
  caption?: ReactNode
  lead?: ReactNode
  back?: { href: string; text: string }
  status?: ReactNode
}

const whole = (words: ReactNode) => (typeof words === 'string' ? <References text={words} /> : words)

export function PageHeading({ title, caption, lead, back, status }: PageHeadingProps) {
  return (
    <div className="candor-page-heading">
      {back && (
        <p className="candor-back">
          <a href={back.href}>{back.text}</a>
        </p>
      )}
      {caption && <p className="candor-page-heading__caption">{whole(caption)}</p>}
      <h1 className="candor-page-heading__title">{whole(title)}</h1>
      {status && <div className="candor-page-heading__status">{status}</div>}
      {lead && <p className="candor-lead">{lead}</p>}
    </div>
  )
}
