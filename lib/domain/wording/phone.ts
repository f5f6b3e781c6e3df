/** The phone line of members in a sentence. As long as the payer set no number, it is the one on every member's card. */
import type { Lang } from './pages.ts'

/** Default of the setting; stands where a number would. */
export const CARD_PHONE = 'the number on your member ID card'

/** @param phone as set by the payer @returns words that fit after "call" in the language */
export function phoneText(lang: Lang, phone: string): string {
  return phone === CARD_PHONE && lang === 'es' ? 'el número de su tarjeta de miembro' : phone
}
