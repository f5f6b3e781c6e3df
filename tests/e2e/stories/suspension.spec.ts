/**
 * A reviewer suspends a client; its developer reads why and how to come back, its members that the plan stopped it, and
 * nobody can sign in for it. A second reviewer lets it go on.
 */
import type { Page } from '@playwright/test'
import { pageText } from '../../../lib/domain/wording/pages.ts'
import { look } from '../steps/look.ts'
import { mailAfter } from '../steps/mail.ts'
import { signInDeveloper, signInMember, signInStaff } from '../steps/sign-in.ts'
import { expect, settings, test } from '../steps/story.ts'
import { connectDemoApp, openClient, ownerOf } from '../steps/world.ts'

const APP = 'Sunflower Records'
const REASON = 'A secret of the app stood in a public code repository this morning.'
const BACK = 'The secret was replaced, and the repository is clean.'

async function suspends(page: Page): Promise<void> {
  const form = page.getByRole('form', { name: 'Suspend' })
  await form.getByRole('button', { name: 'Suspend the client' }).click()
  await expect(page.getByRole('main').getByRole('alert')).toBeVisible()
  await form.getByRole('radio', { name: /Credentials shared or leaked/ }).check()
  await form.getByLabel('Reason the developer reads').fill(REASON)
  await form.getByRole('button', { name: 'Suspend the client' }).click()
  await expect(page.getByText('Suspended. The authorization server refuses')).toBeVisible()
}

async function reinstates(page: Page): Promise<void> {
  const form = page.getByRole('form', { name: 'Reinstate' })
  await form.getByLabel('Reason the developer reads').fill(BACK)
  await form.getByRole('button', { name: 'Reinstate the client' }).click()
  await expect(page.getByText('Reinstated. Its grants and secrets work again')).toBeVisible()
}

/** From the developer's home, as somebody does who got the mail. */
async function developerReads(page: Page): Promise<void> {
  await page.goto(`${settings.portal.url}/developer`)
  await page.getByRole('table').getByRole('link', { name: APP }).click()
  await page.getByRole('link', { name: 'Read why the production client is stopped' }).click()
  const main = page.getByRole('main')
  await expect(main).toContainText('This client was suspended')
  await expect(main).toContainText(REASON)
  await expect(main).toContainText('The way back')
  await expect(main).not.toContainText('Riley')
  await look(page, 'client-suspended')
}

/** Rosa shares with it: she reads that her plan stopped it, and has nothing to do. */
async function memberReads(page: Page): Promise<void> {
  await page.goto(`${settings.authserver.production.url}/grants?lang=es`)
  await signInMember(page, 'rosa')
  const sentence = pageText('es', 'grants.byPlan', { date: '…' }).split('…')[0] ?? ''
  await expect(page.getByRole('article').filter({ hasText: APP })).toContainText(sentence)
  await look(page, 'grants-by-plan-es')
  await connectDemoApp(page, APP)
  await expect(page.getByRole('heading', { level: 1, name: pageText('es', 'error.title') })).toBeVisible()
}

test('a client is suspended by one reviewer and reinstated by another', async ({ openPage, faults }) => {
  faults.allow(/status of 40[0-9].*\/authorize/)
  const [riley, sam, dana] = [await openPage(), await openPage(), await openPage()]
  const rosa = await openPage({ locale: 'es-US', javaScriptEnabled: false })
  await Promise.all([signInStaff(riley, 'Riley Reviewer'), signInStaff(sam, 'Sam Second')])
  await signInDeveloper(dana, ownerOf('sunflower'))
  await openClient(riley, APP)
  const mail = await mailAfter(ownerOf('sunflower'), () => suspends(riley), /suspended/i)
  expect(mail.text.replace(/\s+/g, ' ')).toContain(REASON)
  // Whoever stopped it is not the one who lets it go on.
  await expect(riley.getByRole('form', { name: 'Reinstate' })).toHaveCount(0)
  await look(riley, 'staff-client-suspended')
  await developerReads(dana)
  await memberReads(rosa)
  await openClient(sam, APP)
  await mailAfter(ownerOf('sunflower'), () => reinstates(sam), /works again/)
  await dana.reload()
  await expect(dana.getByRole('main')).not.toContainText('This client was suspended')
  await connectDemoApp(rosa, APP)
  await expect(rosa.getByRole('heading', { level: 1 })).toContainText(APP)
})
