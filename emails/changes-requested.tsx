/** What AppSec asks to be changed, answer by answer, with the way to disagree. */
import { Action, Paragraph, Quote, Subheading } from './parts.tsx'
import { momentText } from './props.ts'
import type { MailTemplate } from './template.ts'

const GROUNDS: Readonly<Record<string, string>> = {
  incomplete: 'The answer is incomplete.',
  inconsistent: 'The answer does not fit another one.',
  security: 'This is about security.',
}

export const changesRequested: MailTemplate<'changes_requested'> = ({ props, payer }) => ({
  heading: `Please look at ${props.changes.length === 1 ? 'one answer' : `${props.changes.length} answers`} again`,
  body: (
    <>
      <Paragraph>
        It is your turn. The {payer.shortName} AppSec team read the answers for {props.app} (submission{' '}
        {props.reference}).
        {props.due ? ` Please answer by ${momentText(props.due, payer.zone)}.` : ''}
      </Paragraph>
      <Quote text={props.text} payer={payer} />
      {props.changes.map(({ question, ground, text }, at) => (
        <div key={`${question} ${text}`}>
          <Subheading>
            {at + 1}. {question}
          </Subheading>
          <Paragraph>{GROUNDS[ground] ?? ground}</Paragraph>
          <Quote text={text} payer={payer} />
        </div>
      ))}
      <Action url={props.url} label="Change the answers, or say that they stand" payer={payer} />
      <Paragraph>
        You may also say “my answer stands, please decide”. No answer about privacy is a reason to turn an app down.
      </Paragraph>
    </>
  ),
  why: `A person wrote this, signed as the AppSec team. Questions go to ${payer.appsecEmail}.`,
})
