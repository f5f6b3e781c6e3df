/** The questionnaire as a person fills it in: section by section, each question by what it asks. */
import type { Locator, Page } from '@playwright/test'
import { type FormValues, formOf, visibleQuestions } from '../../../lib/domain/answers.ts'
import { type Answers, currentEdition } from '../../../lib/domain/questionnaire.ts'
import { SIGNATURE_QUESTION } from '../../../lib/domain/submission.ts'
import { expect } from '../steps/story.ts'

export class QuestionnairePage {
  readonly page: Page
  constructor(page: Page) {
    this.page = page
  }

  /** Opens a section from the task list. */
  async open(title: string): Promise<void> {
    await this.page.getByRole('main').getByRole('link', { name: title, exact: true }).click()
    await expect(this.page.getByRole('heading', { level: 1, name: title })).toBeVisible()
  }

  /** Fills the questions of the open section that these answers show; others stay as they are. */
  async fill(sectionId: string, answers: Answers): Promise<void> {
    const asked = visibleQuestions(currentEdition(), answers).filter(
      ({ id, section }) => section === sectionId && id !== SIGNATURE_QUESTION,
    )
    for (const question of asked) {
      const value = answers[question.id]
      if (value === undefined || value === null) continue
      const frame = this.page.locator(`[data-question="${question.id}"]`)
      if (Array.isArray(value) && question.type === 'list') await this.addEntries(frame, value.length)
      await this.type(frame, formOf(question, value))
    }
  }

  /** Adding an entry is a post of the form: what was typed comes back with it. */
  private async addEntries(question: Locator, count: number): Promise<void> {
    const entries = question.getByRole('group', { name: /^Entry \d+$/ })
    for (let rows = await entries.count(); rows < count; rows += 1) {
      await question.getByRole('button', { name: /^Add an/ }).click()
      await expect(entries).toHaveCount(rows + 1)
    }
  }

  /** Choices first: what they lead to shows only then. */
  private async type(question: Locator, inputs: FormValues): Promise<void> {
    const texts: [Locator, string][] = []
    for (const [name, value] of Object.entries(inputs)) {
      for (const one of [value].flat().filter(Boolean)) {
        const named = question.locator(`[name="${name}"]:not([type="hidden"])`)
        const choice = named.and(question.locator(`:is([type="radio"], [type="checkbox"])[value="${one}"]`))
        if ((await choice.count()) > 0) await choice.check()
        else texts.push([named, [value].flat().join('\n')])
      }
    }
    for (const [input, text] of texts) {
      if ((await input.evaluate((element) => element.tagName)) === 'SELECT') await input.selectOption(text)
      else await input.fill(text)
    }
  }

  async save(): Promise<void> {
    await this.page.getByRole('button', { name: 'Save and continue' }).click()
  }

  /** All sections in the order of the edition; each Continue saves and leads on. Starts at the task list, ends at the check. */
  async fillAll(answers: Answers, looking?: (sectionId: string) => Promise<void>): Promise<void> {
    const { sections } = currentEdition()
    const asked = sections.filter((section) => section.questions.some(({ id }) => id !== SIGNATURE_QUESTION))
    const [first] = asked
    if (!first) throw new Error('the edition has no sections')
    await this.open(first.title)
    for (const section of asked) {
      await expect(this.page.getByRole('heading', { level: 1, name: section.title })).toBeVisible()
      await this.fill(section.id, answers)
      await looking?.(section.id)
      await this.save()
      await expect(this.page.getByRole('heading', { level: 1, name: section.title })).toBeHidden()
    }
  }
}
