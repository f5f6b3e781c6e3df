/** Signing in: developers by a typed code, payer staff at their identity provider, with and without JavaScript. */
import type { BrowserContext, Page } from '@playwright/test'
import { SignInPage } from '../pages/sign-in.ts'
import { look } from '../steps/look.ts'
import { codeIn, mailAfter } from '../steps/mail.ts'
import { signInDeveloper, signInStaff } from '../steps/sign-in.ts'
import { expect, settings, test } from '../steps/story.ts'

const portal = settings.portal.url
const SESSION = 'candor-portal-session'
// Sign-in codes are counted by address, so each run of a story uses its own.
const run = Date.now().toString(36)
const address = (name: string) => `${name}.${run}@sign-in.example.com`

async function sessionOf(context: BrowserContext) {
  return (await context.cookies(portal)).find(({ name }) => name === SESSION)
}

/** Whether a session token still opens the profile page, asked without a browser around it. */
async function opensProfile(token: string): Promise<boolean> {
  const answer = await fetch(`${portal}/developer/profile`, {
    headers: { cookie: `${SESSION}=${token}` },
    redirect: 'manual',
  })
  return answer.status === 200
}

/** Asks for the profile, is sent to sign in, and comes back to it. */
async function signInOnTheWay(page: Page, email: string): Promise<void> {
  const signIn = new SignInPage(page)
  await page.goto(`${portal}/developer/profile`)
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fdeveloper%2Fprofile$/)
  const mail = await mailAfter(email, () => signIn.askForCode(email))
  await signIn.enterCode(`${codeIn(mail).slice(0, 3)} ${codeIn(mail).slice(3)}`)
  await expect(page).toHaveURL(`${portal}/developer/profile`)
}

test('a developer signs in with a code and manages where', async ({ page, openPage }) => {
  const email = address('ada')
  const signIn = new SignInPage(page)
  await page.goto(`${portal}/sign-in?next=%2F%2Fevil.example`)
  await look(page, 'sign-in')
  await page.getByLabel('Work email').fill('ada@')
  await page.getByRole('button', { name: 'Send me a code' }).click()
  await expect(page.getByRole('main').getByRole('alert')).toBeFocused()
  await expect(page.getByLabel('Work email')).toHaveValue('ada@')
  await look(page, 'sign-in-error')

  const first = codeIn(await mailAfter(email, () => signIn.askForCode(email)))
  await look(page, 'sign-in-code')
  await signIn.enterCode(first === '000000' ? '000001' : '000000')
  await expect(page.getByRole('main').getByRole('alert')).toContainText('not right or is no longer valid')
  await expect(page.getByLabel('6-digit code')).toHaveValue('')
  await look(page, 'sign-in-code-wrong')

  const again = await mailAfter(email, () => page.getByRole('button', { name: 'Send a new code' }).click())
  await expect(page.getByText('A new code is on its way')).toBeVisible()
  await expect(page.getByRole('main').getByRole('alert')).toHaveCount(0)
  await signIn.enterCode(codeIn(again))
  await expect(page).toHaveURL(new RegExp(`^${portal}/developer$`))
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible()

  const other = await openPage()
  await signInOnTheWay(other, email)
  await other.getByLabel('Full name').fill('Ada Lovelace')
  await other.getByLabel('Time zone').selectOption('America/Denver')
  await other.getByRole('button', { name: 'Save' }).click()
  await expect(other.getByRole('main').getByRole('status')).toContainText('Your profile is saved')
  await expect(other.getByRole('banner')).toContainText('Ada Lovelace')
  await look(other, 'profile')

  const token = (await sessionOf(page.context()))?.value ?? ''
  expect(await opensProfile(token)).toBe(true)
  await other.getByRole('table').getByRole('button', { name: 'Sign out' }).click()
  await expect(other.getByRole('main').getByRole('status')).toContainText('That browser is signed out')
  expect(await opensProfile(token)).toBe(false)
  await page.reload()
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fdeveloper$/)
})

test('signing out ends the session on the server', async ({ page }) => {
  await signInDeveloper(page, address('gone'))
  const cookie = await sessionOf(page.context())
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' })
  expect(await opensProfile(cookie?.value ?? '')).toBe(true)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('main').getByRole('status')).toContainText('You are signed out')
  expect(await sessionOf(page.context())).toBeUndefined()
  expect(await opensProfile(cookie?.value ?? '')).toBe(false)
})

test('a developer signs in without JavaScript', async ({ plainPage: page }) => {
  await signInOnTheWay(page, address('plain'))
  await look(page, 'profile-plain')
  await page.getByRole('button', { name: 'Sign out everywhere' }).click()
  await expect(page.getByRole('main').getByRole('status')).toContainText('signed out in every browser')
})

test('staff sign in at the identity provider, with and without JavaScript', async ({ page, plainPage }) => {
  for (const browser of [page, plainPage]) {
    await signInDeveloper(browser, address(browser === page ? 'turned' : 'turned-plain'))
    const before = (await sessionOf(browser.context()))?.value ?? ''
    await browser.goto(`${portal}/staff/audit?chain=member`)
    await expect(browser).toHaveURL(/\/staff\/sign-in\?next=/)
    if (browser === page) await look(browser, 'staff-sign-in')

    const leave = browser.getByRole('main').getByRole('button').first()
    await leave.click()
    await browser.getByRole('button', { name: 'Nico Nogroup' }).click()
    await expect(browser.getByRole('main').getByRole('alert')).toContainText('in no group that may use this portal')
    if (browser === page) await look(browser, 'staff-sign-in-no-group')
    await leave.click()
    await browser.getByRole('button', { name: 'Cancel and go back' }).click()
    await expect(browser.getByRole('main').getByRole('alert')).toContainText('was not finished')
    // Neither ended the developer's session.
    expect(await opensProfile(before)).toBe(true)

    await leave.click()
    await browser.getByRole('button', { name: 'Avery Auditor' }).click()
    await expect(browser).toHaveURL(`${portal}/staff/audit?chain=member`)
    await expect(browser.getByRole('banner')).toContainText('Avery Auditor, Auditor')
    expect((await sessionOf(browser.context()))?.value).not.toBe(before)
    expect(await opensProfile(before)).toBe(false)
    const left = (await browser.context().cookies(portal)).map(({ name }) => name)
    expect(left.filter((name) => /pkce|state|nonce/.test(name))).toEqual([])
    await browser.getByRole('button', { name: 'Sign out' }).click()
    await expect(browser).toHaveURL(/\/staff\/sign-in\?signed-out=1$/)
    // The identity provider still knows who it was, until it is told, too.
    await browser.getByRole('main').getByRole('link', { name: 'Sign out of it, too' }).click()
    await browser.getByRole('button', { name: 'Yes, sign out' }).click()
    await expect(browser).toHaveURL(`${portal}/`)
    const known = await browser.context().cookies(settings.staffOidc.issuer)
    expect(known.filter(({ name }) => name === 'staff_idp_session')).toEqual([])
  }
})

test('a developer sign-in ends a staff session in the same browser', async ({ page }) => {
  await signInStaff(page, 'Riley Reviewer')
  const before = await sessionOf(page.context())
  await page.goto(`${portal}/sign-in`)
  await expect(page.getByText('Signing in here ends that session')).toBeVisible()
  const signIn = new SignInPage(page)
  const email = address('back')
  const mail = await mailAfter(email, () => signIn.askForCode(email))
  await signIn.enterCode(codeIn(mail))
  await expect(page.getByRole('banner')).toContainText(email)
  const answer = await fetch(`${portal}/staff/audit`, {
    headers: { cookie: `${SESSION}=${before?.value}` },
    redirect: 'manual',
  })
  expect([answer.status, answer.headers.get('location')]).toEqual([307, '/staff/sign-in?next=%2Fstaff%2Faudit'])
})

test('nothing else of the sign-in is open', async () => {
  const ask = (path: string, init: RequestInit = {}) => fetch(`${portal}${path}`, { redirect: 'manual', ...init })
  const own = { origin: portal, 'content-type': 'application/x-www-form-urlencoded' }
  expect((await ask('/sign-out')).status).toBe(405)
  expect((await ask('/sign-out', { method: 'POST', headers: { origin: 'https://evil.example' } })).status).toBe(403)
  const foreign = { ...own, origin: 'https://evil.example' }
  expect((await ask('/api/auth/signin/staff', { method: 'POST', headers: foreign })).status).toBe(403)
  for (const path of ['session', 'providers', 'csrf', 'signout', 'callback/other', 'verify-request']) {
    expect((await ask(`/api/auth/${path}`)).status, path).toBe(404)
  }
  for (const path of ['_log', 'session', 'signout', 'signin/other', 'callback/staff']) {
    expect((await ask(`/api/auth/${path}`, { method: 'POST', headers: own, body: '' })).status, path).toBe(404)
  }
  // Nothing of the caller's reaches the identity provider.
  const query = '?redirect_uri=https%3A%2F%2Fevil.example&prompt=none'
  const left = await ask(`/api/auth/signin/staff${query}`, {
    method: 'POST',
    headers: own,
    body: 'next=//evil.example',
  })
  const target = new URL(left.headers.get('location') ?? '')
  expect(left.status).toBe(302)
  expect(target.origin).toBe(new URL(settings.staffOidc.issuer).origin)
  expect(target.searchParams.get('redirect_uri')).toBe(`${portal}/api/auth/callback/staff`)
  expect(target.searchParams.has('prompt')).toBe(false)
  for (const name of ['state', 'nonce', 'code_challenge']) expect(target.searchParams.get(name), name).toBeTruthy()
  expect(target.searchParams.get('code_challenge_method')).toBe('S256')
  // A callback that this browser did not begin leads back to the sign-in, without a session.
  const stray = await ask('/api/auth/callback/staff?code=stolen&state=other')
  expect(stray.headers.getSetCookie().filter((cookie) => cookie.startsWith(`${SESSION}=`))).toEqual([])
  expect(stray.headers.get('location')).toContain('/api/auth/error')
})
