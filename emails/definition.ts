/** What every mail of the catalogue is made of. */
import type { z } from 'zod'
import type { Lang } from '../lib/domain/wording/pages.ts'
import type { MailPayer } from './props.ts'

/** Whose name a mail carries and who gets the replies. */
export type MailSender = 'appsec' | 'support' | 'members'

export type Definition<Schema extends z.ZodType> = {
  props: Schema
  /** The portal for developers speaks English; members read theirs in either language. */
  languages: readonly Lang[]
  sender: MailSender
  /** False for what a person of AppSec wrote: such a mail is no automatic one (RFC 3834). */
  automatic: boolean
  /** Whether an answer by mail means something; such a mail has a reply address of its own. */
  answerable: boolean
  /** Values that open something. They are forgotten as soon as the mail is on its way. */
  secrets: readonly string[]
  subject: (props: z.output<Schema>, payer: MailPayer, lang: Lang) => string
  preview: (props: z.output<Schema>, payer: MailPayer, lang: Lang) => string
}

export const define = <Schema extends z.ZodType>(definition: Definition<Schema>) => definition

export const EN = { languages: ['en'], automatic: true, answerable: false, secrets: [] } as const
