/** The developer's sign-in: an e-mail address, then the code that came by mail. */
import type { Locator, Page } from '@playwright/test'
import { settings } from '../steps/story.ts'

export class SignInPage {
  private readonly email: Locator
  private readonly code: Locator

  constructor(private readonly page: Page) {
    this.email = page.getByRole('main').getByRole('textbox', { name: /e-?mail/i })
    this.code = page.locator('main input[autocomplete="one-time-code"]')
  }

  async open(): Promise<void> {
    await this.page.goto(`${settings.portal.url}/sign-in`)
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

  private formOf(field: Locator): Locator {
    return this.page.locator('form', { has: field })
  }
}
