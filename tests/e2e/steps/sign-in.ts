/** How each of the three people signs in. */
import type { Page } from '@playwright/test'
import { signInSynthetic } from '../../../sandbox/members.ts'
import { SignInPage } from '../pages/sign-in.ts'
import { codeIn, mailAfter } from './mail.ts'
import { expect, settings } from './story.ts'

/** By the 6-digit code that comes by mail; ends on the developer's own pages. */
export async function signInDeveloper(page: Page, email: string, portal = settings.portal.url): Promise<void> {
  const signIn = new SignInPage(page)
  await signIn.open(portal)
  const mail = await mailAfter(email, () => signIn.askForCode(email), /sign-in code/)
  await signIn.enterCode(codeIn(mail))
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible()
}

/** At the embedded identity provider: one picks a person, for example `Riley Reviewer`. */
export async function signInStaff(page: Page, name: string, portal = settings.portal.url): Promise<void> {
  await page.goto(`${portal}/staff/sign-in`)
  const main = page.getByRole('main')
  if (new URL(page.url()).origin === new URL(portal).origin) await main.getByRole('button').first().click()
  await page.getByRole('button', { name }).click()
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible()
}

/** On the sign-in page of the authorization server, which must be open already; any language. */
export async function signInMember(page: Page, username: string): Promise<void> {
  const password = `${username}-synthetic`
  if (!signInSynthetic(username, password)) throw new Error(`there is no synthetic member ${username}`)
  await page.locator('#username').fill(username)
  await page.locator('#password').fill(password)
  await page
    .locator('form', { has: page.locator('#password') })
    .getByRole('button')
    .click()
}
