/** Buttons and links that look like buttons. Hook-free; each at least 44 px high. */
import type { ReactNode } from 'react'

export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger'

const variants: Record<ButtonVariant, string> = {
  primary: 'ds-c-button ds-c-button--solid candor-button',
  secondary: 'ds-c-button candor-button',
  ghost: 'ds-c-button ds-c-button--ghost candor-button',
  danger: 'ds-c-button ds-c-button--solid candor-button candor-button--danger',
}

export type ButtonProps = {
  children: ReactNode
  variant?: ButtonVariant
  type?: 'submit' | 'button'
  /** With `value`: which of several buttons of a form was pressed. */
  name?: string
  value?: string
  form?: string
  describedBy?: string
}

export function Button({
  children,
  variant = 'primary',
  type = 'submit',
  name,
  value,
  form,
  describedBy,
}: ButtonProps) {
  return (
    <button
      type={type}
      className={variants[variant]}
      name={name}
      value={value}
      form={form}
      aria-describedby={describedBy}
    >
      {children}
    </button>
  )
}

export type ButtonLinkProps = { href: string; children: ReactNode; variant?: ButtonVariant }

export function ButtonLink({ href, children, variant = 'primary' }: ButtonLinkProps) {
  return (
    <a href={href} className={variants[variant]}>
      {children}
    </a>
  )
}

/** Buttons in a row that wraps; the first is the main act. */
export function ButtonRow({ children }: { children: ReactNode }) {
  return <div className="candor-button-row">{children}</div>
}
