/** A signal of the payer's gateway or SIEM that a client attacks: what may stand in it. */
import { z } from 'zod'
import { ATTACK_CODES } from './attack.ts'
import { Refusal } from './refusal.ts'

/** How far (ms) the sender's clock may be ahead of ours; the signature has the same tolerance. */
const AHEAD = 300_000

export const SIGNAL_BODY_MAX = 16 * 1024

/**
 * A sender quotes what an attacker typed. None of it may keep the signal from being taken: what a database cannot keep,
 * and what would steer a terminal, is left out.
 */
const quoted = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]|\p{Cs}/gu, '')
    .trim()

const signalSchema = z.strictObject({
  /** RFC 6749, appendix A.1. */
  clientId: z.string().regex(/^[\x20-\x7e]{1,200}$/),
  attack: z.enum(ATTACK_CODES),
  /** When it was seen. */
  at: z.iso.datetime({ offset: true }).transform((text) => new Date(text)),
  /** Who saw it, such as the name of a rule. */
  source: z.string().max(200).default('').transform(quoted),
  /** What a person should read: addresses, counts, times. */
  evidence: z.string().max(4000).default('').transform(quoted),
})

export type Signal = z.output<typeof signalSchema>

/**
 * @param now the server's clock
 * @returns the signal; refuses `not_json`, `signal` (details: names of the wrong values, never the values) and `future`
 */
export function parseSignal(text: string, now: Date): Signal {
  const parsed = signalSchema.safeParse(jsonOf(text))
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, code }) => `${path.join('.') || 'body'}: ${code}`)
    throw new Refusal('signal', 'The signal is not right.', { details: { faults } })
  }
  if (parsed.data.at.getTime() > now.getTime() + AHEAD)
    throw new Refusal('future', 'It says that it was seen later than now.')
  return parsed.data
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal('not_json', 'The body is not JSON.')
  }
}
