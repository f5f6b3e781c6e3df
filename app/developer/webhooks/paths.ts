/** Addresses of the pages about webhooks. */

export const webhooksPath = (organizationId: string, page = ''): string =>
  `/developer/webhooks${page}?of=${encodeURIComponent(organizationId)}`

export const webhookPath = (webhookId: string): string => `/developer/webhooks/${encodeURIComponent(webhookId)}`
