/** Says which cases about the client or its organization are open, and leads to them. */
import { Notice } from '../../../../components/ui/notice.tsx'
import { References } from '../../../../components/ui/references.tsx'
import type { OpenCase } from '../../../../lib/services/episode-developer.ts'

/** Why a client was suspended stands on its page already; its case has the rest. */
export function Cases({ cases }: { cases: readonly OpenCase[] }) {
  return cases.map(({ episodeId, reference, kind, about }) =>
    kind === 'breach' ? (
      <Notice key={episodeId} tone="warn" heading="Your organization is at risk">
        <p>
          {about}{' '}
          <a href={`/developer/episodes/${episodeId}`}>
            Case <References text={reference} />: what is expected, and by when
          </a>
        </p>
      </Notice>
    ) : (
      <p key={episodeId}>
        <a href={`/developer/episodes/${episodeId}`}>
          Case <References text={reference} />: what happened so far
        </a>
      </p>
    ),
  )
}
