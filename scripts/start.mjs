/**
 * `npm start` and `npm run dev`, from a fresh clone on: checks Node, installs what the lock file says when needed, then
 * hands over to launch.ts. Plain JavaScript, because nothing is installed yet when it runs.
 */
import { fileURLToPath } from 'node:url'
import { installWhenNeeded, nodeFault } from './install.mjs'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))

const fault = nodeFault(process.versions.node)
if (fault) {
  console.error(fault)
  process.exit(1)
}
if (!installWhenNeeded()) {
  console.error('The packages could not be installed; the lines above say why. Nothing was started.')
  process.exit(1)
}

const { register } = await import('tsx/esm/api')
register()
const { launch } = await import('./launch.ts')
await launch({ dev: process.argv.includes('--dev') })
