/** Contacts of an organization as rows of a list of facts: whom to call, and to whom our mail about a breach goes. */
import type { SummaryRow } from '../../components/ui/summary-list.tsx'
import { CONTACT_WORDS } from '../../lib/domain/contact.ts'
import type { ContactDesk } from '../../lib/services/contact-desk.ts'

const SHOWN = ['primary', 'security', 'backup'] as const

/** @param kinds which of them; all unless told @param breach whether it matters to whom mail about a breach goes */
export function contactRows(
  contacts: readonly ContactDesk[],
  { kinds = SHOWN, breach = false }: { kinds?: readonly (typeof SHOWN)[number][]; breach?: boolean } = {},
): SummaryRow[] {
  return kinds.map((kind) => ({
    id: `contact-${kind}`,
    term: CONTACT_WORDS[kind].title,
    answer: <Contact contact={contacts.find((one) => one.kind === kind)} breach={breach} />,
  }))
}

function Contact({ contact, breach }: { contact: ContactDesk | undefined; breach: boolean }) {
  if (!contact) return 'None'
  const { name, email, phone, confirmed } = contact
  return (
    <>
      {[name, phone].filter(Boolean).join(', ')}
      <span className="staff-sub">
        {email}, {confirmed ? 'confirmed' : 'not confirmed yet'}
      </span>
      {breach && contact.breach && (
        <span className="staff-sub">Our mail about a breach goes to this address and to the owners.</span>
      )}
    </>
  )
}
