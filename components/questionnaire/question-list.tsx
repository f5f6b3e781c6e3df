/** Entries of a list question. Adding and taking away are submit buttons, so they work without JavaScript too. */
import type { ReactNode } from 'react'
import type { Question } from '../../lib/domain/edition.ts'
import { Button } from '../ui/button.tsx'

export type EntryListProps = { question: Question; rows: number; children: (index: number) => ReactNode }

export function EntryList({ question, rows, children }: EntryListProps) {
  const indices = Array.from({ length: rows }, (_, index) => index)
  return (
    <>
      <input type="hidden" name={`_rows.${question.id}`} value={rows} />
      {indices.map((index) => (
        <fieldset key={index} className="ds-c-fieldset candor-entry" id={`${question.id}.${index}`}>
          <legend className="ds-c-label">Entry {index + 1}</legend>
          {children(index)}
          {rows > 1 && (
            <Button variant="ghost" name="_remove" value={`${question.id}.${index}`}>
              Remove entry {index + 1}
            </Button>
          )}
        </fieldset>
      ))}
      <Button variant="secondary" name="_add" value={question.id}>
        {rows === 0 ? 'Add an entry' : 'Add another entry'}
      </Button>
    </>
  )
}
