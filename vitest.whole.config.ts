/** Tests that start all of Candor as a newcomer does, one after another. They need the production build. */
import { defineConfig } from 'vitest/config'
import { RunReport } from './tests/support/run-report.ts'

export default defineConfig({
  test: {
    include: ['tests/scripts/**/*.test.ts', 'tests/crash/**/*.test.ts', 'tests/bench/**/*.test.ts'],
    fileParallelism: false,
    reporters: ['default', new RunReport('artifacts/vitest-whole.json')],
    testTimeout: 420_000,
    hookTimeout: 420_000,
    expect: { poll: { timeout: 120_000, interval: 100 } },
  },
})
