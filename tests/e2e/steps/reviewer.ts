/** What a reviewer does with a submission on its page. */
import type { Page } from '@playwright/test'
import { expect, settings } from './story.ts'

/** From the queue to the page of a submission. */
export async function openFromQueue(page: Page, app: string): Promise<void> {
  await page.goto(`${settings.portal.url}/staff/queue`)
  await page.getByRole('link', { name: app }).click()
  await expect(page.getByRole('heading', { level: 1, name: app })).toBeVisible()
}

export async function claim(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Claim' }).click()
  await expect(page.getByText('It is yours now.')).toBeVisible()
}

export async function writeMessage(page: Page, text: string): Promise<void> {
  const form = page.getByRole('form', { name: 'Message' })
  await form.getByLabel('Message', { exact: true }).fill(text)
  await form.getByRole('button', { name: 'Send message' }).click()
  await expect(page.getByText('Your message is on its way.')).toBeVisible()
}

/** Waits until the page of the submission offers the approval: the mail server has the message, the terms are accepted. */
export async function approve(page: Page, reason: string): Promise<void> {
  const form = page.getByRole('form', { name: 'Approve' })
  await expect(async () => {
    await page.reload()
    await expect(form).toBeVisible({ timeout: 1_000 })
  }).toPass()
  await form.getByLabel('Reason the developer reads').fill(reason)
  await form.getByRole('button', { name: 'Approve and publish' }).click()
  await expect(page.getByText('Approved. The answers are published')).toBeVisible()
}
