/**
 * Accepting the terms: who may, when, and what is kept. Source: the payer's page (terms are agreed to during the e-mail
 * exchange with AppSec); assumption: at any time after the organization's first submission.
 */
import { z } from 'zod'
import { line } from './organization.ts'
import { Refusal } from './refusal.ts'

/** How long a link for somebody without an account works, in milliseconds. */
export const TERMS_LINK_LIFETIME = 14 * 24 * 60 * 60 * 1000

/** What a person states when accepting. `version` is what was on the screen; another one in force since refuses. */
export const acceptanceInput = z.strictObject({
  version: z.string().min(1),
  name: line('Enter your full name.', 'Enter a name of 200 characters or less.', 200),
  title: line('Enter your title, like Director of Engineering.', 'Enter a title of 200 characters or less.', 200),
  authority: z
    .union([z.literal('yes'), z.undefined(), z.literal('')])
    .refine((value) => value === 'yes', 'Confirm that you may accept these terms for the organization.'),
})
export type AcceptanceInput = z.output<typeof acceptanceInput>

/** Refuses an acceptance that comes before the first submission or of a version that is no longer in force. */
export function mustBeAcceptable(facts: {
  submittedBefore: boolean
  shownVersion: string
  currentVersion: string
}): void {
  if (!facts.submittedBefore) {
    throw new Refusal(
      'terms_too_early',
      'Submit a questionnaire first. The terms are part of the exchange with AppSec after it.',
    )
  }
  if (facts.shownVersion !== facts.currentVersion) {
    throw new Refusal(
      'terms_changed',
      'The terms changed while this page was open. Read the new version and accept it.',
      { field: 'version' },
    )
  }
}

export type TermsBlock = { kind: 'heading' | 'paragraph'; text: string }

/** The stored text as blocks for a page, in order. */
export function termsBlocks(body: string): TermsBlock[] {
  return body
    .split(/\n\s*\n/)
    .map((block) => block.trim())
    .filter(Boolean)
    .map((block) =>
      block.startsWith('## ') ? { kind: 'heading', text: block.slice(3) } : { kind: 'paragraph', text: block },
    )
}
