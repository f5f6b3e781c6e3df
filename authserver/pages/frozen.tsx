/**
 * Parts of a page that never change, such as the rows of a published label: drawn once, then put in as they are. Drawing
 * is the dearest part of the consent page, and a label is the same for everybody who reads it.
 */
import { randomUUID } from 'node:crypto'
import type { ReactElement, ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'

/** Stands where a part belongs until the page is drawn; nobody outside can know it, so no text can hold it. */
const MARK = randomUUID()
const MARKED = new RegExp(`${MARK}:(\\d+);`, 'g')

const drawn = new WeakMap<object, string>()

/** Parts of the page that is being drawn; drawing is synchronous, so there is one at a time. */
let parts: string[] = []

/** @param of what the part is drawn from and nothing else; a frozen object, since it is drawn only once */
export function Frozen({ of, children }: { of: object; children: ReactElement }) {
  let markup = drawn.get(of)
  if (markup === undefined) {
    markup = renderToStaticMarkup(children)
    if (Object.isFrozen(of)) drawn.set(of, markup)
  }
  parts.push(markup)
  return `${MARK}:${parts.length - 1};`
}

/** @returns the markup of a page, its frozen parts put in */
export function drawWithParts(page: ReactNode): string {
  parts = []
  const markup = renderToStaticMarkup(page)
  const found = parts
  parts = []
  return found.length === 0 ? markup : markup.replace(MARKED, (_, index: string) => found[Number(index)] ?? '')
}
