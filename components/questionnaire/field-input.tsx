'use client'
/** One field of a question, drawn by its kind. It finds its own typed value and error in the form around it. */
import { createContext, useContext } from 'react'
import { type QuestionField, YES_NO } from '../../lib/domain/edition.ts'
import { FormCheckbox, FormCheckboxes, FormField, FormRadios, FormSelect } from '../ui/action-form.tsx'
import type { FieldProps } from '../ui/field.tsx'

/** More options than this are easier to choose from a list. */
const RADIOS = 7

/**
 * Countries to choose from, by name. They come from the server: a browser may know a country by another name, and the
 * page that arrives must be the page that is drawn.
 */
export const Countries = createContext<readonly { code: string; label: string }[]>([])

const TYPES: Partial<Record<QuestionField['kind'], Partial<FieldProps>>> = {
  email: { type: 'email', autoComplete: 'off', spellCheck: false },
  phone: { type: 'tel', width: 'medium' },
  url: { type: 'url', spellCheck: false, inputMode: 'url', width: 'wide' },
  date: { type: 'date', width: 'medium' },
  number: { inputMode: 'numeric', width: 'small' },
  long_text: { multiline: true, rows: 4 },
  text_list: { multiline: true, rows: 4 },
  url_list: { multiline: true, rows: 4, spellCheck: false },
  redirect_uri_list: { multiline: true, rows: 4, spellCheck: false, width: 'wide' },
}

export type FieldInputProps = {
  field: QuestionField
  /** Input name. */
  name: string
  /** As it stands in the draft. */
  value: string | readonly string[] | undefined
  /** A sentence that says when the field is asked; stands in front of its hint. */
  when?: string
  /** The question itself is optional, so a required field is only required once it is begun. */
  optionalQuestion?: boolean
}

export function FieldInput({ field, name, value, when, optionalQuestion }: FieldInputProps) {
  const countries = useContext(Countries)
  const texts = value === undefined ? [] : typeof value === 'string' ? [value] : [...value]
  const text = texts[0] ?? ''
  const hint = [when, field.hint].filter(Boolean).join(' ') || undefined
  const shared = { name, hint, optional: !field.required && !optionalQuestion }
  const options = field.kind === 'yesno' ? YES_NO : (field.options ?? [])
  const choices = options.map((option) => ({ value: option.code, label: option.label, hint: option.meaning }))
  if (field.kind === 'acknowledge') {
    return <FormCheckbox name={name} label={field.label} hint={hint} checked={text === 'yes'} />
  }
  if (field.kind === 'country') {
    const named = countries.map(({ code, label }) => ({ value: code, label }))
    return <FormSelect {...shared} label={field.label} options={named} value={text} />
  }
  if (field.kind === 'multi')
    return <FormCheckboxes {...shared} legend={field.label} options={choices} values={texts} />
  if (field.kind === 'yesno' || (field.kind === 'choice' && options.length <= RADIOS)) {
    return <FormRadios {...shared} legend={field.label} options={choices} value={text || undefined} />
  }
  if (field.kind === 'choice') {
    const listed = choices.map((choice) => ({ value: choice.value, label: choice.label }))
    return <FormSelect {...shared} label={field.label} options={listed} value={text} />
  }
  return <FormField {...shared} {...TYPES[field.kind]} label={field.label} value={text} />
}
