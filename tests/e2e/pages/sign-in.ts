/** The developer's sign-in: an e-mail address, then the code that came by mail. */
import type { Locator, Page } from '@playwright/test'
import { settings } from '../steps/story.ts'

export class SignInPage {
  private readonly email: Locator
  private readonly code: Locator

  constructor(private readonly page: Page) {
    this.email = page.getByRole('textbox', { name: /e-?mail/i })
    this.code = page.locator('input[autocomplete="one-time-code"]')
  }

  async open(portal = settings.portal.url): Promise<void> {
    await this.page.goto(`${portal}/sign-in`)
  }

  /** Ends when the page asks for the code. */
  async askForCode(email: string): Promise<void> {
    await this.email.fill(email)
    await this.formOf(this.email).getByRole('button').first().click()
    await this.code.waitFor()
  }

  async enterCode(code: string): Promise<void> {
    await this.code.fill(code)
    await this.formOf(this.code).getByRole('button').first().click()
  }

  /** A field that another locator has to contain is looked for inside it, so it names nothing around the form. */
  private formOf(field: Locator): Locator {
    return this.page.getByRole('main').locator('form', { has: field })
  }
}
