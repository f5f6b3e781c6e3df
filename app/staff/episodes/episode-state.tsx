/** Kind and state of an at-risk case in words and shapes. */
import { Status, type StatusTone } from '../../../components/ui/status.tsx'
import type { EpisodeKind, EpisodeStatus } from '../../../lib/domain/episode.ts'

export const EPISODE_KIND_TEXT: Record<EpisodeKind, string> = {
  malicious: 'Malicious activity',
  inactive: 'Inactivity',
  breach: 'Security breach',
}

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
