/**
 * A reviewer could not confirm an answer, and members read so beside it. The developer brings proof; a second reviewer
 * lifts the finding, without JavaScript, and members read the answer as before.
 */
import type { Page } from '@playwright/test'
import { look } from '../steps/look.ts'
import { mailAfter } from '../steps/mail.ts'
import { signInDeveloper, signInStaff } from '../steps/sign-in.ts'
import { expect, settings, test } from '../steps/story.ts'
import { openClient, ownerOf } from '../steps/world.ts'

const APP = 'ClaimCompass'
const PROOF = 'You showed us the page and since when it is there.'
const COULD_NOT = 'could not confirm this answer'

/** From the client to the review of what its members read. */
async function openReview(page: Page): Promise<void> {
  await openClient(page, APP)
  await page.getByRole('link', { name: /^Version \d+, published/ }).click()
  await expect(page.getByRole('heading', { level: 2, name: 'Findings' })).toBeVisible()
}

async function records(page: Page): Promise<void> {
  const form = page.getByRole('form', { name: 'Finding', exact: true })
  await form.getByRole('radio', { name: /We could not confirm this answer/ }).check()
  await form.getByLabel('About which answer').selectOption('policy.url')
  await form.getByLabel('What you looked at and saw').fill('The page was gone on three days.')
  await form.getByRole('button', { name: 'Record finding' }).click()
  await expect(page.getByText('The finding is recorded.')).toBeVisible()
}

async function lifts(page: Page): Promise<void> {
  const form = page.getByRole('form', { name: 'Lift a finding' })
  await form.getByRole('radio').check()
  await form.getByRole('button', { name: 'Lift finding' }).click()
  // Without a reason nothing happens, and what was chosen stays chosen.
  await expect(form).toContainText('Write why it is lifted')
  await expect(form.getByRole('radio')).toBeChecked()
  await look(page, 'staff-lift-finding')
  await form.getByLabel('Reason the developer reads').fill(PROOF)
  await form.getByRole('button', { name: 'Lift finding' }).click()
  await expect(page.getByText('The finding is lifted. The developer is told.')).toBeVisible()
}

/** The label as anybody reads it among the approved apps. */
async function label(page: Page) {
  await page.goto(`${settings.portal.url}/directory`)
  await page.getByRole('main').getByRole('link', { name: APP }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(APP)
  return page.getByRole('main')
}

test('a finding stands beside an answer until a second reviewer lifts it', async ({ openPage }) => {
  const [riley, teresa, anybody] = [await openPage(), await openPage(), await openPage()]
  const sam = await openPage({ javaScriptEnabled: false })
  await Promise.all([signInStaff(riley, 'Riley Reviewer'), signInStaff(sam, 'Sam Second')])
  await openReview(riley)
  await records(riley)
  await expect(await label(anybody)).toContainText(COULD_NOT)
  // Whoever recorded it is not the one who lifts it.
  await expect(riley.getByRole('main')).toContainText('a second person has to lift it')
  await expect(riley.getByRole('form', { name: 'Lift a finding' })).toHaveCount(0)
  await openReview(sam)
  const mail = await mailAfter(ownerOf('prairie'), () => lifts(sam))
  expect(mail.text.replace(/\s+/g, ' ')).toContain(PROOF)
  await expect(await label(anybody)).not.toContainText(COULD_NOT)
  await signInDeveloper(teresa, ownerOf('prairie'))
  await teresa.goto(/https?:\S+\/developer\/submissions\/[-\w]+/.exec(mail.text)?.[0] ?? '')
  await expect(teresa.getByRole('main')).toContainText('lifted a finding about an answer')
  await expect(teresa.getByRole('main')).toContainText(PROOF)
})
