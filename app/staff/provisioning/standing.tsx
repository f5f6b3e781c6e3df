/** Where a client stands in the payer's own authorization server, in words for staff. */
import { Status, type StatusTone } from '../../../components/ui/status.tsx'
import type { ProvisionEnd, ProvisionStanding } from '../../../lib/domain/provisioning.ts'

export const PROVISION_STANDINGS: Record<ProvisionStanding, { tone: StatusTone; title: string; text: string }> = {
  live: { tone: 'done', title: 'Live', text: 'It was read back there as it was approved.' },
  not_yet_live: {
    tone: 'waiting',
    title: 'Approved, not yet live',
    text: 'The server has not confirmed it. Members cannot share with the app, or not yet as it was approved last.',
  },
  waits_for_keys: {
    tone: 'none',
    title: 'Waits for its keys',
    text: 'It proves itself by keys, and the developer has given none yet.',
  },
  refused: {
    tone: 'stopped',
    title: 'Refused there',
    text: 'The server does not take it as it was approved. It is tried again once a day, and when you say so.',
  },
  lost: {
    tone: 'stopped',
    title: 'Management access lost',
    text: 'The server does not let us manage the client any more, probably because its last answer was lost.',
  },
  drifted: {
    tone: 'stopped',
    title: 'Something else there',
    text: 'It was live, and the server now says something else. Nothing is put right until somebody here says so.',
  },
  not_yet_stopped: {
    tone: 'stopped',
    title: 'Not yet stopped there',
    text: 'It must stop, and the server has not confirmed that it is gone. It may still get tokens and data.',
  },
  stopped: { tone: 'none', title: 'Not there', text: 'The server confirmed that it is gone, or never had it.' },
}

const ENDS: Record<ProvisionEnd, string> = {
  answered: 'It said yes, and is not yet read back.',
  confirmed: 'Read back, and well.',
  refused: 'It refused.',
  unreachable: 'It could not be reached.',
  unanswered: 'It did not answer.',
  mismatch: 'It did not say what it must.',
  lost: 'It does not let us manage the client.',
}

/** What came of a call, and what the server or the network said. */
export const endText = ({ outcome, detail }: { outcome: ProvisionEnd; detail: string }): string =>
  `${ENDS[outcome]} ${detail}`.trim()

export function ProvisionState({ standing }: { standing: ProvisionStanding }) {
  const { tone, title } = PROVISION_STANDINGS[standing]
  return <Status tone={tone}>{title}</Status>
}
