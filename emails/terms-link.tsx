/** Asks a person with authority, but without an account, to read and accept the terms. */
import { ended } from '../lib/domain/organization.ts'
import { Action, Paragraph } from './parts.tsx'
import { momentText } from './props.ts'
import type { MailTemplate } from './template.ts'

export const termsLink: MailTemplate<'terms_link'> = ({ props, payer }) => ({
  heading: 'Please read the terms of service',
  body: (
    <>
      <Paragraph>
        {props.from} asks you to read the {payer.name} terms of service for apps and, if you may bind{' '}
        {props.organization} and agree, to accept them for {ended(props.organization)}
      </Paragraph>
      <Action url={props.url} label="Read the terms" payer={payer} />
      <Paragraph>
        You need no account. The link works once, until {momentText(props.expiresAt, payer.zone)}. Opening it accepts
        nothing; you see the whole text first.
      </Paragraph>
      <Paragraph>
        If you may not bind {props.organization}, tell {props.from} who may.
      </Paragraph>
    </>
  ),
  why: `${props.from} entered this address. Questions about the terms go to ${payer.appsecEmail}.`,
})
