/**
 * The payer runs its own authorization server: an app goes live there late, its developer sees the secret once, the
 * server changes it, somebody there changes the client, the developer loses the secret, and AppSec stops the client.
 * Dana's browser has no JavaScript; her colleague Eve's has.
 */
import type { Page } from '@playwright/test'
import { look } from '../steps/look.ts'
import { latestMail, mailAfter } from '../steps/mail.ts'
import { type PayersCandor, payersCandor } from '../steps/payer.ts'
import { signInDeveloper, signInStaff } from '../steps/sign-in.ts'
import { expect, test } from '../steps/story.ts'

let candor: PayersCandor
test.beforeAll(async () => {
  candor = await payersCandor()
})
test.afterAll(() => candor?.stop())

const main = (page: Page) => page.getByRole('main')
const client = async () => (await candor.there.clients())[0]
const secretOn = (page: Page) => page.getByRole('region', { name: 'client secret', exact: true })

/** What the page shows once is what the server there has; after that it is gone. */
async function seesSecretOnce(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Show the secret once' }).click()
  await expect(secretOn(page)).toContainText(String((await client())?.client_secret))
  await look(page, name)
  await page.getByRole('link', { name: 'I have stored it' }).click()
  await expect(main(page)).toContainText('Somebody of your organization has seen it')
  await expect(secretOn(page)).toHaveCount(0)
}

/** Loads the page again until it says something: the worker is quick, and nobody tells the page. */
async function untilItSays(page: Page, words: string | RegExp): Promise<void> {
  await expect(async () => {
    await page.reload()
    await expect(main(page)).toContainText(words, { timeout: 1 })
  }).toPass()
}

/** The server is back, and a person says so before the next try comes by itself, or just after. */
async function triesAgain(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Try again now' })
  await expect(button).toBeVisible()
  await candor.there.up()
  await button.click()
}

test('a client in the payer’s own authorization server', async ({ openPage, plainPage: dana, faults }) => {
  for (const url of [candor.portal, candor.identityProvider]) faults.allow(new RegExp(`^foreign origin: \\w+ ${url}/`))
  const [riley, eve] = [await openPage(), await openPage()]
  await candor.there.down()
  const type = { choice: 'confidential-symmetric' }
  const app = await candor.approved('Linden Path', `linden${Date.now()}.example.com`, type)
  const page = `${candor.portal}/developer/clients/${app.clientId}`
  const desk = `${candor.portal}/staff/clients/${app.clientId}`
  await signInDeveloper(dana, app.owner.email, candor.portal)
  await signInDeveloper(eve, app.editor.email, candor.portal)
  await signInStaff(riley, 'Riley Reviewer', candor.portal)

  await test.step('approved, not yet live: the server is down', async () => {
    await dana.goto(page)
    await expect(main(dana)).toContainText('Approved, not yet live')
    await look(dana, 'provisioned-not-yet-live')
    await riley.goto(`${candor.portal}/staff/provisioning`)
    await untilItSays(riley, 'ECONNREFUSED')
    await look(riley, 'staff-provisioning-down')
  })

  await test.step('live, and the secret is seen once', async () => {
    await main(riley).getByRole('link', { name: 'Linden Path' }).click()
    await triesAgain(riley)
    const mail = await latestMail(app.owner.email, /is now live/)
    expect(mail.text).toContain(String((await client())?.client_id))
    await dana.goto(page)
    await look(dana, 'provisioned-secret-waits')
    await seesSecretOnce(dana, 'provisioned-secret-shown')
  })

  await test.step('the server changes the secret by itself', async () => {
    await candor.there.change(String((await client())?.client_id), {
      client_secret: 'changed-by-the-payers-own-server',
    })
    const mail = await mailAfter(app.owner.email, () => candor.check(app.clientId), /a new client secret/)
    expect(mail.text).not.toContain('changed-by-the-payers-own-server')
    await eve.goto(page)
    await seesSecretOnce(eve, 'provisioned-secret-changed')
  })

  await test.step('somebody there changes the client', async () => {
    const redirect_uris = ['https://evil.example.com/back']
    await candor.there.change(String((await client())?.client_id), { redirect_uris })
    await candor.check(app.clientId)
    await riley.goto(desk)
    await untilItSays(riley, 'Differs there: redirect_uris.')
    await look(riley, 'staff-client-drifted')
    await dana.goto(page)
    await expect(main(dana)).toContainText('AppSec looks into this client')
    await expect(main(dana)).not.toContainText('Get another one')
    await riley.getByRole('button', { name: 'Put it right there' }).click()
    await untilItSays(riley, 'It was read back there as it was approved.')
  })

  await test.step('the developer lost the secret', async () => {
    const before = await client()
    await dana.goto(page)
    await dana.getByRole('link', { name: 'Get another one' }).click()
    await look(dana, 'provisioned-another-secret')
    const press = () => dana.getByRole('button', { name: 'Get a new client id and secret' }).click()
    const mail = await mailAfter(app.owner.email, press, /is now live/)
    const after = await client()
    expect(after?.client_id).not.toBe(before?.client_id)
    expect(mail.text).toContain(String(after?.client_id))
    await dana.goto(page)
    await seesSecretOnce(dana, 'provisioned-secret-renewed')
  })

  await test.step('AppSec stops the client while the server is down', async () => {
    const id = String((await client())?.client_id)
    await candor.there.down()
    await riley.goto(desk)
    const form = riley.getByRole('form', { name: 'Suspend' })
    await form.getByRole('radio').first().check()
    await form.getByLabel('Reason the developer reads').fill('Calls of the app guess passwords of members.')
    await form.getByRole('button', { name: 'Suspend the client' }).click()
    await expect(main(riley)).toContainText('Not yet stopped there')
    await riley.goto(`${candor.portal}/staff/provisioning`)
    await expect(main(riley)).toContainText('A client must stop, and is still there')
    await riley.goto(desk)
    await triesAgain(riley)
    await untilItSays(riley, 'The server confirmed that it is gone')
    expect(await candor.there.clients()).toEqual([])
    const told = await latestMail(app.owner.email, /access to member data is suspended/)
    expect(told.text).toContain(`Client id: ${id}`)
    await dana.goto(page)
    await expect(main(dana)).toContainText('This client was suspended')
    await look(dana, 'provisioned-suspended')
  })
})
