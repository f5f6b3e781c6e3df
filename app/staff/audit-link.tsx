/** The way from a page to what the audit has on what it shows. */
export function AuditLink({ id, noun }: { id: string; noun: 'client' | 'submission' | 'episode' }) {
  return <a href={`/staff/audit?about=${encodeURIComponent(id)}`}>Rows on this {noun}</a>
}
