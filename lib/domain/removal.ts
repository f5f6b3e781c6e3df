/**
 * What a removal leaves closed: nothing of a removed organization is approved, and no app whose client was removed. The
 * client's id has ended for good, and an approval would promise what no server does.
 */

/** For staff. */
export const REMOVED_ORGANIZATION = 'This organization was removed. It starts again at step 1.'

/** For staff. */
export const REMOVED_CLIENT =
  'The client of this app was removed. Its developer deletes the app here and registers it anew.'

/** For developers. */
export const REGISTER_ANEW =
  'The client of this app was removed, so the app cannot be approved again. Delete it and register it anew: its name is free then.'

/** What the developer reads of a submission that went with its organization. */
export const CLOSED_WITH_ORGANIZATION =
  'We closed this submission because your organization was removed after a long time without use. This is no denial.'

/** What the developer reads of a change that went with its client. */
export const CLOSED_WITH_CLIENT = 'We closed this because the client was removed after a long time without use.'

/** What the company reads that offered an app to an organization that was removed. */
export const CLOSED_WITH_TAKER =
  'We closed this because the organization that was to take the app over was removed. The app stays as it was.'

/** @returns every reason against an approval, as sentences */
export const whyRemovalStopsApproval = (removed: { organization: boolean; client: boolean }): string[] => [
  ...(removed.organization ? [REMOVED_ORGANIZATION] : []),
  ...(removed.client ? [REMOVED_CLIENT] : []),
]
