/**
 * What every mail looks like: the payer's name, one heading, the text, and why it was sent. One column that fits a phone,
 * no picture, nothing loaded from anywhere, no counting of readers.
 */
import { Body, Container, Head, Heading, Hr, Html, Preview, Section, Text } from '@react-email/components'
import type { CSSProperties, ReactNode } from 'react'
import type { Lang } from '../lib/domain/wording/pages.ts'
import type { MailPayer } from './props.ts'

const FONT = '-apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif'
export const INK = '#1b1b1b'
const QUIET = '#4a4f57'

const page: CSSProperties = { backgroundColor: '#f3f4f6', fontFamily: FONT, margin: 0, padding: '24px 8px' }
const card: CSSProperties = { backgroundColor: '#ffffff', maxWidth: '600px', margin: '0 auto', borderRadius: '6px' }
const small: CSSProperties = { color: QUIET, fontSize: '14px', lineHeight: '21px', margin: '0 0 8px' }

type LayoutProps = {
  lang: Lang
  payer: MailPayer
  subject: string
  preview: string
  heading: string
  /** Why the reader gets this mail and where to turn; a paragraph each. */
  footer: string[]
  children: ReactNode
}

export function Layout({ lang, payer, subject, preview, heading, footer, children }: LayoutProps) {
  return (
    <Html lang={lang} dir="ltr">
      <Head>
        <title>{subject}</title>
        <meta name="color-scheme" content="light" />
      </Head>
      <Body style={page}>
        <Preview>{preview}</Preview>
        <Container style={card}>
          <Section
            style={{ borderTop: `6px solid ${payer.color}`, padding: '20px 24px 0', borderRadius: '6px 6px 0 0' }}
          >
            <Text style={{ color: payer.colorDark, fontSize: '16px', fontWeight: 700, margin: '0 0 16px' }}>
              {payer.name}
            </Text>
            <Heading as="h1" style={{ color: INK, fontSize: '24px', lineHeight: '31px', margin: '0 0 16px' }}>
              {heading}
            </Heading>
            {children}
          </Section>
          <Section style={{ padding: '0 24px 16px' }}>
            <Hr style={{ borderTop: '1px solid #d6d7d9', margin: '24px 0 16px' }} />
            {footer.map((text) => (
              <Text key={text} style={small}>
                {text}
              </Text>
            ))}
          </Section>
        </Container>
      </Body>
    </Html>
  )
}
