/** Pages of a submission share the look of the questionnaire. */
import '../../../components/label/label.css'
import './questionnaire.css'
import type { ReactNode } from 'react'

export default function SubmissionLayout({ children }: { children: ReactNode }) {
  return children
}
