/**
 * The whole questionnaire with JavaScript off: every section, its follow-ups, entries added and taken away, faults beside
 * their fields, two people at once, signature and receipt.
 */
import type { Page } from '@playwright/test'
import { QuestionnairePage } from '../pages/questionnaire.ts'
import { answersOf, createOrganization, newCompany, registerApp, signAndSubmit } from '../steps/developer.ts'
import { look } from '../steps/look.ts'
import { latestMail } from '../steps/mail.ts'
import { signInDeveloper } from '../steps/sign-in.ts'
import { expect, test } from '../steps/story.ts'

const PLAIN = { javaScriptEnabled: false }

/** Types something wrong, and finds it kept, with the sentence beside it and in the summary that has the focus. */
async function refuses(page: Page, label: string, wrong: string, sentence: RegExp): Promise<void> {
  const field = page.getByRole('textbox', { name: label })
  await field.fill(wrong)
  await new QuestionnairePage(page).save()
  const summary = page.getByRole('main').getByRole('alert')
  await expect(summary).toBeFocused()
  await expect(field).toHaveValue(wrong)
  await expect(field).toHaveAttribute('aria-invalid', 'true')
  await expect(field).toHaveAccessibleDescription(sentence)
  await summary.getByRole('link', { name: sentence }).click()
  await expect(field).toBeFocused()
}

/** Somebody else of the organization saves another sentence while this page is open; both are shown, none is lost. */
async function meetsAnother(page: Page, other: Page): Promise<void> {
  const name = 'In one plain sentence, what does the app do for members?'
  const mine = await page.getByRole('textbox', { name }).inputValue()
  await other.goto(page.url())
  await other.getByRole('textbox', { name }).fill('Written on another device.')
  await new QuestionnairePage(other).save()
  await expect(other.getByRole('textbox', { name })).toBeHidden()
  await new QuestionnairePage(page).save()
  await expect(page.getByRole('main').getByRole('alert')).toContainText('Somebody else changed this answer')
  await expect(page.getByText('Saved now: Written on another device.')).toBeVisible()
  await expect(page.getByRole('textbox', { name })).toHaveValue(mine)
  await look(page, 'questionnaire-plain-stale')
}

/** Adds a company, takes the first away; the second moves up and everything else typed is still there. */
async function movesEntries(page: Page): Promise<void> {
  const list = page.getByRole('group', { name: 'Who gets the data, for what' })
  const name = page.getByLabel('Name of the company or group')
  const shared = page.getByRole('group', { name: 'With whom do you share data' }).getByRole('checkbox').first()
  await expect(shared).toBeChecked()
  await list.getByRole('button', { name: 'Add another entry' }).click()
  await expect(name).toHaveCount(2)
  await name.nth(1).fill('Second Company')
  await list.getByRole('button', { name: 'Remove entry 1' }).click()
  await expect(name).toHaveCount(1)
  await expect(name).toHaveValue('Second Company')
  await expect(shared).toBeChecked()
}

test('a developer answers the whole questionnaire without JavaScript', async ({ plainPage: page, openPage }) => {
  test.setTimeout(900_000)
  const company = newCompany('Plain')
  const answers = answersOf(company)
  const questionnaire = new QuestionnairePage(page)
  await signInDeveloper(page, company.email)
  await createOrganization(page, company)
  await registerApp(page, company)
  await page.getByRole('button', { name: 'Start the questionnaire' }).click()
  await expect(page.getByText('Not started').first()).toBeVisible()
  const other = await openPage(PLAIN)
  await signInDeveloper(other, company.email)

  const onTheWay: Record<string, () => Promise<void>> = {
    app: () => meetsAnother(page, other),
    sharing: async () => {
      await movesEntries(page)
      await questionnaire.fill('sharing', answers)
    },
    choices: async () => {
      const tooLong = /200 characters or less\. You entered 201\./
      await refuses(page, 'How does a member stop the app in the app itself?', 'x'.repeat(201), tooLong)
      await look(page, 'questionnaire-plain-error')
      await questionnaire.fill('choices', answers)
    },
    smart: async () => {
      await refuses(page, 'Redirect addresses', 'https://app.example.com/callback#top', /#/)
      await questionnaire.fill('smart', answers)
    },
  }
  await questionnaire.fillAll(answers, (section) => onTheWay[section]?.() ?? Promise.resolve())

  await expect(page.getByRole('heading', { level: 1, name: 'Check your answers' })).toBeVisible()
  await expect(page.getByRole('main')).not.toContainText('Second Company')
  const address = await signAndSubmit(page)
  await latestMail(company.email, /C-/)
  await other.goto(address)
  await expect(other.getByRole('main')).toContainText('You submitted the answers')
})
