/** What anybody may read; it only brings its own looks. */
import './public.css'
import type { ReactNode } from 'react'

export default function PublicLayout({ children }: { children: ReactNode }) {
  return children
}
