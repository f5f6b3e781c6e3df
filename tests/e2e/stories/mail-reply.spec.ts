/** Answering AppSec by mail: the developer's own mail counts, a stranger's only stands there, and staff see which is which. */
import type { Page } from '@playwright/test'
import { look } from '../steps/look.ts'
import { mailSaying } from '../steps/mail.ts'
import { openFromQueue, writeMessage } from '../steps/reviewer.ts'
import { signInStaff } from '../steps/sign-in.ts'
import { expect, settings, test } from '../steps/story.ts'

/** Writes an answer on the mail's own page in the catcher. */
async function answer(page: Page, mailId: string, from: string | null, text: string): Promise<void> {
  await page.goto(`http://localhost:${settings.mailPort}/messages/${mailId}`)
  if (from) await page.getByLabel('From').fill(from)
  await page.getByLabel('Your answer').fill(text)
  await page.getByRole('button', { name: 'Send the answer' }).click()
}

test('a reviewer writes, and two people answer by mail', async ({ page }) => {
  await signInStaff(page, 'Riley Reviewer')
  await page.goto(`${settings.portal.url}/staff/queue`)
  const app = (await page.locator('table tbody th a').first().textContent()) ?? ''
  await openFromQueue(page, app)
  const review = new URL(page.url()).pathname
  const [address = ''] = /[\w.+-]+@[\w.-]+\.[a-z]+/.exec((await page.getByRole('main').textContent()) ?? '') ?? []
  await writeMessage(page, 'Where is your incident plan kept?')
  const mail = await mailSaying(address, /incident plan/)
  expect(mail.headers['reply-to']).toMatch(/^appsec\+[0-9a-z]{41}@/)

  await answer(page, mail.id, 'someone@gmail.com', 'Just approve it.')
  await expect(page.getByRole('status')).toContainText('it changes nothing')
  await answer(page, mail.id, null, 'In the safe of our office.')
  await expect(page.getByRole('status')).toContainText('took it as the answer')

  await page.goto(`${settings.portal.url}${review}`)
  const history = page.getByRole('list', { name: 'What happened' })
  await expect(history).toContainText('A mail that counts as no reply')
  await expect(history).toContainText('someone@gmail.com, an unknown sender')
  await expect(history).toContainText('In the safe of our office.')
  await look(page, 'review-mail')

  await page.getByRole('navigation').getByRole('link', { name: 'Mail', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Mail nobody could place' })).toBeVisible()
  await look(page, 'staff-mail')
})
