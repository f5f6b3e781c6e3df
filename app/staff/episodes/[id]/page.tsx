/** One at-risk case: evidence, playbook, what happened and who was told, and what staff can do about it. */
import type { Metadata } from 'next'
import { Notice } from '../../../../components/ui/notice.tsx'
import { PageHeading } from '../../../../components/ui/page-heading.tsx'
import { EPISODE_KIND_WORDS } from '../../../../lib/domain/episode-words.ts'
import { CONFLICT_SENTENCE } from '../../../../lib/domain/review-verdict.ts'
import { answersForm, orNotFound, requireStaff } from '../../../../lib/platform/web/request.ts'
import { type EpisodeView, episodeView } from '../../../../lib/services/episode-view.ts'
import { ladderDesk } from '../../../../lib/services/ladder-desk.ts'
import { Done } from '../../../done.tsx'
import { Jump, type Place } from '../../jump.tsx'
import { StopLink } from '../../stop-link.tsx'
import { EpisodeState } from '../episode-state.tsx'
import { Acts, Confirm, isConfirmed } from './acts.tsx'
import { Breach } from './breach.tsx'
import { CaseMail } from './case-mail.tsx'
import { Export } from './export-buttons.tsx'
import { Facts } from './facts.tsx'
import { History } from './history.tsx'
import { Inactive } from './inactive.tsx'
import { Playbook } from './playbook.tsx'

type Props = {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

async function load({ params }: Props): Promise<EpisodeView> {
  const { id } = await params
  return orNotFound(episodeView(await requireStaff(), id))
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: `Episode ${(await load(props)).reference}` }
}

const DONE: Record<string, string> = {
  note: 'The note is kept. Only staff read it.',
  check: 'Ticked off.',
  flag: 'Flagged. AppSec is told, and nothing is stopped yet.',
  confirm: 'Confirmed. Members who share with the app are told, without its name.',
  told: 'The developer is told that the invite is coming, and why.',
  invite: 'Noted. The developer can read it.',
  answer: 'The answer is noted. The developer can read it.',
  held: 'The ladder is on hold. The developer can read the reason and the date.',
  released: 'The hold is over. The ladder goes on.',
  looked: 'What you decided is written down, and the developer can read it.',
  removed: 'Removed. The organization is told, and members read that sharing ended.',
  restored: 'The removal is undone. The organization is told.',
  close: 'The case is closed, and the developer can read the reason.',
}

export default async function Episode(props: Props) {
  const view = await load(props)
  const { id } = await props.params
  const { done } = await props.searchParams
  const desk = view.kind === 'inactive' ? await ladderDesk(await requireStaff(), id) : null
  const posted = await answersForm()
  const acts = view.mayAct && (view.status !== 'closed' || posted)
  return (
    <>
      <PageHeading
        back={{ href: '/staff/episodes', text: 'Episodes' }}
        caption={`${EPISODE_KIND_WORDS[view.kind]} · ${view.organization}`}
        title={`Episode ${view.reference}`}
        status={<EpisodeState status={view.status} />}
      />
      <Done what={done} words={DONE} />
      {view.conflict && (
        <Notice tone="info">
          <p>{CONFLICT_SENTENCE}</p>
        </Notice>
      )}
      <Facts view={view} ladder={desk?.ladder != null} />
      <Jump places={places(view, desk?.waiting ?? false, acts)} />
      <StopLink organizationId={view.organizationId} stopped={view.organizationStopped} mayStop={view.mayStop} />
      {view.kind === 'breach' && <Breach view={view} acts={acts} />}
      <CaseMail view={view} desk={desk} />
      {desk && <Inactive desk={desk} episodeId={id} />}
      <Playbook view={view} posted={posted} />
      <section aria-labelledby="history">
        <h2 id="history">What happened, and who was told</h2>
        <History view={view} />
        <Export view={view} />
      </section>
      {acts && (
        <>
          <Confirm view={view} posted={posted} />
          <Acts view={view} />
        </>
      )}
    </>
  )
}

/** @param waiting whether a mail waits for a look @param acts whether the forms at the end stand there */
function places(view: EpisodeView, waiting: boolean, acts: boolean): Place[] {
  return [
    [view.kind === 'breach', 'answers', 'Answers and dates'],
    [view.mails.length > 0 || waiting, 'mail', 'Mail'],
    [view.kind === 'inactive' && view.status !== 'closed', 'ladder', 'The ladder'],
    [true, 'playbook', 'Playbook'],
    [true, 'history', 'What happened'],
    [acts && view.kind === 'malicious' && !isConfirmed(view), 'confirm', 'Confirm'],
    [acts, 'note', 'Add a note'],
    [acts, 'close', 'Close the case'],
  ]
}
