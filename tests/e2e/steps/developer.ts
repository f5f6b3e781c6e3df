/** What a developer does on the way to an approved app. */
import type { Page } from '@playwright/test'
import { type Answers, fieldsOf } from '../../../lib/domain/answers.ts'
import { filledAnswers } from '../../support/filled-answers.ts'
import { QuestionnairePage } from '../pages/questionnaire.ts'
import { REDIRECT, SCOPES } from './app.ts'
import { expect, settings } from './story.ts'

export type Company = { name: string; domain: string; email: string; app: string }

/** A company nobody used before. */
export function newCompany(word: string): Company {
  const tag = `${word.toLowerCase()}${Date.now().toString(36)}`
  const domain = `${tag}.example.com`
  return { name: `${word} Health ${tag}`, domain, email: `dana@${domain}`, app: `${word} ${tag}` }
}

/** From the developer's home, with nothing there yet. */
export async function createOrganization(page: Page, company: Company): Promise<void> {
  await page.goto(`${settings.portal.url}/developer/organization/new`)
  await page.getByLabel('Legal name').fill(company.name)
  await page.getByRole('radio').first().check()
  await page.getByLabel('Postal address').fill('1 Main Street\nTopeka, KS 66603')
  await page.getByLabel('Website').fill(`https://${company.domain}`)
  const contacts = [company.email, `backup@${company.domain}`, `security@${company.domain}`]
  for (const [index, email] of contacts.entries()) {
    await page
      .getByLabel(/^(Full name|Name of the person or team)/)
      .nth(index)
      .fill(`Contact ${index + 1}`)
    await page.getByLabel('Work email').nth(index).fill(email)
    await page.getByLabel('Phone').nth(index).fill('+1 785 555 0100')
  }
  await page.getByRole('button', { name: 'Create the organization' }).click()
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('Create your organization')
}

export async function registerApp(page: Page, company: Company): Promise<void> {
  await page.goto(`${settings.portal.url}/developer/apps/new`)
  await page.getByLabel('Name of the app').fill(company.app)
  await page.getByRole('button', { name: 'Register the app' }).click()
  await expect(page.getByRole('heading', { level: 1, name: company.app })).toBeVisible()
}

/** Every question answered, for a native app that listens on loopback. @param more in place of the answers of such an app */
export function answersOf(company: Company, more: Answers = {}) {
  const answers = filledAnswers(true, {
    'app.platforms': ['ios', 'desktop'],
    'smart.client-type': 'public',
    'smart.urls': { redirectUris: [REDIRECT] },
    'smart.scopes': SCOPES.split(' ')
      .filter((scope) => !['launch/patient', 'offline_access'].includes(scope))
      .map((scope) => ({ scope, reason: 'To show it to the member.' })),
    'smart.offline': { choice: 'yes-any-time', why: 'To keep the list fresh.', months: 12 },
    'contact.primary': { name: 'Dana Developer', email: company.email, phone: '+1 785 555 0100' },
    ...more,
  })
  return {
    ...answers,
    'app.identity': { ...fieldsOf(answers['app.identity']), name: company.app },
    'org.identity': { ...fieldsOf(answers['org.identity']), legalName: company.name },
  }
}

/** Starts the questionnaire of the app whose page is open, fills it in and goes to the check. */
export async function fillQuestionnaire(
  page: Page,
  company: Company,
  { looking, more }: { looking?: (sectionId: string) => Promise<void>; more?: Answers } = {},
): Promise<void> {
  await page
    .getByRole('button', { name: /questionnaire/i })
    .first()
    .click()
  await new QuestionnairePage(page).fillAll(answersOf(company, more), looking)
  await expect(page.getByRole('heading', { level: 1, name: 'Check your answers' })).toBeVisible()
}

/** Signs what the check shows. @returns the submission's address */
export async function signAndSubmit(page: Page): Promise<string> {
  const form = page.getByRole('form', { name: 'Sign and submit' })
  await form.getByLabel('Full name').fill('Dana Developer')
  await form.getByLabel('Title').fill('Director of Engineering')
  for (const box of await form.getByRole('checkbox').all()) await box.check()
  await form.getByRole('button', { name: 'Sign and submit' }).click()
  await expect(page.getByRole('heading', { level: 1, name: /^Receipt C-/ })).toBeVisible()
  return page.url().replace(/\/receipt$/, '')
}

export async function acceptTerms(page: Page): Promise<void> {
  await page.goto(`${settings.portal.url}/developer/terms`)
  const form = page.getByRole('form', { name: 'Accept the terms' })
  await form.getByLabel('Your full name').fill('Dana Developer')
  await form.getByLabel('Your title').fill('Director of Engineering')
  await form.getByRole('checkbox').check()
  await form.getByRole('button').click()
  await expect(page.getByRole('form', { name: 'Accept the terms' })).toBeHidden()
}
