/** State of an at-risk case in words and shapes. */
import { Status, type StatusTone } from '../../../components/ui/status.tsx'
import type { EpisodeStatus } from '../../../lib/domain/episode.ts'

const STATES: Record<EpisodeStatus, { tone: StatusTone; text: string }> = {
  open: { tone: 'turn', text: 'Open' },
  paused: { tone: 'caution', text: 'Paused, please look' },
  held: { tone: 'waiting', text: 'On hold' },
  closed: { tone: 'done', text: 'Closed' },
}

export function EpisodeState({ status }: { status: EpisodeStatus }) {
  const { tone, text } = STATES[status]
  return <Status tone={tone}>{text}</Status>
}
