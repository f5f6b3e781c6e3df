/** Values for every mail, as the services give them. */
import type { MailKind } from '../../emails/catalogue.ts'

const url = 'http://localhost:3000/developer/submissions/0b6f6f0e-7f5a-4a5e-9b0f-2f7f1d2f3a4b'
const submission = { app: 'FitTrack', reference: 'C-7KQ2M9', url }
const reasons = {
  criterion: 'Impersonation',
  publicReason: 'The name is that of somebody else.',
  wayBack: 'Change the name, then apply again.',
}

export const MAIL_SAMPLES: Record<MailKind, Record<string, unknown>> = {
  sign_in_code: { code: '048213', minutes: 10 },
  invitation: {
    organization: 'Sunny Health',
    inviter: 'Dana Diaz',
    role: 'editor',
    url,
    until: '2026-11-30T23:00:00Z',
  },
  confirm_address: { organization: 'Sunny Health', url, until: '2026-11-30T23:00:00Z' },
  terms_link: { organization: 'Sunny Health', from: 'Dana Diaz', url, expiresAt: '2026-12-07T15:00:00.000Z' },
  submission_received: { ...submission, organization: 'Sunny Health', round: 1, due: 'Wed Nov 25, 5:00 p.m. CT' },
  review_message: { ...submission, text: 'Hello Dana,\n\nwhich region is the data kept in?\nThank you.' },
  changes_requested: {
    ...submission,
    text: 'Two small things.',
    changes: [
      { question: 'What the app does', ground: 'incomplete', text: 'Say what it does with claims.' },
      { question: 'Where data is kept', ground: 'security', text: 'Name the region.' },
    ],
    due: '2026-11-30T23:00:00Z',
  },
  submission_approved: { ...submission, publicReason: 'Clear answers, thank you.', clientId: 'fittrack-7kq2m9' },
  submission_denied: { ...submission, ...reasons },
  client_suspended: { app: 'FitTrack', clientId: 'fittrack-7kq2m9', url, ...reasons },
  client_reinstated: { app: 'FitTrack', clientId: 'fittrack-7kq2m9', publicReason: 'All closed.', url },
  grant_connected: { url, payer: 'BCBSKS', phone: '1-800-555-0100' },
  grant_stopped: { url, payer: 'BCBSKS', phone: '1-800-555-0100' },
}
