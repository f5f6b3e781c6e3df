/** What stopping the client touches, before anybody presses the button. */
import type { ClientImpact } from '../../../../lib/services/client-impact.ts'
import { ImpactList } from '../../impact.tsx'

export function Impact({ impact }: { impact: ClientImpact }) {
  return (
    <section aria-labelledby="impact">
      <h2 id="impact">What a suspension touches</h2>
      <ImpactList label="What a suspension touches" impact={impact} />
    </section>
  )
}
