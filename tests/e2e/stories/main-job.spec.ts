/**
 * The main job, whole: a developer gets an app approved, a reviewer decides, and a member reads the app's answers before
 * sharing, uses it and stops it. Three people in three browsers.
 */
import type { Page } from '@playwright/test'
import { fhir, LoopbackApp } from '../steps/app.ts'
import {
  acceptTerms,
  type Company,
  createOrganization,
  fillQuestionnaire,
  newCompany,
  registerApp,
  signAndSubmit,
} from '../steps/developer.ts'
import { look } from '../steps/look.ts'
import { latestMail, mailSaying, mailsTo } from '../steps/mail.ts'
import { approve, claim, openFromQueue, writeMessage } from '../steps/reviewer.ts'
import { signInDeveloper, signInMember, signInStaff } from '../steps/sign-in.ts'
import { expect, settings, test } from '../steps/story.ts'

/** The developer's part up to the receipt. @returns the address of the submission */
async function submitted(page: Page, company: Company): Promise<string> {
  await signInDeveloper(page, company.email)
  await look(page, 'developer-home-new')
  await page.goto(`${settings.portal.url}/developer/organization/new`)
  await look(page, 'organization-new')
  await createOrganization(page, company)
  await registerApp(page, company)
  await look(page, 'app-new')
  await fillQuestionnaire(page, company, { looking: (section) => look(page, `questionnaire-${section}`) })
  await look(page, 'questionnaire-check')
  const address = await signAndSubmit(page)
  await look(page, 'submission-receipt')
  return address
}

/** First contact, the developer's answer, and the approval. */
async function reviewed(reviewer: Page, developer: Page, company: Company, address: string): Promise<void> {
  await signInStaff(reviewer, 'Riley Reviewer')
  await look(reviewer, 'queue')
  await openFromQueue(reviewer, company.app)
  await look(reviewer, 'review-submitted')
  await claim(reviewer)
  await writeMessage(reviewer, 'Thank you for your answers. Please accept the terms of service, then we decide.')
  await mailSaying(company.email, /Please accept the terms of\s+service/)
  await developer.goto(address)
  await expect(developer.getByRole('main')).toContainText('Please accept the terms of service')
  await look(developer, 'submission-message')
  await acceptTerms(developer)
  await developer.goto(address)
  await developer.getByLabel('Your message').fill('We have accepted them. Thank you.')
  await developer.getByRole('button', { name: 'Send message' }).click()
  await expect(developer.getByRole('main')).toContainText('We have accepted them.')
  await approve(reviewer, 'Everything required is in place.')
  await look(reviewer, 'review-approved')
  await mailSaying(company.email, /approved/i)
}

/** From the developer's home to the production client. @returns the client id */
async function productionClient(page: Page, company: Company): Promise<string> {
  await page.goto(`${settings.portal.url}/developer`)
  await look(page, 'developer-home')
  await page.getByRole('table').getByRole('link', { name: company.app }).click()
  await look(page, 'app-approved')
  await page.getByRole('table', { name: 'Clients' }).getByRole('link', { name: company.app }).click()
  await look(page, 'client-production')
  return new URL(page.url()).pathname.split('/').at(-1) ?? ''
}

/** The consent page read in both languages, then shared. */
async function reads(page: Page, company: Company): Promise<void> {
  const title = page.getByRole('heading', { level: 1 })
  await expect(title).toContainText(company.app)
  await look(page, 'consent-en')
  await expect(page.getByRole('main')).toContainText('It is not part of')
  await page.getByRole('link', { name: 'Español' }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'es')
  await expect(title).toContainText(company.app)
  await look(page, 'consent-es')
  await page.getByRole('link', { name: 'English' }).click()
  for (const box of await page.getByRole('checkbox').all()) await expect(box).not.toBeChecked()
  await page.getByRole('checkbox', { name: /when you are not using the app/ }).check()
  await page.getByRole('button', { name: `Share with ${company.app}` }).click()
}

/** What the app gets with the token of a grant for Leo, and what it does not. */
async function usesToken(token: string): Promise<void> {
  expect((await fhir('Patient/leo-hernandez', token)).body).toMatchObject({ resourceType: 'Patient' })
  const claims = await fhir('ExplanationOfBenefit?patient=leo-hernandez', token)
  expect(claims).toMatchObject({ status: 200, body: { resourceType: 'Bundle' } })
  expect((await fhir('Patient/ana-hernandez', token)).status).toBeGreaterThanOrEqual(403)
}

test('a developer gets an app approved, and a member reads its answers before sharing', async ({
  openPage,
  faults,
}) => {
  test.setTimeout(1_200_000)
  // The app of the story is none of Candor's own pages.
  faults.allow(/foreign origin: GET http:\/\/127\.0\.0\.1:\d+\/callback/)
  const company = newCompany('Meadow')
  const [developer, reviewer, member] = [await openPage(), await openPage(), await openPage({ locale: 'en-US' })]
  const address = await submitted(developer, company)
  await reviewed(reviewer, developer, company, address)
  const app = await LoopbackApp.of(await productionClient(developer, company))

  await app.launch(member)
  await look(member, 'member-sign-in')
  await signInMember(member, 'maria')
  await look(member, 'choose-patient')
  await member.getByRole('radio', { name: /Leo/ }).check()
  await member.getByRole('button', { name: 'Continue' }).click()
  await reads(member, company)
  await expect(member.getByRole('heading', { name: 'The app' })).toBeVisible()
  const tokens = await app.tokens()
  expect(tokens.patient).toBe('leo-hernandez')
  expect(tokens.fhirUser).toBe(`${settings.fhir.production.url}/Patient/maria-hernandez`)
  await usesToken(tokens.accessToken)

  await member.goto(`${settings.authserver.production.url}/grants`)
  await expect(member.getByRole('article').filter({ hasText: company.app }).first()).toBeVisible()
  await look(member, 'grants')
  await member.getByRole('button', { name: `Stop sharing with ${company.app}` }).click()
  await expect(member.getByRole('status')).toContainText('You stopped sharing')
  await look(member, 'grants-stopped')
  expect((await fhir('Patient/leo-hernandez', tokens.accessToken)).status).toBe(401)
  expect(await app.refresh(tokens.refreshToken ?? '')).toBe('refused')
  app.close()

  await latestMail('maria@members.example', /^You changed/)
  for (const { subject } of await mailsTo('maria@members.example')) expect(subject).not.toContain(company.app)
})
