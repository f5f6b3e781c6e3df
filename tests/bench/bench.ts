/** Measures consent page and attestation beside their limits and the npm peers, interleaved in one run, and judges the ratios. */
import { freePort } from '../../sandbox/postgres.ts'
import { interleaved, load, type Target } from './measure.ts'
import { answering, hydraAdmin, startHydraConsent, startProviderPage } from './peers.ts'
import { startProduct } from './product.ts'

export type Ratio = {
  what: string
  beside: string
  ratio: number /** null: shown, not judged. */
  target: number | null
}
export type Outcome = { costs: Map<string, number>; ratios: Ratio[] }

export type BenchOptions = { rounds: number; count: number }

/** What the product must not cost more than, as parts of what stands beside it. */
const TARGETS: readonly [what: string, beside: string, target: number | null][] = [
  ['consent page', 'hydra consent', 1 / 3],
  ['consent page', 'oidc-provider page', null],
  ['consent page', 'consent page, limit', 2],
  ['attestation', 'hydra consent', 1 / 5],
  ['attestation', 'attestation, limit', 2],
]

export async function bench({ rounds, count }: BenchOptions): Promise<Outcome> {
  const stops: (() => Promise<void> | void)[] = []
  try {
    const product = await startProduct(stops)
    const peers = await startPeers(stops)
    const targets = [...Object.values(product), ...peers]
    // The just-in-time compiler needs some thousands of requests before a program costs what it will cost.
    for (const target of targets) await load(target, Math.max(count, 1000))
    const costs = await interleaved(targets, rounds, count)
    const ratios = TARGETS.map(([what, beside, target]) => {
      const ratio = (costs.get(what) ?? Number.NaN) / (costs.get(beside) ?? Number.NaN)
      return { what, beside, ratio, target }
    })
    return { costs, ratios }
  } finally {
    for (const stop of stops.toReversed()) await stop()
  }
}

async function startPeers(stops: (() => Promise<void> | void)[]): Promise<Target[]> {
  const [port, adminPort, providerPort] = await Promise.all([freePort(), freePort(), freePort()])
  const admin = hydraAdmin(adminPort)
  stops.push(() => void admin.close())
  const hydra = startHydraConsent(port, adminPort)
  stops.push(() => void hydra.child.kill('SIGKILL'))
  const provider = await startProviderPage(providerPort)
  stops.push(() => void provider.child.kill('SIGKILL'))
  await answering(hydra.target.url)
  return [hydra.target, provider.target]
}

/** @returns the outcome as two small tables */
export function tableOf({ costs, ratios }: Outcome): string {
  const width = Math.max(...[...costs.keys()].map((name) => name.length), 20)
  const cost = [...costs].map(([name, value]) => `  ${name.padEnd(width)}  ${value.toFixed(0).padStart(6)} µs of CPU`)
  const wide = Math.max(...ratios.map(({ what, beside }) => `${what} / ${beside}`.length))
  const lines = ratios.map(({ what, beside, ratio, target }) => {
    const line = `  ${`${what} / ${beside}`.padEnd(wide)}  ${ratio.toFixed(2).padStart(5)}`
    if (target === null) return line
    return `${line}  at most ${target.toFixed(2)}  ${ratio <= target ? 'met' : 'missed'}`
  })
  return ['', 'CPU per request', ...cost, '', 'Ratios', ...lines, ''].join('\n')
}

/** @param slack what a target is multiplied with @returns the ratios that are over it */
export function missed({ ratios }: Outcome, slack = 1): Ratio[] {
  return ratios.filter(({ ratio, target }) => target !== null && !(ratio <= target * slack))
}
