/** The portal's production build, made again only when something it is made of has changed. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { eachLine } from './launch-children.ts'

/** Everything that can change what the build makes. */
const SOURCES = [
  'app',
  'components',
  'lib',
  'db',
  'emails',
  'public',
  'proxy.ts',
  'instrumentation.ts',
  'next.config.mjs',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
  'scripts/patches.mjs',
]

const STAMP = '.next/candor-build'

function filesBelow(path: string): string[] {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)))
}

/** @returns a digest of the sources by name and content, and of the Node that builds them */
function sourcesDigest(): string {
  const hash = createHash('sha256').update(process.versions.node)
  for (const file of SOURCES.flatMap(filesBelow)) hash.update(`\0${file}\0`).update(readFileSync(file))
  return hash.digest('hex')
}

export function buildIsCurrent(): boolean {
  if (!existsSync(STAMP) || !existsSync('.next/BUILD_ID')) return false
  return readFileSync(STAMP, 'utf8') === sourcesDigest()
}

/** @param say gets each line the build prints @returns whether the build worked */
export async function build(say: (line: string) => void): Promise<boolean> {
  const digest = sourcesDigest()
  const child = spawn(process.execPath, [resolve('node_modules/next/dist/bin/next'), 'build'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      NO_COLOR: '1',
      FORCE_COLOR: undefined,
    },
  })
  eachLine(child.stdout, say)
  eachLine(child.stderr, say)
  const code = await new Promise<number | null>((done) => child.once('close', done))
  if (code !== 0) return false
  writeFileSync(STAMP, digest)
  return true
}

if (process.argv[1]?.endsWith('build.ts')) {
  if (buildIsCurrent()) console.log('The build is current.')
  else process.exitCode = (await build(console.log)) ? 0 : 1
}
