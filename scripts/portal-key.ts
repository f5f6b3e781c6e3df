/** The key by which others sign what they send in: for whoever sets up the gateway, the SIEM or the mail system. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readSettings, type Settings } from '../lib/platform/env.ts'

const INTAKES = ['activity', 'signal', 'rating', 'mail'] as const satisfies readonly (keyof Settings['intake'])[]

/** The settings as the running installation has them: its kept secret decides about the keys that nobody gave. */
function installationSettings(env: Record<string, string | undefined>): Settings {
  const given = readSettings(env)
  const file = join(given.dataDir, 'secret')
  return env.SECRET || !existsSync(file) ? given : readSettings({ ...env, SECRET: readFileSync(file, 'utf8').trim() })
}

/** Prints the newest key. @returns 0, or 2 when the command is not written right */
export function keyCommand(
  args: readonly string[],
  output: { out: (line: string) => void; err: (line: string) => void },
  env: Record<string, string | undefined> = process.env,
): number {
  const intake = INTAKES.find((name) => args.length === 1 && name === args[0])
  if (!intake) {
    output.err(`Say for which intake: ${INTAKES.map((name) => `key ${name}`).join(', ')}.`)
    return 2
  }
  output.out(installationSettings(env).intake[intake][0] ?? '')
  return 0
}
