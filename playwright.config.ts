/**
 * The stories in Chromium, against everything that `npm start` starts, on ports and a data folder of their own.
 * With STORIES_SERVER=running they go against a Candor that runs already (its settings in the environment).
 */
import { defineConfig } from '@playwright/test'
import { findBrowser } from './scripts/browser.mjs'

const running = process.env.STORIES_SERVER === 'running'

/** Settings of the Candor under test; the stories read them back with `readSettings()`. */
const settings: Record<string, string> = {
  PORT: '24000',
  AUTHSERVER_PORT: '24001',
  SANDBOX_AUTHSERVER_PORT: '24002',
  IDP_PORT: '24003',
  FHIR_PORT: '24004',
  MAIL_PORT: '24005',
  SMTP_PORT: '24006',
  DEMO_APP_PORT: '24007',
  DATA_DIR: 'artifacts/stories-data',
  // A developer's server of a story is on this machine.
  OUTBOUND_LOOPBACK: 'yes',
}
if (!running) Object.assign(process.env, settings)

/** Chromium refuses its own sandbox as root, and the rest keeps it from calling home. */
const args = [
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

/**
 * Stories whose people, companies and apps nobody else has, and which read nothing of the example world. A new story
 * belongs to the others until that is sure: those may change anything that one after another allows.
 */
const NEWCOMERS =
  /\/(headers|lifecycle|main-job|provisioned|public|questionnaire-plain|sign-in|transfer|webhooks)\.spec\.ts$/

export default defineConfig({
  testDir: 'tests/e2e/stories',
  outputDir: 'artifacts/stories',
  forbidOnly: true,
  // One for each project below.
  workers: 2,
  retries: 0,
  timeout: 600_000,
  expect: { timeout: 30_000 },
  reporter: [['list'], ['json', { outputFile: 'artifacts/stories.json' }]],
  use: {
    baseURL: `http://localhost:${process.env.PORT ?? '3000'}`,
    actionTimeout: 60_000,
    navigationTimeout: 60_000,
    screenshot: 'only-on-failure',
    // Without pictures of every step: those of a walk with the Tab key would take longer than the walk.
    trace: { mode: 'retain-on-failure', snapshots: false, screenshots: false },
    timezoneId: 'America/Chicago',
    locale: 'en-US',
    launchOptions: { executablePath: await findBrowser(), args },
  },
  // Two rows of stories at the same time, one story after another in each: half of a browser's time is waiting for the
  // portal and the other way round. The newcomers never meet what the others change.
  projects: [
    { name: 'example world', testIgnore: NEWCOMERS, workers: 1, use: { browserName: 'chromium' } },
    { name: 'newcomers', testMatch: NEWCOMERS, workers: 1, use: { browserName: 'chromium' } },
  ],
  webServer: running
    ? undefined
    : {
        command: 'node tests/support/fresh-start.mjs',
        env: settings,
        wait: { stdout: /^ready: /m },
        timeout: 300_000,
        stdout: process.env.STORIES_LOG ? 'pipe' : 'ignore',
        stderr: 'pipe',
        gracefulShutdown: { signal: 'SIGTERM', timeout: 30_000 },
      },
})
