/**
 * A member who reads Spanish: from an app to the plan's pages, whose records, what the company says, less than was asked
 * for and for a shorter time; later what was shown, and stopping. The pages have no script, so JavaScript is off.
 */
import type { Page } from '@playwright/test'
import { type PageKey, pageText } from '../../../lib/domain/wording/pages.ts'
import { look } from '../steps/look.ts'
import { mailAfter } from '../steps/mail.ts'
import { signInMember } from '../steps/sign-in.ts'
import { expect, settings, test } from '../steps/story.ts'
import { connectDemoApp, DEMO_APP } from '../steps/world.ts'

const APP = 'ClaimCompass'
const MARIA = 'maria@members.example'
/** Another story, which may run at the same time, has Maria read English. */
const CHANGED = /^Usted cambió/
const SPANISH = { locale: 'es-US', javaScriptEnabled: false }

const es = (key: PageKey, values: Record<string, string | number> = {}) => pageText('es', key, values)
const heading = (page: Page, text: string) => expect(page.getByRole('heading', { level: 1, name: text })).toBeVisible()
const press = (page: Page, text: string) => page.getByRole('button', { name: text }).click()

/** A wrong password first: it is said, and the name stays. */
async function signsIn(page: Page): Promise<void> {
  await heading(page, es('signIn.title'))
  await expect(page.locator('html')).toHaveAttribute('lang', 'es')
  await page.getByLabel(es('signIn.username')).fill('maria')
  await page.getByLabel(es('signIn.password')).fill('not-it')
  await press(page, es('signIn.submit'))
  await expect(page.getByRole('alert')).toContainText(es('signIn.wrong'))
  await expect(page.getByLabel(es('signIn.username'))).toHaveValue('maria')
  await look(page, 'member-sign-in-es')
  await signInMember(page, 'maria')
}

async function choosesLeo(page: Page): Promise<void> {
  await heading(page, es('patient.title'))
  await page.getByRole('radio', { name: /Leo/ }).check()
  await look(page, 'choose-patient-es')
  await press(page, es('patient.submit'))
  await heading(page, es('consent.titleFor', { app: APP, person: 'Leo Hernandez' }))
}

/** Everything adverse is in the open; shares new data in the background but no sensitive claims, for three months. */
async function readsAndShares(page: Page): Promise<void> {
  await expect(page.getByRole('main')).toContainText(es('consent.free'))
  await expect(page.getByRole('main').locator('details')).toHaveCount(0)
  const sensitive = page.getByRole('checkbox', { name: es('optional.sensitive') })
  await expect(sensitive).not.toBeChecked()
  await page.getByRole('checkbox', { name: es('optional.offline') }).check()
  await page.getByRole('radio').first().check()
  await press(page, es('consent.share', { app: APP }))
}

/** The list, the kept text, and stopping. */
async function stops(page: Page): Promise<void> {
  await heading(page, es('grants.title'))
  await expect(page.locator('html')).toHaveAttribute('lang', 'es')
  const card = () => page.getByRole('article').filter({ hasText: 'Leo Hernandez' }).filter({ hasText: APP }).first()
  await card()
    .getByRole('link', { name: es('grants.shown') })
    .click()
  await heading(page, es('receipt.title'))
  await expect(page.getByText(`${es('receipt.unticked')}: ${es('optional.sensitive')}`)).toBeVisible()
  await expect(page.getByText(`${es('receipt.ticked')}: ${es('optional.offline')}`)).toBeVisible()
  await look(page, 'receipt-es')
  await page.getByRole('link', { name: es('receipt.back') }).click()
  const stop = card().getByRole('button', { name: es('grants.stop', { app: APP }) })
  const mail = await mailAfter(MARIA, () => stop.click(), CHANGED)
  await expect(page.getByRole('status')).toContainText(es('grants.stopped', { app: APP, person: 'Leo Hernandez' }))
  expect(mail.subject).not.toContain(APP)
  await look(page, 'grants-stopped-es')
}

test('a member shares in Spanish, reads what was shown, and stops', async ({ openPage, faults }) => {
  faults.allow(DEMO_APP)
  // The wrong password.
  faults.allow(/status of 401 .*\/sign-in\)$/)
  const page = await openPage(SPANISH)
  await connectDemoApp(page, APP)
  await signsIn(page)
  await choosesLeo(page)
  await mailAfter(MARIA, () => readsAndShares(page), CHANGED)
  await heading(page, APP)
  await expect(page.getByRole('main')).toContainText('Leo Hernandez')
  await expect(page.getByRole('table', { name: 'Claims' }).getByRole('row').nth(1)).toBeVisible()
  const connection = page.url()
  await page.getByRole('link', { name: 'Apps I share with' }).click()
  await stops(page)
  await page.goto(connection)
  await expect(page.getByRole('main')).toContainText('did not give this app the claims (HTTP 401)')
})

test('a member who does not share sends the app away with access_denied', async ({ openPage, faults }) => {
  faults.allow(DEMO_APP)
  const page = await openPage(SPANISH)
  await connectDemoApp(page, 'Bluestem Pocket')
  await signInMember(page, 'james')
  await heading(page, es('consent.title', { app: 'Bluestem Pocket' }))
  await look(page, 'consent-unanswered-es')
  await press(page, es('consent.refuse'))
  await expect(page).toHaveURL(/\/callback\?error=access_denied&/)
  await expect(page.getByRole('main')).toContainText('Nothing was sent.')
})

test('an app that nobody registered is told to nobody', async ({ openPage, faults }) => {
  faults.allow(/status of 400 .*\/authorize\?/)
  const page = await openPage(SPANISH)
  const issuer = settings.authserver.production.url
  await page.goto(
    `${issuer}/authorize?client_id=nobody&response_type=code&redirect_uri=https%3A%2F%2Fevil.example%2Fcb`,
  )
  await heading(page, es('error.title'))
  await expect(page.getByRole('main')).toContainText(es('error.client'))
  await look(page, 'member-error-es')
})
