/** Says that a security breach of the organization is open, and leads to the case. */
import { Notice } from '../../../../components/ui/notice.tsx'

export function Breaches({
  breaches,
}: {
  breaches: readonly { episodeId: string; reference: string; about: string }[]
}) {
  return breaches.map(({ episodeId, reference, about }) => (
    <Notice key={episodeId} tone="warn" heading="Your organization is at risk">
      <p>
        {about} <a href={`/developer/episodes/${episodeId}`}>Case {reference}: what is expected, and by when</a>
      </p>
    </Notice>
  ))
}
