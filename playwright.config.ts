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

export default defineConfig({
  testDir: 'tests/e2e/stories',
  outputDir: 'artifacts/stories',
  forbidOnly: true,
  workers: 1,
  retries: 0,
  timeout: 300_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: 'artifacts/stories.json' }]],
  use: {
    baseURL: `http://localhost:${process.env.PORT ?? '3000'}`,
    actionTimeout: 20_000,
    navigationTimeout: 30_000,
    screenshot: 'only-on-failure',
    // Without pictures of every step: those of a walk with the Tab key would take longer than the walk.
    trace: { mode: 'retain-on-failure', snapshots: false, screenshots: false },
    timezoneId: 'America/Chicago',
    locale: 'en-US',
    launchOptions: { executablePath: await findBrowser(), args },
  },
  projects: [{ name: 'chromium', use: { browserName: 'chromium' } }],
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
