/** Reads a posted form: from one of our own pages, small, and as plain pairs of text. */
import type Koa from 'koa'
import { fromOurPage } from './web.ts'

/** The largest form of the member's pages has some 300 bytes. */
const MAX_BYTES = 16 * 1024

/** A refusal with an HTTP status. `code` is one of the error page's sentences. */
export class FormFault extends Error {
  readonly status: number
  readonly code: 'error.origin' | 'error.other'
  constructor(status: number, code: FormFault['code']) {
    super(code)
    this.status = status
    this.code = code
  }
}

/** @param ownOrigin the public origin of this server. Refuses other origins (403), other types (415) and too much (413). */
export async function readForm(ctx: Koa.Context, ownOrigin: string): Promise<URLSearchParams> {
  if (!fromOurPage(ctx, ownOrigin)) throw new FormFault(403, 'error.origin')
  if (!ctx.is('application/x-www-form-urlencoded')) throw new FormFault(415, 'error.other')
  return new URLSearchParams(await readBody(ctx, MAX_BYTES))
}

/** The body as text; refuses more than `most` bytes (413), if possible before reading any. */
export async function readBody(ctx: Koa.Context, most: number): Promise<string> {
  const bytes = await readBytes(ctx, most)
  if (!bytes) throw new FormFault(413, 'error.other')
  return bytes.toString('utf8')
}

/** The body; null when it has more than `most` bytes, if possible before reading any. */
export async function readBytes(ctx: Koa.Context, most: number): Promise<Buffer | null> {
  if (Number(ctx.get('content-length') || 0) > most) return null
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of ctx.req as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > most) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
