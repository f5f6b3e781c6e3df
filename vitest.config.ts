/** Unit and service tests. Stories in Chromium run under Playwright (playwright.config.ts). */
import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { RunReport } from './tests/support/run-report.ts'

export default defineConfig({
  resolve: { alias: { '@': import.meta.dirname } },
  test: {
    include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
    // These start all of Candor or need the machine to themselves: vitest.whole.config.ts and playwright.config.ts.
    exclude: ['tests/e2e/**', 'tests/scripts/**', 'tests/crash/**', 'tests/bench/**', 'node_modules/**'],
    globalSetup: ['tests/support/cluster.ts'],
    reporters: ['default', new RunReport('artifacts/vitest.json')],
    testTimeout: 90_000,
    hookTimeout: 120_000,
    // A slow machine takes its time; what is there at once does not wait for this.
    expect: { poll: { timeout: 45_000, interval: 50 } },
    // Loading the modules anew for each file takes longer than most files. Nothing here keeps state between tests but the database.
    isolate: false,
    // By itself it leaves one core free, which is half of a small machine.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Tests of one file that run at the same time start processes of their own; two cores take no more.
    maxConcurrency: 2,
  },
})
