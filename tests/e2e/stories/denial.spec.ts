/**
 * A denial, and two reviewers at once: one decides, the other is told who did and keeps the text. The developer reads the
 * criterion, the reason and the way back, and applies again with the same answers.
 */
import type { Page } from '@playwright/test'
import { signAndSubmit } from '../steps/developer.ts'
import { look } from '../steps/look.ts'
import { mailAfter } from '../steps/mail.ts'
import { openFromQueue } from '../steps/reviewer.ts'
import { signInDeveloper, signInStaff } from '../steps/sign-in.ts'
import { expect, test } from '../steps/story.ts'
import { ownerOf } from '../steps/world.ts'

const APP = 'Wheatland Care Circle'
const REASON = 'The state’s register does not know the cooperative, and no document came after two requests.'
const TYPED = 'I looked at the register, too, and would write to Ruth once more before we decide.'

async function denies(page: Page): Promise<void> {
  const form = page.getByRole('form', { name: 'Deny' })
  await form.getByRole('radio', { name: /Identity or control not proven/ }).check()
  await form.getByLabel('Reason the developer reads').fill(REASON)
  await form.getByRole('button', { name: 'Deny' }).click()
  await expect(page.getByText('Denied. The developer is told why')).toBeVisible()
}

/** Opened before the decision, answered after it. */
async function comesTooLate(page: Page): Promise<void> {
  const form = page.getByRole('form', { name: 'Message' })
  await form.getByLabel('Message', { exact: true }).fill(TYPED)
  await form.getByRole('button', { name: 'Send message' }).click()
  await expect(page.getByRole('main').getByRole('alert')).toContainText('Riley Reviewer')
  await expect(form.getByLabel('Message', { exact: true })).toHaveValue(TYPED)
}

test('one of two reviewers denies, and the developer comes back', async ({ openPage }) => {
  const [riley, sam, ruth] = [await openPage(), await openPage(), await openPage()]
  await Promise.all([signInStaff(riley, 'Riley Reviewer'), signInStaff(sam, 'Sam Second')])
  await openFromQueue(riley, APP)
  await openFromQueue(sam, APP)
  const mail = await mailAfter(ownerOf('wheatland'), () => denies(riley), /^\[C-/)
  expect(mail.text.replace(/\s+/g, ' ')).toContain(REASON)
  await comesTooLate(sam)
  await look(sam, 'review-too-late')

  await signInDeveloper(ruth, ownerOf('wheatland'))
  await ruth.getByRole('table').getByRole('link', { name: APP }).click()
  await ruth.getByRole('table', { name: 'Submissions' }).getByRole('link').first().click()
  const main = ruth.getByRole('main')
  await expect(main).toContainText('Identity or control not proven')
  await expect(main).toContainText(REASON)
  await expect(main).toContainText('How to come back')
  await expect(main).not.toContainText('Riley Reviewer')
  await look(ruth, 'submission-denied')
  await ruth.getByRole('button', { name: 'Start again from your answers' }).click()
  await ruth.getByRole('main').getByRole('link', { name: 'Check your answers, sign and submit' }).click()
  const address = await signAndSubmit(ruth)
  await ruth.goto(address)
  await expect(main).toContainText('You submitted the answers')
})
