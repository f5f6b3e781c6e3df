/** Open at-risk cases in a few words each, with the way to each; and the warning before somebody reinstates. */
import { Notice } from '../../components/ui/notice.tsx'
import { EPISODE_KIND_WORDS } from '../../lib/domain/episode-words.ts'
import type { EpisodeListRow } from '../../lib/services/episode-list.ts'

/** @param named whether each says which client it is about */
type Props = { cases: readonly EpisodeListRow[]; named?: boolean }

export function CaseLinks({ cases, named = false }: Props) {
  if (cases.length === 0) return 'None'
  return (
    <ul className="staff-links">
      {cases.map(({ episodeId, reference, kind, client, next }) => (
        <li key={episodeId}>
          <a href={`/staff/episodes/${episodeId}`}>{reference}</a> {EPISODE_KIND_WORDS[kind]}
          {client ? named && `, ${client.name}` : ', of the organization as a whole'}
          {next && (
            <span className={next.late ? 'staff-sub staff-due--overdue' : 'staff-sub'}>
              {next.what}, {next.late ? 'was due' : 'by'} <time dateTime={next.at.toISOString()}>{next.when}</time>
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}

/** Beside a button that lets clients go on: what the playbook of an open case asks for first. It refuses nothing. */
export function ReinstateWarning({
  cases,
}: {
  cases: readonly Pick<EpisodeListRow, 'episodeId' | 'reference' | 'beforeReinstating'>[]
}) {
  const waiting = cases.filter(({ beforeReinstating }) => beforeReinstating.length > 0)
  if (waiting.length === 0) return null
  return (
    <Notice tone="warn">
      {waiting.map(({ episodeId, reference, beforeReinstating }) => (
        <p key={episodeId}>
          Before anybody reinstates the client, the playbook of{' '}
          <a href={`/staff/episodes/${episodeId}#playbook`}>{reference}</a> asks for this, and it is open:{' '}
          {beforeReinstating.join(', ')}.
        </p>
      ))}
    </Notice>
  )
}
