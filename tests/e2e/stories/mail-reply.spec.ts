/** Answering by mail: the developer's own mail counts, a stranger's pauses or only stands there, and staff see which is which. */
import type { Page } from '@playwright/test'
import { look } from '../steps/look.ts'
import { mailSaying, mailsTo } from '../steps/mail.ts'
import { openFromQueue, writeMessage } from '../steps/reviewer.ts'
import { signInDeveloper, signInStaff } from '../steps/sign-in.ts'
import { expect, settings, test } from '../steps/story.ts'
import { ownerOf } from '../steps/world.ts'

/** Writes an answer on the mail's own page in the catcher. */
async function answer(page: Page, mailId: string, from: string | null, text: string): Promise<void> {
  await page.goto(`http://localhost:${settings.mailPort}/messages/${mailId}`)
  if (from) await page.getByLabel('From').fill(from)
  await page.getByLabel('Your answer').fill(text)
  await page.getByRole('button', { name: 'Send the answer' }).click()
}

test('a reviewer writes, and two people answer by mail', async ({ page }) => {
  await signInStaff(page, 'Riley Reviewer')
  await openFromQueue(page, 'Flint Hills Budget')
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
  await expect(page.getByRole('heading', { level: 2, name: 'Mail nobody could place' })).toBeVisible()
  await look(page, 'staff-mail')
})

/** As much as the catcher's page takes. */
const LONG = `We do not use it, we think. ${'Our records of it are long, and this is one more sentence of them.\n'.repeat(70)}`

test('a stranger’s mail pauses the inactivity ladder until a colleague has looked', async ({ page, openPage }) => {
  const owner = ownerOf('konza')
  const asked = (await mailsTo(owner)).find(({ text }) => text.includes('/still-in-use/'))
  if (!asked) throw new Error(`the ladder wrote no mail to ${owner}`)
  await answer(page, asked.id, 'someone@gmail.com', LONG)
  // Where a run broke off before, the ladder waits already.
  await expect(page.getByRole('status')).toContainText(/pauses the ladder|changes nothing/)

  const developer = await openPage()
  await signInDeveloper(developer, owner)
  await developer.goto(`${settings.portal.url}/developer`)
  await developer.getByRole('table').getByRole('link', { name: 'Konza Walks' }).click()
  await developer.getByRole('link', { name: 'Production client' }).first().click()
  await developer.getByRole('link', { name: /^Case E-/ }).click()
  await expect(developer.getByRole('list', { name: 'What happened' })).toContainText('we have to look at first')
  await expect(developer.getByRole('main')).not.toContainText('gmail')
  await look(developer, 'case-inactive')

  await signInStaff(page, 'Riley Reviewer')
  await page.goto(`${settings.portal.url}/staff/episodes?kind=inactive`)
  const row = page.getByRole('row').filter({ hasText: 'Konza Walks' })
  await expect(row).toContainText('Paused, please look')
  await row.getByRole('link', { name: /^E-/ }).click()
  const main = page.getByRole('main')
  await expect(main.getByRole('list', { name: 'Mail about this case' })).toContainText('Unknown sender')
  await look(page, 'episode-mail')
  await main.getByRole('button', { name: 'Go on' }).click()
  await expect(main.getByText('Choose what the mail is.').first()).toBeVisible()
  await main.getByLabel('Nothing', { exact: true }).check()
  await main.getByRole('textbox', { name: 'Note for colleagues' }).first().fill('Nobody there knows this address.')
  await main.getByRole('button', { name: 'Go on' }).click()
  await expect(main.getByText('What you decided is written down')).toBeVisible()
  await expect(main.getByRole('list', { name: 'What happened' })).toContainText('Goes on')
  await expect(main.getByRole('heading', { name: 'A mail pauses the ladder' })).toHaveCount(0)
})
