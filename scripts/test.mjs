/**
 * `npm test`: installs what is missing, finds a browser, then runs every check in order and ends with one line
 * `N passed, N failed`. A step that runs tests adds their counts; any other step counts as one.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { installWhenNeeded, nodeFault } from './install.mjs'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))

const total = { passed: 0, failed: 0 }
const troubles = []
/** Each fault again at the end, where the last lines of a long log are read. */
const faults = []

function finish() {
  for (const fault of faults) console.log(`\n${fault}`)
  if (troubles.length > 0) console.log(`\nNot well: ${troubles.join('; ')}`)
  console.log(`\n${total.passed} passed, ${total.failed} failed`)
  process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1)
}

function add(title, passed, failed) {
  total.passed += passed
  total.failed += failed
  if (failed > 0) troubles.push(failed === 1 ? title : `${title} (${failed})`)
}

/** Runs one of our tools with Node itself, which works the same on every system. @returns whether it went well */
function run(title, args) {
  console.log(`\n== ${title}`)
  const began = Date.now()
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1' }
  if (!process.stdout.isTTY) {
    env.NO_COLOR = '1'
    delete env.FORCE_COLOR
  }
  const result = spawnSync(process.execPath, args, { stdio: 'inherit', env })
  console.log(`-- ${title}: ${result.status === 0 ? 'ok' : 'not ok'}, ${Math.round((Date.now() - began) / 1000)} s`)
  return result.status === 0
}

function check(title, args) {
  const ok = run(title, args)
  add(title, ok ? 1 : 0, ok ? 0 : 1)
  return ok
}

/** Runs a test runner and adds what its report counts; a run that broke off counts as one failure at least. */
function tests(title, args, report, counts) {
  rmSync(report, { force: true })
  const ok = run(title, args)
  try {
    const found = counts(JSON.parse(readFileSync(report, 'utf8')))
    add(title, found.passed, found.failed === 0 && !ok ? 1 : found.failed)
    faults.push(...found.faults)
  } catch {
    add(`${title} left no report`, 0, 1)
  }
}

/** The report of tests/support/run-report.ts is what is needed already; Playwright's is a tree of files and titles. */
const vitestCounts = (report) => report
const storyCounts = ({ stats, suites, errors }) => ({
  passed: stats.expected,
  failed: stats.unexpected + stats.flaky,
  faults: [...suites.flatMap(storyFaults), ...errors.map(({ message }) => `outside every story\n${message}`)],
})

function storyFaults({ file, specs = [], suites = [] }) {
  const told = ({ title, tests }) =>
    `${file} > ${title}\n${tests.flatMap(({ results }) => results.map(({ error }) => error?.message ?? ''))[0]}`
  return [...specs.filter(({ ok }) => !ok).map(told), ...suites.flatMap(storyFaults)]
}

const vitest = 'node_modules/vitest/vitest.mjs'

function filesBelow(folder, ending) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true }).filter((name) => String(name).endsWith(ending))
}

/** A step without files is no failure, but it is said. */
function whenThere(title, folders, ending, step) {
  if (folders.some((folder) => filesBelow(folder, ending).length > 0)) step(title)
  else console.log(`\n== ${title}: there are none yet`)
}

const fault = nodeFault(process.versions.node)
if (fault) console.error(fault)
if (fault || !installWhenNeeded()) {
  add('install', 0, 1)
  finish()
}
mkdirSync('artifacts', { recursive: true })

check('lint and format', ['node_modules/@biomejs/biome/bin/biome', 'check', '.'])
const built = check('production build', ['--import=tsx', 'scripts/build.ts'])
check('types', ['node_modules/typescript/bin/tsc', '--noEmit'])
tests('domain, services, architecture', [vitest, 'run'], 'artifacts/vitest.json', vitestCounts)

if (built) {
  whenThere('start and crash', ['tests/scripts', 'tests/crash'], '.test.ts', (title) =>
    tests(title, [vitest, 'run', '--config', 'vitest.whole.config.ts'], 'artifacts/vitest-whole.json', vitestCounts),
  )
  whenThere('stories in Chromium', ['tests/e2e/stories'], '.spec.ts', (title) =>
    tests(title, ['node_modules/@playwright/test/cli.js', 'test'], 'artifacts/stories.json', storyCounts),
  )
} else {
  add('start, crash and stories need the build', 0, 1)
}
finish()
