/** Values for every mail, as the services give them. */
import type { MailKind } from '../../emails/catalogue.ts'

const url = 'http://localhost:3000/developer/submissions/0b6f6f0e-7f5a-4a5e-9b0f-2f7f1d2f3a4b'
const submission = { app: 'FitTrack', reference: 'C-7KQ2M9', url }
const reasons = {
  criterion: 'Impersonation',
  publicReason: 'The name is that of somebody else.',
  wayBack: 'Change the name. Then apply again.',
}

const inactive = { app: 'FitTrack', episode: 'E-7KQ2M9', url }
const quiet = {
  lastActivity: '2026-11-24T14:00:00.000Z',
  everUsed: true,
  otherStaffAt: '2027-02-24T14:00:00.000Z',
  removalAt: '2027-03-03T14:00:00.000Z',
}

const incident = {
  ...{ episode: 'E-7KQ2M9', organization: 'Sunny Health', incident: 'A secret, key or token leaked', url },
  ...{ discovered: '2026-11-24T14:00:00.000Z', hours: 3, tokens: 'We do not know yet', contained: false },
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
  submission_received: { ...submission, organization: 'Sunny Health', round: 1, due: 'Wed Nov 25, 2026, 5:00 p.m. CT' },
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
  finding_lifted: { ...submission, ...reasons, question: 'Do you sell data?' },
  client_suspended: { app: 'FitTrack', clientId: 'fittrack-7kq2m9', episode: 'E-7KQ2M9', url, ...reasons },
  client_reinstated: { app: 'FitTrack', clientId: 'fittrack-7kq2m9', publicReason: 'All closed.', url },
  app_deleted: { app: 'FitTrack', organization: 'Sunny Health', by: 'Dana Diaz', clients: 2, members: 14 },
  grant_connected: { url, payer: 'BCBSKS', phone: '1-800-555-0100' },
  grant_stopped: { url, payer: 'BCBSKS', phone: '1-800-555-0100' },
  grant_revoked: { url, payer: 'BCBSKS', phone: '1-800-555-0100' },
  grant_ended_by_plan: { url, payer: 'BCBSKS', phone: '1-800-555-0100' },
  client_stopped_member: { url, payer: 'BCBSKS', phone: '1-800-555-0100' },
  inactive_first: { ...inactive, ...quiet, secondMailAt: '2027-02-07T14:00:00.000Z' },
  inactive_second: { ...inactive, ...quiet },
  inactive_other_staff: { ...inactive, ...quiet, organization: 'Sunny Health', bounced: false },
  inactive_suspended: { ...inactive, clientId: 'fittrack-7kq2m9' },
  inactive_removed: {
    ...inactive,
    clientId: 'fittrack-7kq2m9',
    organization: 'Sunny Health',
    whole: true,
    undoUntil: '2027-04-02T13:00:00.000Z',
  },
  restored: { ...inactive, clientId: 'fittrack-7kq2m9', publicReason: 'You wrote to us.' },
  removal_asked: { ...inactive, organization: 'Sunny Health', whole: true },
  secret_ending: {
    ...{ app: 'FitTrack', clientId: 'fittrack-7kq2m9', url },
    ...{ secret: '…x9Qa (server in Topeka)', days: 7, endsAt: '2026-12-07T15:00:00.000Z' },
  },
  client_live: { app: 'FitTrack', clientId: 'their-7kq2m9', url, fresh: true, secret: true },
  secret_given: { app: 'FitTrack', clientId: 'fittrack-7kq2m9', url },
  change_decided: {
    ...{ app: 'FitTrack', clientId: 'fittrack-7kq2m9', url },
    ...{ what: 'Redirect addresses', approved: false, publicReason: 'The address is not yours.' },
  },
  transfer_offered: { app: 'FitTrack', organization: 'Sunny Health', until: '2026-12-07T15:00:00.000Z', url },
  transfer_over: {
    ...{ app: 'FitTrack', organization: 'Sunny Health', url },
    ...{ given: false, what: 'AppSec did not approve it.' },
    ...{ publicReason: 'We could not confirm who stands behind the other organization.' },
  },
  transfer_done: { app: 'FitTrack', clientId: 'fittrack-7kq2m9', organization: 'Sunny Health', url },
  keys_found: { app: 'FitTrack', clientId: 'fittrack-7kq2m9', url },
  breach_alert: {
    episode: 'E-7KQ2M9',
    organization: 'Sunny Health',
    service: 'RiskRecon',
    domain: 'sunny.example.com',
    rating: 'D',
    severity: 'high',
    due: '2026-12-04T15:00:00.000Z',
    url,
  },
  webhook_turned_off: {
    organization: 'Sunny Health',
    host: 'hooks.example.com',
    why: 'Its server answered 410 Gone, which asks us to stop.',
    url,
  },
  incident_reported: incident,
  incident_received: { ...incident, members: 'about 40' },
  malicious_case: {
    episode: 'E-7KQ2M9',
    app: 'FitTrack',
    organization: 'Sunny Health',
    clientId: 'fittrack-7kq2m9',
    attack: 'Credential stuffing',
    suspended: true,
    url,
  },
}
