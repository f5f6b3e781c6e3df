/** What has to be there before anything else can run: a Node that is new enough and the packages of the lock file. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { patchPackages } from './patches.mjs'

const OLDEST = [20, 19]

/** @param version such as `20.19.4` @returns a sentence when it is too old, else null */
export function nodeFault(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return null
  return `Candor needs Node ${OLDEST.join('.')} or newer, and this is Node ${version}. Install a newer one from https://nodejs.org.`
}

const MARKER = 'node_modules/.package-lock.json'
/** Digest of the lock file that our own install was made from. */
const STAMP = 'node_modules/.candor-lock'

const lockDigest = () => createHash('sha256').update(readFileSync('package-lock.json')).digest('hex')

/** @returns whether node_modules is what the lock file says: by our own stamp, else by which of the two is newer */
function installed() {
  if (!existsSync(MARKER)) return false
  if (existsSync(STAMP)) return readFileSync(STAMP, 'utf8') === lockDigest()
  return statSync(MARKER).mtimeMs >= statSync('package-lock.json').mtimeMs
}

/** Runs `npm ci` when node_modules is missing, older than the lock file or repaired otherwise. @returns false when that failed */
export function installWhenNeeded() {
  return (installed() && patched()) || (install() && patched())
}

/** @returns false when a package is not the one that the repairs are for, or another version of Candor repaired it */
function patched() {
  try {
    patchPackages()
    return true
  } catch (fault) {
    console.log(fault.message)
    return false
  }
}

function install() {
  console.log('Installing packages (npm ci); this takes a minute or so the first time.')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const result = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (result.status !== 0) return false
  writeFileSync(STAMP, lockDigest())
  return true
}
