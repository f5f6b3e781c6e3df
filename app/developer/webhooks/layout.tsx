/** Pages about webhooks share the look of their log. */
import './webhooks.css'
import type { ReactNode } from 'react'

export default function WebhooksLayout({ children }: { children: ReactNode }) {
  return children
}
