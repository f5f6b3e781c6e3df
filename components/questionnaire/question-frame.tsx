/** What stands around every question: why it is asked, what its words mean, what members read, what others changed. */
import type { ReactNode } from 'react'
import type { Question } from '../../lib/domain/edition.ts'
import { Notice } from '../ui/notice.tsx'

/** What members read for an answer. */
export type QuestionPreview = {
  blank: readonly { text: string }[]
  options: Readonly<Record<string, readonly { text: string }[]>>
  now: readonly { text: string }[]
}

export type QuestionNotes = {
  /** What AppSec asked to change. */
  changes: readonly { text: string }[]
  /** What somebody else saved meanwhile, in words; undefined when nobody did. */
  theirs?: string
  /** When the question is asked, as a sentence; undefined when it always is or when something can hide it. */
  when?: string
}

const quote = (sentences: readonly { text: string }[]) => sentences.map((sentence) => sentence.text).join(' ')

/** A line that says what members read; nothing for answers they never see. */
export function MembersRead({ lead, sentences }: { lead: string; sentences: readonly { text: string }[] }) {
  if (sentences.length === 0) return null
  return (
    <p className="candor-members-read">
      <span className="candor-members-read__lead">{lead}</span> “{quote(sentences)}”
    </p>
  )
}

/** The hint under a question: its reason, its words, and what a blank means. */
export function QuestionHint({
  question,
  preview,
  notes,
}: {
  question: Question
  preview: QuestionPreview
  notes: QuestionNotes
}) {
  return (
    <>
      {notes.when && <p className="candor-when">{notes.when}</p>}
      <p className="candor-why">{question.why}</p>
      <MembersRead lead="If you leave it blank, members read:" sentences={preview.blank} />
    </>
  )
}

/** What the words of a question mean, behind a disclosure. */
export function Meaning({ question }: { question: Question }) {
  if (!question.meaning) return null
  return (
    <details className="candor-meaning">
      <summary>What this means</summary>
      <p>{question.meaning}</p>
    </details>
  )
}

export type QuestionFrameProps = { question: Question; notes: QuestionNotes; hidden: boolean; children: ReactNode }

/** Wraps a question; a hidden one stays in the page, so that nothing typed is lost. */
export function QuestionFrame({ question, notes, hidden, children }: QuestionFrameProps) {
  return (
    <div className="candor-question" hidden={hidden} data-question={question.id}>
      {notes.changes.map((change) => (
        <Notice key={change.text} tone="warn" heading="Asked by the application security team" headingLevel={3}>
          <p className="candor-lines">{change.text}</p>
        </Notice>
      ))}
      {children}
      {notes.theirs !== undefined && (
        <Notice tone="warn" heading="Somebody else changed this answer" headingLevel={3}>
          <p className="candor-lines">Saved now: {notes.theirs === '' ? 'nothing (blank)' : notes.theirs}</p>
          <p>What you typed is above. Continue to save yours instead, or change it back to what is saved.</p>
        </Notice>
      )}
    </div>
  )
}
