/** When to kill: not at a time but at a moment of the work, so that a slow machine is hit in the same places. */
import { setTimeout as wait } from 'node:timers/promises'
import { AIMS, type Aim } from './aim.ts'
import type { Chance } from './chance.ts'

/** `backend` is one process of the database that works for the portal; its end makes the whole server recover. */
export const VICTIMS = ['portal', 'worker', 'database', 'backend'] as const
export type Victim = (typeof VICTIMS)[number]

export type Strike = {
  victim: Victim
  /** Counted from the round's beginning: forms posted, or mails that the mail server has read and not yet confirmed. */
  on: 'post' | 'mail'
  after: number
  /** Milliseconds from that moment on, and then what to wait for. */
  delay: number
  aim: Aim
}

/** What a round certainly reaches: posts and mails of its cases, with room for cases that decide early. */
export type Reach = Record<Strike['on'], number>

/** @param round from 0 on; four rounds in a row make each victim the first one once */
export function strikesOf(round: number, chance: Chance, reach: Reach): Strike[] {
  const first = VICTIMS[round % VICTIMS.length] ?? 'portal'
  const more = Array.from({ length: chance.below(3) }, () => chance.pick(VICTIMS))
  return [first, ...more].map((victim) => {
    const on = victim === 'worker' && chance.below(4) > 0 ? 'mail' : 'post'
    const aim = on === 'mail' ? 'blind' : chance.pick(AIMS)
    return { victim, on, after: 1 + chance.below(reach[on]), delay: chance.below(80), aim }
  })
}

export const strikeText = ({ victim, on, after, delay, aim }: Strike): string =>
  `${victim} at ${on} ${after} + ${delay} ms${aim === 'blind' ? '' : `, ${aim}`}`

/** Counts what happens in a round and strikes when a strike's moment has come. */
export class Strikes {
  readonly done: Promise<void>[] = []
  private readonly counts = { post: 0, mail: 0 }
  private readonly open: Set<Strike>
  private readonly kill: (strike: Strike) => Promise<void>

  constructor(strikes: readonly Strike[], kill: (strike: Strike) => Promise<void>) {
    this.open = new Set(strikes)
    this.kill = kill
  }

  happened(what: Strike['on']): void {
    this.counts[what] += 1
    for (const strike of this.open) {
      if (strike.on !== what || strike.after > this.counts[what]) continue
      this.open.delete(strike)
      this.done.push(wait(strike.delay).then(() => this.kill(strike)))
    }
  }

  /** Strikes whose moment never came. */
  get missed(): Strike[] {
    return [...this.open]
  }
}
