/** The payer's colour as custom properties; the design system's buttons, links and bars follow. */
import type { CSSProperties } from 'react'

/** @param color CSS colour with at least 4.5:1 on white; without it the design system's own stays */
export function payerColors(color: string | undefined): CSSProperties | undefined {
  if (!color) return undefined
  const shade = (share: number, other: string) => `color-mix(in srgb, ${color} ${share}%, ${other})`
  return {
    '--color-primary': color,
    '--color-primary-dark': shade(88, 'black'),
    '--color-primary-darker': shade(68, 'black'),
    '--color-primary-darkest': shade(48, 'black'),
    '--color-primary-lighter': shade(30, 'white'),
    '--color-primary-lightest': shade(10, 'white'),
  } as CSSProperties
}
