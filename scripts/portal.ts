/**
 * Operator commands: `npm run --silent portal -- <command>`. Answers go to standard output and nothing else does; what
 * is wrong with a command is said on standard error, with exit code 2. Exit code 1 means the answer is bad news.
 * Each command loads what it needs and no more, so that an answer takes no longer than it must.
 */
import { firstContactDue } from '../lib/domain/calendar.ts'
import { ladderDates } from '../lib/domain/ladder.ts'
import { readSettings, SettingsFault } from '../lib/platform/env.ts'

export type Output = { out: (line: string) => void; err: (line: string) => void }

type Command = { usage: string; about: string; run: (args: string[], output: Output) => Promise<number> | number }

/** RFC 3339, to the second, in UTC. */
const inUtc = (at: Date) => at.toISOString().replace(/\.\d{3}Z$/, 'Z')

const RFC_3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/

/** @returns the instant, or null for anything that is not RFC 3339 (section 5.6), impossible dates included */
export function parseInstant(text: string): Date | null {
  const match = RFC_3339.exec(text)
  if (!match) return null
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const date = new Date(Date.UTC(year, month - 1, day))
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || hour > 23 || minute > 59 || second > 60)
    return null
  const offset = match[8] ?? 'Z'
  if (/^[+-]/.test(offset) && (Number(offset.slice(1, 3)) > 23 || Number(offset.slice(4)) > 59)) return null
  // A leap second is the second before midnight for a clock that has none.
  const at = new Date(text.toUpperCase().replace(/:60(?=[.Z+-])/, ':59'))
  return Number.isNaN(at.getTime()) ? null : at
}

function instantOf(args: string[], output: Output): Date | null {
  const at = args.length === 1 ? parseInstant(args[0] ?? '') : null
  if (!at) output.err('Give one instant as RFC 3339, like 2026-11-23T15:00:00Z or 2026-11-23T09:00:00-06:00.')
  return at
}

const database = () => import('./portal-database.ts')

const COMMANDS: Record<string, Command> = {
  due: {
    usage: 'due <instant>',
    about: 'when first contact is due for a submission at that instant, in UTC',
    async run(args, output) {
      const at = instantOf(args, output)
      if (!at) return 2
      const { serviceSettings } = await import('../lib/platform/context.ts')
      output.out(inUtc(firstContactDue(at, serviceSettings(readSettings()).calendar)))
      return 0
    },
  },
  ladder: {
    usage: 'ladder <instant>',
    about: 'the steps of the inactivity ladder after that last activity, as JSON in UTC',
    run(args, output) {
      const at = instantOf(args, output)
      if (!at) return 2
      const dates = ladderDates(at, readSettings().ladder)
      output.out(JSON.stringify(Object.fromEntries(Object.entries(dates).map(([step, date]) => [step, inUtc(date)]))))
      return 0
    },
  },
  inactivity: {
    usage: 'inactivity --as-of <instant> --dry-run',
    about: 'lists who would get what of the inactivity ladder by that instant; changes nothing',
    async run(args, output) {
      const { inactivityArguments, inactivityCommand } = await import('./portal-inactivity.ts')
      const given = inactivityArguments(args)
      const asOf = given && (given.asOf === null ? new Date() : parseInstant(given.asOf))
      if (asOf) return (await database()).withDatabase((ctx) => inactivityCommand(ctx, asOf, output.out))
      output.err('Only looking ahead is possible here: inactivity --as-of 2027-01-31T15:00:00Z --dry-run')
      return 2
    },
  },
  label: {
    usage: 'label <answers.json> --lang en|es',
    about: 'the label that members would read for these answers, as JSON',
    run: async (args, output) => (await import('./portal-label.ts')).labelCommand(args, output),
  },
  schema: {
    usage: 'schema answers|label',
    about: 'the JSON Schema of the answers file or of the label',
    run: async (args, output) => (await import('./portal-label.ts')).schemaCommand(args, output),
  },
  audit: {
    usage: 'audit verify',
    about: 'checks both audit chains and names the first bad row',
    async run(args, output) {
      if (args.join(' ') === 'verify') return (await import('./portal-audit.ts')).auditCommand(output.out)
      output.err('Say what to do with the audit: audit verify')
      return 2
    },
  },
  mail: {
    usage: 'mail',
    about: 'lists mails that failed or are late, and counts those that may have been sent twice',
    async run(args, output) {
      const { mailCommand } = await import('./portal-mail.ts')
      if (args.length === 0) return (await database()).withDatabase((ctx) => mailCommand(ctx, output.out))
      output.err('This command takes nothing more: mail')
      return 2
    },
  },
  key: {
    usage: 'key activity|signal|rating|mail',
    about: 'the key by which whoever sends that in signs it; a secret',
    run: async (args, output) => (await import('./portal-key.ts')).keyCommand(args, output),
  },
  drift: {
    usage: 'drift [their-clients.json]',
    about: 'the payer’s own authorization server against ours, as JSON; the file is its own list of clients',
    async run(args, output) {
      const { driftCommand } = await import('./portal-drift.ts')
      if (args.length <= 1) return (await database()).withDatabase((ctx) => driftCommand(ctx, args[0], output.out))
      output.err('This command takes at most one file: drift their-clients.json')
      return 2
    },
  },
  help: {
    usage: 'help',
    about: 'lists the commands',
    run(_args, output) {
      output.out('npm run --silent portal -- <command>\n')
      const width = Math.max(...Object.values(COMMANDS).map(({ usage }) => usage.length))
      for (const { usage, about } of Object.values(COMMANDS)) output.out(`  ${usage.padEnd(width)}  ${about}`)
      return 0
    },
  },
}

/** Runs one command. @returns the exit code */
export async function portal(args: string[], output: Output): Promise<number> {
  const [name = 'help', ...rest] = args
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (!command) {
    output.err(`There is no command "${name.slice(0, 60)}". These are: ${Object.keys(COMMANDS).join(', ')}.`)
    return 2
  }
  try {
    return await command.run(rest, output)
  } catch (error) {
    if (error instanceof SettingsFault) output.err(error.message)
    else output.err(`The command did not work: ${error instanceof Error ? error.message : 'unknown reason'}`)
    return 2
  }
}

if (process.argv[1]?.endsWith('portal.ts')) {
  // Whoever reads only the first lines (`| head`) is no fault of the command.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 2))
  process.exitCode = await portal(process.argv.slice(2), {
    out: (line) => void process.stdout.write(`${line}\n`),
    err: (line) => void process.stderr.write(`${line}\n`),
  })
}
