/** The building blocks of mails. Whatever a person wrote goes through them as text and never as markup. */
import { Button, Heading, Link, Section, Text } from '@react-email/components'
import { type CSSProperties, Fragment, type ReactNode } from 'react'
import { INK } from './layout.tsx'
import type { MailPayer, There } from './props.ts'

const paragraph: CSSProperties = { color: INK, fontSize: '17px', lineHeight: '26px', margin: '0 0 16px' }

export function Paragraph({ children }: { children: ReactNode }) {
  return <Text style={paragraph}>{children}</Text>
}

export function Subheading({ children }: { children: ReactNode }) {
  return (
    <Heading as="h2" style={{ color: INK, fontSize: '18px', lineHeight: '25px', margin: '24px 0 8px' }}>
      {children}
    </Heading>
  )
}

/** What a person wrote: paragraphs at blank lines, line ends kept, set apart by a bar. Nothing for an empty text. */
export function Quote({ text, payer }: { text: string; payer: MailPayer }) {
  const parts = numbered(text.split(/\n{2,}/).filter((part) => part.trim() !== ''))
  if (parts.length === 0) return null
  return (
    <Section style={{ borderLeft: `4px solid ${payer.color}`, padding: '0 0 0 16px', margin: '0 0 16px' }}>
      {parts.map(({ at, text: part }) => (
        <Text key={at} style={{ ...paragraph, margin: '0 0 12px' }}>
          <Lines text={part} />
        </Text>
      ))}
    </Section>
  )
}

/** The same line may come twice, so its place is what tells it apart. */
const numbered = (texts: string[]) => texts.map((text, at) => ({ at, text }))

function Lines({ text }: { text: string }) {
  return numbered(text.split('\n')).map(({ at, text: line }) => (
    <Fragment key={at}>
      {at > 0 && <br />}
      {line}
    </Fragment>
  ))
}

/** The one thing to do: a button, and the address in full for who cannot press it. */
export function Action({ url, label, payer }: { url: string; label: string; payer: MailPayer }) {
  const button: CSSProperties = {
    backgroundColor: payer.color,
    borderRadius: '4px',
    color: '#ffffff',
    fontSize: '17px',
    fontWeight: 700,
    padding: '13px 20px',
    textDecoration: 'none',
  }
  return (
    <>
      <Section data-skip-in-text="true" style={{ margin: '0 0 16px' }}>
        <Button href={url} style={button}>
          {label}
        </Button>
      </Section>
      <Text style={{ ...paragraph, fontSize: '14px', lineHeight: '21px', wordBreak: 'break-all' }}>
        {label}: <br />
        <Link href={url} style={{ color: payer.colorDark, textDecoration: 'underline' }}>
          {url}
        </Link>
      </Text>
    </>
  )
}

/** A name and its value on a line of its own, such as a client id. */
export function Fact({ name, value }: { name: string; value: string }) {
  return (
    <Text style={paragraph}>
      {name}: <strong>{value}</strong>
    </Text>
  )
}

/** The client id that its people know: in the payer's own authorization server the one there, and none before they have one. */
export function ClientId({ clientId, there }: { clientId: string; there?: There }) {
  if (!there) return <Fact name="Client id" value={clientId} />
  if (there.remoteId === null) return null
  return <Fact name={there.standing === 'stopped' ? 'Client id' : 'Client id to sign in with'} value={there.remoteId} />
}
