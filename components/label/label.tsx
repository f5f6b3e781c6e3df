/**
 * The member label: its state, then the ten rows. The same markup on the consent page, in the directory and in the
 * preview; plain markup without a script. Nothing adverse is behind a click: a word and a shape mark it, not its colour.
 */
import type { Label, LabelRow, LabelSentence } from '../../lib/domain/label.ts'

type Level = 2 | 3 | 4
type Props = {
  label: Label
  headingLevel: Level
  /** Where the page itself shows the state above. */
  rowsOnly?: boolean
}

function Heading({ level, className, children }: { level: Level; className: string; children: string }) {
  const Tag = `h${level}` as const
  return <Tag className={className}>{children}</Tag>
}

/** The state of the answers, every alert, and how many questions have no answer. */
export function LabelState({ label, headingLevel }: { label: Label; headingLevel: Level }) {
  return (
    <div className={`label-state label-state-${label.state.replaceAll('_', '-')}`}>
      <Heading level={headingLevel} className="label-state-heading">
        {label.stateHeading}
      </Heading>
      <p>{label.stateText}</p>
      {label.alerts.length > 0 && (
        <ul className="label-alerts">
          {label.alerts.map((alert) => (
            <li key={alert}>{alert}</li>
          ))}
        </ul>
      )}
      {label.unanswered.count > 0 && <p className="label-unanswered">{label.unanswered.text}</p>}
    </div>
  )
}

function Sentence({ sentence, marks }: { sentence: LabelSentence; marks: Label['marks'] }) {
  const { tone, text } = sentence
  const mark = tone === 'neutral' || tone === 'good' ? null : marks[tone]
  return (
    <li className={`label-sentence label-${tone.replace('_', '-')}`}>
      {mark !== null && <strong className="label-mark">{`${mark}:`}</strong>}
      {mark !== null && ' '}
      {text}
    </li>
  )
}

function Row({ row, label, level }: { row: LabelRow; label: Label; level: Level }) {
  return (
    <div className="label-row">
      <Heading level={level} className="label-heading">
        {row.heading}
      </Heading>
      <ul className="label-sentences">
        {row.sentences.map((sentence) => (
          <Sentence key={sentence.text} sentence={sentence} marks={label.marks} />
        ))}
      </ul>
    </div>
  )
}

/** @param headingLevel of the state and of each row */
export function LabelView({ label, headingLevel, rowsOnly = false }: Props) {
  return (
    <div className="label" lang={label.lang}>
      {!rowsOnly && <LabelState label={label} headingLevel={headingLevel} />}
      {label.rows.map((row) => (
        <Row key={row.id} row={row} label={label} level={headingLevel} />
      ))}
    </div>
  )
}
