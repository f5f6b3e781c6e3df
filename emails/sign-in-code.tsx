/** The 6-digit code that a developer types in to sign in. No link: mail scanners open links and burn them. */
import { Text } from '@react-email/components'
import { INK } from './layout.tsx'
import { Paragraph } from './parts.tsx'
import type { MailTemplate } from './template.ts'

export const signInCode: MailTemplate<'sign_in_code'> = ({ props, payer }) => ({
  heading: 'Your sign-in code',
  body: (
    <>
      <Paragraph>Type this code on the sign-in page of the {payer.shortName} developer portal:</Paragraph>
      <Text style={{ color: INK, fontSize: '32px', fontWeight: 700, letterSpacing: '6px', margin: '0 0 16px' }}>
        {props.code}
      </Text>
      <Paragraph>
        It works once, for {props.minutes} minutes. Give it to nobody: {payer.shortName} never asks for it.
      </Paragraph>
      <Paragraph>If you did not try to sign in, do nothing. Without the code nobody gets in.</Paragraph>
    </>
  ),
  why: 'Somebody entered this address on the sign-in page.',
})
