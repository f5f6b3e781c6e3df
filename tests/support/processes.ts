/** Which programs a program started, as the operating system knows them. */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

type Pair = { pid: number; parent: number }

/** Linux tells it in files; a small installation of it has no `ps`. */
function linuxPairs(): Pair[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        // "pid (name of the program) state parent …"
        const [, parent] = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
        return [{ pid: Number(name), parent: Number(parent) }]
      } catch {
        return []
      }
    })
}

function otherPairs(): Pair[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
  return [...table.matchAll(/^ *(\d+) +(\d+) *$/gm)].map(([, pid, parent]) => ({
    pid: Number(pid),
    parent: Number(parent),
  }))
}

/** @returns process ids of the programs that a program started, and of those that these started */
export function descendants(pid: number): number[] {
  const pairs = process.platform === 'linux' ? linuxPairs() : otherPairs()
  const below = (above: number): number[] =>
    pairs.filter(({ parent }) => parent === above).flatMap((one) => [one.pid, ...below(one.pid)])
  return below(pid)
}
