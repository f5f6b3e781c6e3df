/** Tests that start all of Candor as a newcomer does, one after another. They need the production build. */
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/scripts/**/*.test.ts', 'tests/crash/**/*.test.ts', 'tests/bench/**/*.test.ts'],
    fileParallelism: false,
    reporters: ['default', 'json'],
    outputFile: { json: 'artifacts/vitest-whole.json' },
    testTimeout: 420_000,
    hookTimeout: 420_000,
    expect: { poll: { timeout: 120_000, interval: 100 } },
  },
})
