/** An app without a server: fhirclient's browser build completes the launch in Chromium, across origins, and reads data. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { serveBrowserApp } from '../steps/browser-app.ts'
import { signInMember } from '../steps/sign-in.ts'
import { expect, settings, test } from '../steps/story.ts'

const APP = 'Sunflower Records'

/** The example world tells its client ids to the demo app in a file. */
function clientOf(app: string): string {
  const world = JSON.parse(readFileSync(join(settings.dataDir, 'world.json'), 'utf8')) as {
    clients: { clientId: string; name: string }[]
  }
  const client = world.clients.find(({ name }) => name === app)
  if (!client) throw new Error(`the example world has no client of ${app}`)
  return client.clientId
}

test('fhirclient in the browser launches, reads, refreshes and reads again', async ({ page, faults }) => {
  const app = await serveBrowserApp(clientOf(APP))
  faults.allow(new RegExp(`^foreign origin: GET ${app.origin}/`))
  await page.goto(app.origin)
  await expect(page.locator('#username')).toBeVisible()
  await signInMember(page, 'james')
  await page.getByRole('checkbox', { name: /when you are not using the app/ }).check()
  await page.getByRole('button', { name: `Share with ${APP}` }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Browser app' })).toBeVisible()
  await expect(page.getByRole('status')).toHaveText(/^Carter \| [1-9]\d* claims \| james-carter$/)
  app.close()
})
