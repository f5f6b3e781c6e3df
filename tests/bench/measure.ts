/**
 * Measures what one request costs a server process: CPU microseconds, read from the process itself, never wall-clock
 * time, which tells more about the neighbours than about the program. Only ratios of two measurements of one run count.
 */
import { readFileSync } from 'node:fs'
import http from 'node:http'

export type Target = {
  name: string
  pid: number
  url: string
  headers?: Record<string, string>
  /** What every answer must contain, so that an error page cannot win. */
  expects: string
  status?: number
}

/** CPU ticks (1/100 s) of a process, its threads included. Linux only. */
function cpuTicks(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return Number(fields[11]) + Number(fields[12])
}

function get(agent: http.Agent, target: Target): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = http.get(target.url, { agent, headers: target.headers ?? {} }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        const body = Buffer.concat(chunks).toString('utf8')
        if (response.statusCode !== (target.status ?? 200) || !body.includes(target.expects)) {
          reject(new Error(`${target.name}: unexpected answer ${response.statusCode}: ${body.slice(0, 200)}`))
        } else resolve()
      })
    })
    request.on('error', reject)
  })
}

/** Sends `count` requests over `connections` kept-alive connections. */
export async function load(target: Target, count: number, connections = 16): Promise<void> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections })
  let left = count
  const lane = async () => {
    while (left > 0) {
      left -= 1
      await get(agent, target)
    }
  }
  await Promise.all(Array.from({ length: connections }, lane))
  agent.destroy()
}

/** CPU microseconds a request costs the target's process. */
async function cpuPerRequest(target: Target, count: number): Promise<number> {
  const before = cpuTicks(target.pid)
  await load(target, count)
  return ((cpuTicks(target.pid) - before) * 10_000) / count
}

export const median = (values: number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** Measures all targets in turn, `rounds` times over, and gives each one's median. A slow minute then hits all alike. */
export async function interleaved(targets: Target[], rounds: number, count: number): Promise<Map<string, number>> {
  const samples = new Map<string, number[]>(targets.map((target) => [target.name, []]))
  for (const target of targets) await load(target, count)
  for (let round = 0; round < rounds; round++) {
    for (const target of targets) samples.get(target.name)?.push(await cpuPerRequest(target, count))
  }
  return new Map([...samples].map(([name, values]) => [name, median(values)]))
}
