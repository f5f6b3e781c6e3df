/** States of webhooks and of their messages, in words. */
import { Status, type StatusTone } from '../../../components/ui/status.tsx'
import type { AttemptLine, MessageState } from '../../../lib/domain/webhook-delivery.ts'
import type { WebhookSummary } from '../../../lib/services/webhook-view.ts'

export function WebhookState({ off }: { off: WebhookSummary['off'] }) {
  if (!off) return <Status tone="done">On</Status>
  return <Status tone="stopped">{off.reason === 'paused' ? 'Off' : 'Turned off by us'}</Status>
}

const MESSAGES: Record<MessageState, { tone: StatusTone; text: string }> = {
  delivered: { tone: 'done', text: 'Delivered' },
  waiting: { tone: 'waiting', text: 'Waiting' },
  failed: { tone: 'stopped', text: 'Not delivered' },
  skipped: { tone: 'none', text: 'Not sent' },
}

export const MessageStatus = ({ state }: { state: MessageState }) => (
  <Status tone={MESSAGES[state].tone}>{MESSAGES[state].text}</Status>
)

const ATTEMPTS: Record<AttemptLine['outcome'], string> = {
  delivered: 'Delivered',
  failed: 'Failed',
  gone: 'Your server asked us to stop',
  refused: 'Not called',
  skipped: 'Not sent',
  under_way: 'Under way',
  lost: 'Broke off on our side, made again',
}

/** One attempt in a line: what came of it, the status code, what the server said. */
export function attemptText({ outcome, status, detail }: AttemptLine): string {
  // A redirect was called and answered; it is what comes after that we do not do.
  const word = outcome === 'refused' && status !== null ? 'Redirect' : ATTEMPTS[outcome]
  return `${word}${status === null ? '' : `, ${status}`}${detail ? `: ${detail}` : ''}`
}
