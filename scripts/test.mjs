/**
 * `npm test`: installs what is missing, then runs every check in order and ends with one line `N passed, N failed`.
 * Each step is counted as one check; the steps that run tests add their own counts.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs'

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
const bin = (name) => `node_modules/.bin/${name}`
let passed = 0
let failed = 0

function run(title, command, args, env = {}) {
  console.log(`\n== ${title}`)
  const result = spawnSync(command, args, {
    stdio: 'inherit',
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...env },
  })
  return result.status === 0
}

function check(title, command, args, env) {
  if (run(title, command, args, env)) passed += 1
  else failed += 1
}

function installWhenNeeded() {
  const marker = 'node_modules/.package-lock.json'
  const fresh = existsSync(marker) && statSync(marker).mtimeMs >= statSync('package-lock.json').mtimeMs - 1000
  if (fresh) return
  if (!run('install', npm, ['ci', '--no-audit', '--no-fund'])) {
    console.log('0 passed, 1 failed')
    process.exit(1)
  }
}

function countVitest(ok) {
  try {
    const report = JSON.parse(readFileSync('artifacts/vitest.json', 'utf8'))
    passed += report.numPassedTests
    failed += report.numFailedTests
    if (!ok && report.numFailedTests === 0) failed += 1
  } catch {
    failed += 1
  }
}

installWhenNeeded()
mkdirSync('artifacts', { recursive: true })
check('lint and format', bin('biome'), ['check', '.'])
check('types', bin('tsc'), ['--noEmit'])
countVitest(run('domain, services, architecture', bin('vitest'), ['run']))
console.log(`\n${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
