/** A developer's server is told: a webhook is added, tested, its secret replaced, turned off by 410 and on again. */
import { type TestReceiver, testReceiver, verified } from '../../support/webhook-receiver.ts'
import { createOrganization, newCompany } from '../steps/developer.ts'
import { look } from '../steps/look.ts'
import { latestMail } from '../steps/mail.ts'
import { signInDeveloper } from '../steps/sign-in.ts'
import { expect, settings, test } from '../steps/story.ts'

let receiver: TestReceiver
test.beforeAll(async () => {
  receiver = await testReceiver()
})
test.afterAll(() => receiver.close())

test('from the empty list to a signed message, a new secret, 410 and back', async ({ page }) => {
  const company = newCompany('Hook')
  await signInDeveloper(page, company.email)
  await createOrganization(page, company)

  await page.goto(`${settings.portal.url}/developer/organization`)
  await page.getByRole('main').getByRole('link', { name: 'Webhooks' }).click()
  await expect(page.getByText('There is none yet.')).toBeVisible()
  await look(page, 'webhooks-empty')

  await page.getByRole('link', { name: 'Add a webhook' }).click()
  await page.getByLabel('Address').fill('https://10.0.0.1/hook')
  await page.getByRole('button', { name: 'Add the webhook' }).click()
  await expect(page.getByRole('main').getByRole('alert').getByText('An IP address is not allowed')).toBeVisible()
  await expect(page.getByLabel('Address')).toHaveValue('https://10.0.0.1/hook')
  await look(page, 'webhooks-new-error')
  const address = `${receiver.url}/${'a-long-part-of-the-path-'.repeat(4)}`
  await page.getByLabel('Address').fill(address)
  await page.getByRole('button', { name: 'Add the webhook' }).click()
  const first = await page.getByRole('region', { name: 'webhook secret' }).innerText()
  expect(first).toMatch(/^whsec_/)
  await look(page, 'webhooks-secret')
  await page.getByRole('link', { name: 'I have stored it' }).click()
  await page.getByRole('link', { name: address }).click()
  expect(await page.content()).not.toContain(first)

  const log = page.getByRole('main').locator('details').first()
  const newest = async (state: string) => {
    await expect(async () => {
      await page.reload()
      await expect(log.locator('summary')).toContainText(state, { timeout: 200 })
    }).toPass({ timeout: 20_000 })
  }
  await page.getByRole('button', { name: 'Send a test' }).click()
  await expect(page.getByText('The test is on its way')).toBeVisible()
  await newest('Delivered')
  const [got] = receiver.received
  if (!got) throw new Error('nothing came')
  expect(verified(got, first)).toMatchObject({ type: 'ping' })

  await page.getByRole('button', { name: 'Make a new secret' }).click()
  const second = await page.getByRole('region', { name: 'webhook secret' }).innerText()
  await page.getByRole('link', { name: 'I have stored it' }).click()
  receiver.answer = { status: 500, body: `Something broke: ${'a long explanation, '.repeat(20)}` }
  await page.getByRole('button', { name: 'Send a test' }).click()
  await newest('Not delivered')
  const last = receiver.received.at(-1)
  if (!last) throw new Error('nothing came')
  for (const secret of [first, second]) expect(verified(last, secret)).toMatchObject({ type: 'ping' })
  await log.locator('summary').click()
  await look(page, 'webhook')

  receiver.answer = { status: 410 }
  await log.getByRole('button', { name: 'Redeliver' }).click()
  await expect(async () => {
    await page.reload()
    await expect(page.getByText('This webhook is off')).toBeVisible({ timeout: 200 })
  }).toPass({ timeout: 20_000 })
  await look(page, 'webhook-off')
  await latestMail(company.email, /was turned off/)
  await page.getByRole('button', { name: 'Turn it on' }).click()
  await expect(page.getByText('This webhook is off')).toHaveCount(0)
})

test('without JavaScript', async ({ plainPage: page }) => {
  receiver.answer = { status: 204 }
  const company = newCompany('Plain')
  await signInDeveloper(page, company.email)
  await createOrganization(page, company)
  await page.goto(`${settings.portal.url}/developer/webhooks`)
  await page.getByRole('link', { name: 'Add a webhook' }).click()
  await page.getByLabel('Address').fill(receiver.url)
  const types = page.getByRole('group', { name: 'What to tell' }).getByRole('checkbox')
  for (const type of await types.all()) await type.uncheck()
  await page.getByRole('button', { name: 'Add the webhook' }).click()
  await expect(page.getByRole('main').getByRole('alert').getByText('Choose at least one')).toBeVisible()
  await page.getByLabel('An app got a client').check()
  await page.getByRole('button', { name: 'Add the webhook' }).click()
  await expect(page.getByRole('region', { name: 'webhook secret' })).toContainText('whsec_')
  await page.getByRole('link', { name: 'I have stored it' }).click()
  await expect(page.getByRole('table', { name: 'Webhooks' })).toContainText('client.created')
  await page.getByRole('link', { name: receiver.url }).click()
  await page.getByLabel('A client was removed').check()
  await page.getByRole('button', { name: 'Save what it is told' }).click()
  await expect(page.getByText('From now on it is told what you chose')).toBeVisible()
  await expect(page.getByLabel('A client was removed')).toBeChecked()
  const before = receiver.received.length
  await page.getByRole('button', { name: 'Send a test' }).click()
  await expect(page.getByText('The test is on its way')).toBeVisible()
  await expect.poll(() => receiver.received.length, { timeout: 20_000 }).toBe(before + 1)
  await page.getByRole('link', { name: 'Delete this webhook' }).click()
  await expect(page.getByText('This cannot be undone.')).toBeVisible()
  await look(page, 'webhook-delete')
  await page.getByRole('link', { name: 'Keep it' }).click()
  await page.getByRole('link', { name: 'Delete this webhook' }).click()
  await page.getByRole('button', { name: 'Delete the webhook' }).click()
  await expect(page.getByText('There is none yet.')).toBeVisible()
})
