/** People and apps of the example world, by the names under which everybody who starts Candor meets them. */
import type { Page } from '@playwright/test'
import { COMPANIES, type CompanyId } from '../../../sandbox/world/companies.ts'
import { expect, settings } from './story.ts'

/** The address of the person who signed a company up. */
export const ownerOf = (company: CompanyId): string => COMPANIES[company].owner.email

/** From the staff's list of clients to the production client of an app. @returns its client id */
export async function openClient(page: Page, app: string): Promise<string> {
  await page.goto(`${settings.portal.url}/staff/clients?q=${encodeURIComponent(app)}`)
  await page.getByRole('table').getByRole('link', { name: app, exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: app })).toBeVisible()
  return new URL(page.url()).pathname.split('/').at(-1) ?? ''
}

/** In the demo app: begins the launch of one of its apps; ends on whatever page the authorization server shows. */
export async function connectDemoApp(page: Page, app: string): Promise<void> {
  await page.goto(`http://localhost:${settings.demoAppPort}/`)
  await page.getByRole('button', { name: `Connect ${app} to` }).click()
}

/** The demo app is none of Candor's own pages: it is called back on 127.0.0.1, as a native app is. */
export const DEMO_APP = new RegExp(`^foreign origin: GET http://127\\.0\\.0\\.1:${settings.demoAppPort}/`)
