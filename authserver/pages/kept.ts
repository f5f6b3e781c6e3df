/**
 * Pages that say the same to everybody but for a few texts, such as the consent page of one app in one language: drawn
 * once with marks where those texts stand, then only filled. Drawing is the dearest part of a page. What is kept holds no
 * text about a person; those are put in at every answer, escaped as React escapes them.
 */
import { randomUUID } from 'node:crypto'
import type { ReactNode } from 'react'
import { drawPage } from './layout.tsx'

/** Stands where a text belongs; nobody outside can know it, so no text can hold it. */
const MARK = randomUUID()
const MARKED = new RegExp(`${MARK}:(\\w+);`)

/** The drawn parts, and between each two of them the name of the text that belongs there. */
export type KeptPage = { parts: readonly Buffer[]; names: readonly string[] }

/** @returns a mark for each name */
export function marksFor<Name extends string>(names: readonly Name[]): Record<Name, string> {
  return Object.fromEntries(names.map((name) => [name, `${MARK}:${name};`])) as Record<Name, string>
}

/** @param page with marks in place of texts */
export function keepPage(page: ReactNode): KeptPage {
  const pieces = drawPage(page).split(MARKED)
  return {
    parts: pieces.filter((_piece, index) => index % 2 === 0).map((part) => Buffer.from(part)),
    names: pieces.filter((_piece, index) => index % 2 === 1),
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '&quot;',
  '&': '&amp;',
  "'": '&#x27;',
  '<': '&lt;',
  '>': '&gt;',
}
const escaped = (text: string) => text.replace(/["&'<>]/g, (letter) => ESCAPES[letter] ?? '')

/** @returns the page in UTF-8, letter for letter what drawing it with these texts would give */
export function fillPage({ parts, names }: KeptPage, texts: Readonly<Record<string, string>>): Buffer {
  const filled = parts.flatMap((part, index) => {
    const name = names[index]
    return name === undefined ? [part] : [part, Buffer.from(escaped(texts[name] ?? ''))]
  })
  return Buffer.concat(filled)
}
