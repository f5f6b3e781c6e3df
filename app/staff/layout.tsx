/** Pages of payer staff: denser than the rest, for people who read many of them a day. */
import './staff.css'
import '../../components/label/label.css'
import type { ReactNode } from 'react'

export default function StaffLayout({ children }: { children: ReactNode }) {
  return children
}
