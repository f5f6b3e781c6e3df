/** The record of a case as a file, for CIRT. A post, because taking it is audited. */
import { Button, ButtonRow } from '../../../../components/ui/button.tsx'
import type { EpisodeView } from '../../../../lib/services/episode-view.ts'

export function Export({ view }: { view: EpisodeView }) {
  return (
    <form method="post" action={`/staff/episodes/${view.episodeId}/export`}>
      <p>The record as a file. Who took it, and when, stands in the audit.</p>
      <ButtonRow>
        <Button variant="secondary" name="format" value="csv">
          Download the log (CSV)
        </Button>
        <Button variant="secondary" name="format" value="json">
          Download the record (JSON)
        </Button>
      </ButtonRow>
    </form>
  )
}
