'use server'
/** Acts on webhooks: make, test, redeliver, replace the secret, turn off and on, delete. */
import { z } from 'zod'
import { action } from '../../../lib/platform/web/action.ts'
import {
  chooseWebhookEvents,
  createWebhook,
  deleteWebhook,
  turnOffWebhook,
  turnOnWebhook,
} from '../../../lib/services/webhook.ts'
import { endOldWebhookSecret, rotateWebhookSecret } from '../../../lib/services/webhook-secret.ts'
import { redeliverWebhookMessage, sendWebhookTest } from '../../../lib/services/webhook-send.ts'
import { webhookPath, webhooksPath } from './paths.ts'

const one = z.strictObject({ webhookId: z.string() })
const page = (_: unknown, { webhookId }: { webhookId: string }) => webhookPath(webhookId)

/** Checkboxes: none sends no field, one sends a text. */
const events = z.union([z.array(z.string()), z.string().transform((name) => [name])]).default([])

export const createWebhookAction = action(
  z.strictObject({ organizationId: z.string(), url: z.string(), events }),
  createWebhook,
  ({ secret }) => ({ shown: secret }),
)

export const chooseEventsAction = action(one.extend({ events }), chooseWebhookEvents, () => ({
  notice: 'Saved. From now on it is told what you chose.',
}))

export const rotateSecretAction = action(one, rotateWebhookSecret, ({ secret }) => ({ shown: secret }))

export const endOldSecretAction = action(one, endOldWebhookSecret, page)

export const sendTestAction = action(one, sendWebhookTest, () => ({
  notice: 'The test is on its way. What came of it stands in the log in a moment.',
}))

export const redeliverAction = action(one.extend({ messageId: z.string() }), redeliverWebhookMessage, () => ({
  notice: 'It is on its way again. What came of it stands here in a moment.',
}))

export const turnOffAction = action(one, turnOffWebhook, page)

export const turnOnAction = action(one, turnOnWebhook, page)

export const deleteWebhookAction = action(one, deleteWebhook, ({ organizationId }) => webhooksPath(organizationId))
