/**
 * The driver's side of the story: what each person meant to do, written down before the request, and what they were told,
 * written down when the answer came. The driver is never killed, so this is the truth that the database is held against.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** A try; `answer` is the head of the answer to the post itself, null when the connection broke before it came. */
export type Post = { at: string; answer: { status: number; location: string | null } | null }

/**
 * `answered`: a 303 came. `seen`: no answer came, and the page showed that it had happened; `settled`: the same, and it
 * may have been somebody else's doing. `refused`: somebody else was faster, and the answer said so. `open`: not known yet.
 */
export type End = 'open' | 'answered' | 'seen' | 'settled' | 'refused'

/** One thing that somebody wants to happen exactly once. */
export type Intent = { key: string; person: string; posts: Post[]; end: End }

/** What an effect in the database is called here; the checker makes the same names from the rows. */
export const KEYS = {
  submit: (submissionId: string) => `submit ${submissionId}`,
  terms: (organizationId: string) => `accept terms ${organizationId}`,
  message: (text: string) => `message ${text}`,
  reply: (text: string) => `reply ${text}`,
  decide: (submissionId: string, staffId: string) => `decide ${submissionId} ${staffId}`,
}

export class Ledger {
  readonly intents = new Map<string, Intent>()
  private readonly posted: () => void

  /** @param posted told of each post, just before it goes out */
  constructor(posted: () => void) {
    this.posted = posted
  }

  intend(key: string, person: string): Intent {
    if (this.intents.has(key)) throw new Error(`meant twice: ${key}`)
    const intent: Intent = { key, person, posts: [], end: 'open' }
    this.intents.set(key, intent)
    return intent
  }

  /** @returns where the answer is to be noted */
  post(intent: Intent): Post {
    const post: Post = { at: new Date().toISOString(), answer: null }
    intent.posts.push(post)
    this.posted()
    return post
  }

  list = (): Intent[] => [...this.intents.values()]

  /** For whoever looks into a failed run. */
  write(file: string): void {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(
      file,
      `${this.list()
        .map((intent) => JSON.stringify(intent))
        .join('\n')}\n`,
    )
  }
}
