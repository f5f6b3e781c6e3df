/**
 * An app changes hands: offered by its owner, taken by an owner elsewhere, decided by AppSec. The client id stays, what
 * proved the client does not; whoever is neither of the two never sees any of it. Then the way back: no, and taken back.
 */
import type { Page } from '@playwright/test'
import { publicSet, testKey } from '../../support/client-keys.ts'
import {
  acceptTerms,
  type Company,
  createOrganization,
  fillQuestionnaire,
  newCompany,
  registerApp,
  signAndSubmit,
} from '../steps/developer.ts'
import { look } from '../steps/look.ts'
import { latestMail, linkIn, mailAfter, mailSaying } from '../steps/mail.ts'
import { approve, claim, openFromQueue, writeMessage } from '../steps/reviewer.ts'
import { signInDeveloper, signInStaff } from '../steps/sign-in.ts'
import { expect, settings, test } from '../steps/story.ts'

const portal = settings.portal.url
const WHY = '<script>alert(1)</script> =1+1: we sold the app.'

/** From nothing to an approved app that proves itself by keys. @returns the address of its production client */
async function approvedClient(dana: Page, riley: Page, company: Company): Promise<string> {
  await registerApp(dana, company)
  const jwksUri = `https://${company.domain}/jwks.json`
  const more = { 'smart.client-type': { choice: 'confidential-asymmetric', jwksUri } }
  await fillQuestionnaire(dana, company, { more })
  await signAndSubmit(dana)
  await openFromQueue(riley, company.app)
  await claim(riley)
  await writeMessage(riley, 'Please accept the terms of service, then we decide.')
  await mailSaying(company.email, /Please accept the terms of\s+service/)
  await acceptTerms(dana)
  await approve(riley, 'Everything required is in place.')
  await dana.goto(`${portal}/developer`)
  await dana.getByRole('table').getByRole('link', { name: company.app }).click()
  await dana.getByRole('table', { name: 'Clients' }).getByRole('link', { name: company.app }).click()
  await expect(dana.getByRole('heading', { name: 'Client id', exact: true })).toBeVisible()
  return dana.url()
}

const offerForm = (page: Page) => page.getByRole('form', { name: 'Hand the app over' })

async function offers(page: Page, client: string, email: string, why = 'Back again.'): Promise<void> {
  await page.goto(`${client}/changes`)
  await offerForm(page).getByLabel('Email address of an owner there').fill(email)
  await offerForm(page).getByLabel('Why').fill(why)
  await offerForm(page).getByRole('button', { name: 'Offer the app' }).click()
}

/** What is wrong stands beside its field, and nothing typed is lost. */
async function offersWithFaults(dana: Page, client: string, company: Company): Promise<void> {
  await offers(dana, client, 'nobody', WHY)
  await expect(offerForm(dana).getByRole('alert')).toBeVisible()
  await expect(offerForm(dana).getByLabel('Why')).toHaveValue(WHY)
  await look(dana, 'transfer-offer-error')
  await offers(dana, client, company.email, WHY)
  await expect(offerForm(dana).getByRole('alert')).toContainText('of the other organization')
}

/** In two tabs, without JavaScript: nothing chosen, then yes, and the other tab reads that it comes too late. */
async function takes(mika: Page, offer: string, app: string): Promise<void> {
  const main = mika.getByRole('main')
  await mika.goto(`${portal}/developer`)
  await mika.getByRole('link', { name: 'Read the offer and answer it' }).click()
  await expect(mika).toHaveURL(offer)
  await expect(main).toContainText(WHY)
  await mika.getByRole('button', { name: 'Send the answer' }).click()
  await expect(main.getByRole('alert')).toContainText('Choose whether you take it')
  await look(mika, 'transfer-answer-error')
  const tab = await mika.context().newPage()
  await tab.goto(offer)
  for (const page of [mika, tab]) {
    await page.getByLabel(/^Yes/).check()
    await page.getByRole('button', { name: 'Send the answer' }).click()
  }
  await expect(tab.getByRole('main').getByRole('alert')).toContainText('has said yes to this offer already')
  await tab.close()
  await expect(main).toContainText('You said yes')
  await expect(main.getByRole('heading', { name: new RegExp(`${app} comes from`) })).toBeVisible()
  await look(mika, 'developer-home-coming')
}

/** Not before the terms are accepted; then with a public reason. */
async function decides(riley: Page, mika: Page, app: string, from: Company, to: Company): Promise<void> {
  await riley.goto(`${portal}/staff/changes`)
  await riley.getByRole('table').getByRole('link', { name: app }).click()
  const main = riley.getByRole('main')
  await expect(main).toContainText('has not accepted the current terms')
  await expect(main).toContainText(WHY)
  await look(riley, 'staff-change-owner')
  await acceptTerms(mika)
  await riley.reload()
  await riley.getByLabel('Approve', { exact: false }).first().check()
  await riley.getByLabel('Reason for both organizations').fill('Both of you agree.')
  await riley.getByRole('button', { name: 'Decide' }).click()
  await expect(main).toContainText('Approved.')
  await look(riley, 'staff-change-owner-approved')
  await latestMail(from.email, new RegExp(`${app} belongs to ${to.name} now`))
  await latestMail(to.email, new RegExp(`${app} belongs to your organization now`))
}

/** The new owner is told what keeps members out, and gives keys of its own, under the client id of before. */
async function goesOn(mika: Page, client: string, from: Company): Promise<void> {
  const main = mika.getByRole('main')
  const clientId = client.split('/').at(-1) ?? ''
  await mika.goto(`${portal}/developer`)
  await expect(main.getByRole('table')).toContainText('Members cannot connect yet')
  await look(mika, 'developer-home-taken-over')
  await main.getByRole('link', { name: 'Members cannot connect yet: answer for this app' }).click()
  await expect(main.getByRole('heading', { name: 'Members cannot connect yet: answer for this app' })).toBeVisible()
  const history = main.getByRole('list', { name: 'What happened' })
  await expect(history).toContainText('Handed over by')
  await expect(history.getByRole('listitem').filter({ hasText: 'App registered' })).toContainText(from.name)
  await look(mika, 'app-taken-over')
  await mika.goto(`${client}/changes#new-keys`)
  await main
    .getByLabel('Key set', { exact: false })
    .first()
    .fill(publicSet(testKey('moved')))
  await main.getByRole('button', { name: 'Use these keys' }).click()
  await expect(main).toContainText('The keys work from the next call on.')
  await mika.goto(client)
  await expect(main.getByRole('region', { name: 'client id', exact: true })).toContainText(clientId)
  await expect(main.getByRole('link', { name: 'Answer the questionnaire for your organization' })).toBeVisible()
}

/** The company before finds what it signed, and nothing else of the app. */
async function looksBack(dana: Page, app: string, to: Company): Promise<void> {
  const main = dana.getByRole('main')
  await dana.goto(`${portal}/developer`)
  const given = main.getByRole('region', { name: 'Apps you handed over' })
  await expect(given).toContainText(app)
  await expect(given).toContainText(to.name)
  await look(dana, 'developer-home-given-away')
  await given.getByRole('link', { name: new RegExp(`for ${app}`) }).click()
  await expect(main.getByRole('heading', { name: 'You handed this app over' })).toBeVisible()
  await look(dana, 'submission-given-away')
  await main.getByRole('link', { name: 'Apps you handed over' }).click()
  await expect(given).toBeVisible()
}

/** Once no, once taken back; both read what became of it. */
async function comesBack(mika: Page, dana: Page, client: string, from: Company, app: string): Promise<void> {
  const offer = async () =>
    linkIn(await mailAfter(from.email, () => offers(mika, client, from.email), /offers you the app/), '/transfers/')
  const declined = await offer()
  await dana.goto(declined)
  await dana.getByLabel('No', { exact: true }).check()
  await dana.getByRole('button', { name: 'Send the answer' }).click()
  await expect(dana.getByRole('main')).toContainText('You said no')
  await mika.goto(`${client}/changes`)
  await expect(mika.getByRole('main')).toContainText('The other organization said no')
  const withdrawn = await offer()
  await expect(offerForm(mika)).toHaveCount(0)
  await look(mika, 'changes-offered')
  await mika.getByRole('button', { name: 'Take it back' }).click()
  await expect(mika.getByRole('main')).toContainText('Taken back. Nothing was changed.')
  await dana.goto(withdrawn)
  await expect(dana.getByRole('heading', { level: 1 })).toHaveText(`The offer of ${app}`)
  await look(dana, 'transfer-over')
}

test('an app changes hands, and nearly comes back', async ({ openPage, plainPage: mika, faults }) => {
  faults.allow(/status of 404/)
  const [giver, taker, other] = [newCompany('Cedar'), newCompany('Moss'), newCompany('Stray')]
  const [dana, riley, stray] = [await openPage(), await openPage(), await openPage()]
  for (const [page, company] of [
    [dana, giver],
    [mika, taker],
    [stray, other],
  ] as const) {
    await signInDeveloper(page, company.email)
    await createOrganization(page, company)
  }
  await signInStaff(riley, 'Riley Reviewer')
  const client = await approvedClient(dana, riley, giver)
  await offersWithFaults(dana, client, giver)
  const mail = await mailAfter(taker.email, () => offers(dana, client, taker.email, WHY), /offers you the app/)
  const offer = linkIn(mail, '/transfers/')
  await takes(mika, offer, giver.app)
  await decides(riley, mika, giver.app, giver, taker)
  await goesOn(mika, client, giver)
  for (const [page, address] of [
    [stray, offer],
    [stray, client],
    [stray, `${client}/changes`],
    [dana, client],
    [dana, offer],
  ] as const) {
    expect((await page.goto(address))?.status()).toBe(404)
  }
  await looksBack(dana, giver.app, taker)
  await comesBack(mika, dana, client, giver, giver.app)
})
