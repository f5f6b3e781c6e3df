/** The shape of a mail's body: a heading, the text, and why its reader gets it. */
import type { ReactNode } from 'react'
import type { Lang } from '../lib/domain/wording/pages.ts'
import type { MailKind, MailProps } from './catalogue.ts'
import type { MailPayer } from './props.ts'

export type MailTemplate<Kind extends MailKind> = (facts: { props: MailProps<Kind>; payer: MailPayer; lang: Lang }) => {
  heading: string
  body: ReactNode
  why: string
}
