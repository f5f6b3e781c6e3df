/** What has to be there before anything else can run: a Node that is new enough and the packages of the lock file. */
import { spawnSync } from 'node:child_process'
import { existsSync, statSync, utimesSync } from 'node:fs'
import { patchPackages } from './patches.mjs'

const OLDEST = [20, 19]

/** @param version such as `20.19.4` @returns a sentence when it is too old, else null */
export function nodeFault(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return null
  return `Candor needs Node ${OLDEST.join('.')} or newer, and this is Node ${version}. Install a newer one from https://nodejs.org.`
}

const MARKER = 'node_modules/.package-lock.json'

/** @returns whether node_modules was made after the lock file was last changed */
function installed() {
  return existsSync(MARKER) && statSync(MARKER).mtimeMs >= statSync('package-lock.json').mtimeMs
}

/** Runs `npm ci` when node_modules is missing or older than the lock file. @returns false when that failed */
export function installWhenNeeded() {
  if (!installed() && !install()) return false
  patchPackages()
  return true
}

function install() {
  console.log('Installing packages (npm ci); this takes a minute or so the first time.')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const result = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (result.status !== 0) return false
  const now = new Date()
  if (existsSync(MARKER)) utimesSync(MARKER, now, now)
  return true
}
