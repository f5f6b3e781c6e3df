/** How a stop stands: since when and why, or that there is none, for everybody who reads the page. */
import { LongText } from '../../../components/ui/long-text.tsx'
import { Notice } from '../../../components/ui/notice.tsx'
import { Status } from '../../../components/ui/status.tsx'
import type { StopView } from '../../../lib/services/stop-view.ts'

/** @param stop null when it is not stopped */
export function StopState({ stop }: { stop: StopView | null }) {
  if (!stop) {
    return (
      <p>
        <Status tone="done">Not stopped</Status>
      </p>
    )
  }
  return (
    <Notice tone="warn">
      <p>
        Stopped since <time dateTime={stop.at.toISOString()}>{stop.when}</time> by {stop.by}:
      </p>
      <LongText text={stop.publicReason} />
      {stop.internalText && <LongText text={`For staff: ${stop.internalText}`} />}
    </Notice>
  )
}

/** In place of a form that only a lead has. @param act what they can do @param leads their names */
export function OnlyLead({ act, leads }: { act: string; leads: readonly string[] }) {
  return <p>{`Only a lead can ${act}${leads.length > 0 ? `: ${leads.join(', ')}` : ''}.`}</p>
}
