/**
 * A browser without JavaScript, as much of it as a driver needs: cookies, pages, forms posted as they stand. The example
 * world's members use it, and so do the tests.
 */

export type Page = { status: number; url: string; html: string }

/** A request that got no answer; the driver asks again, as a person would. */
export class NoAnswer extends Error {}

/** The head of an answer, as it arrives: of the post itself, not of the page that it leads to. */
export type Heard = { method: string; status: number; location: string | null }

export type FormClientOptions = {
  cookies?: Record<string, string>
  /** Other origins that a redirect may lead to; one to anywhere else ends the walk, with that address and no page. */
  origins?: readonly string[]
  /** Told of each answer, those that only lead on included. */
  heard?: (answer: Heard) => void
}

export class FormClient {
  readonly base: string
  /** As a browser has them for one host, whatever the port. */
  readonly cookies = new Map<string, string>()
  private readonly origins: ReadonlySet<string>
  private readonly heard: (answer: Heard) => void

  constructor(base: string, { cookies = {}, origins = [], heard = () => {} }: FormClientOptions = {}) {
    this.base = base
    this.heard = heard
    this.origins = new Set([base, ...origins].map((url) => new URL(url).origin))
    for (const [name, value] of Object.entries(cookies)) this.cookies.set(name, value)
  }

  get(path: string): Promise<Page> {
    return this.follow(new URL(path, this.base).href, { method: 'GET' })
  }

  /** Posts the form that holds a button with `label`, with its own fields and `values` on top. */
  async submit(page: Page, label: string, values: Record<string, string>): Promise<Page> {
    const form = formWith(page.html, label)
    if (!form) throw new Error(`${page.url} has no form with a button "${label}" (HTTP ${page.status})`)
    const body = form.multipart ? new FormData() : new URLSearchParams()
    for (const [name, value] of form.fields) if (!(name in values)) body.append(name, value)
    for (const [name, value] of Object.entries(values)) body.append(name, value)
    const target = new URL(form.action || page.url, page.url)
    if (form.post) return this.follow(target.href, { method: 'POST', body })
    target.search = new URLSearchParams([...body].map(([name, value]) => [name, String(value)])).toString()
    return this.follow(target.href, { method: 'GET' })
  }

  private async follow(url: string, init: RequestInit): Promise<Page> {
    let next: [string, RequestInit] = [url, init]
    for (let hops = 0; hops < 12; hops += 1) {
      const response = await this.ask(...next)
      for (const line of response.headers.getSetCookie()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? []
        if (name === undefined) continue
        if (value && !/;\s*max-age=0|;\s*expires=thu, 01[ -]jan[ -]1970/i.test(line)) this.cookies.set(name, value)
        else this.cookies.delete(name)
      }
      const location = response.headers.get('location')
      this.heard({ method: next[1].method ?? 'GET', status: response.status, location })
      const html = await response.text().catch((error: unknown) => {
        throw new NoAnswer(String(error))
      })
      const onward = response.status >= 300 && response.status <= 399 ? location : refreshOf(html)
      if (!onward) return { status: response.status, url: next[0], html }
      const target = new URL(onward, next[0])
      if (!this.origins.has(target.origin)) return { status: response.status, url: target.href, html: '' }
      next = [target.href, { method: 'GET' }]
    }
    throw new Error(`too many redirects from ${url}`)
  }

  private async ask(url: string, init: RequestInit): Promise<Response> {
    const headers: Record<string, string> = { accept: 'text/html' }
    if (this.cookies.size > 0) headers.cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    if (init.method === 'POST') headers.origin = new URL(url).origin
    try {
      return await fetch(url, { ...init, headers, redirect: 'manual', signal: AbortSignal.timeout(20_000) })
    } catch (error) {
      throw new NoAnswer(String(error))
    }
  }
}

/** Whether a page has a form with that button. */
export const hasButton = (page: Page, label: string): boolean => formWith(page.html, label) !== undefined

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'", '#39': "'" }
const decode = (text: string) =>
  text.replace(/&(amp|lt|gt|quot|#x27|#39);/g, (all, name: string) => ENTITIES[name] ?? all)

/** Where a page goes on to by itself, at once. */
function refreshOf(html: string): string | null {
  const url = /<meta http-equiv="refresh" content="0;url=([^"]*)"/.exec(html)?.[1]
  return url === undefined ? null : decode(url)
}

function attribute(tag: string, name: string): string | undefined {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]
  return value === undefined ? undefined : decode(value)
}

type Form = { action: string; post: boolean; multipart: boolean; fields: [string, string][] }

function formWith(html: string, label: string): Form | undefined {
  for (const [, open = '', inside = ''] of html.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/g)) {
    const buttons = [...inside.matchAll(/<button[^>]*>([\s\S]*?)<\/button>/g)]
    const named = buttons.some(
      ([, text = '']) =>
        decode(
          text
            .replace(/<[^>]*>/g, '')
            .replace(/\s+/g, ' ')
            .trim(),
        ) === label,
    )
    const multipart = attribute(open.toLowerCase(), 'enctype') === 'multipart/form-data'
    const post = attribute(open.toLowerCase(), 'method') === 'post'
    if (named) return { action: attribute(open, 'action') ?? '', post, multipart, fields: fieldsOf(inside) }
  }
  return undefined
}

function fieldsOf(inside: string): [string, string][] {
  const fields: [string, string][] = []
  for (const [tag] of inside.matchAll(/<input[^>]*>/g)) {
    const name = attribute(tag, 'name')
    const type = attribute(tag, 'type') ?? 'text'
    if (!name || ((type === 'radio' || type === 'checkbox') && !/\schecked(=|\s|>|\/)/.test(tag))) continue
    fields.push([name, attribute(tag, 'value') ?? (type === 'checkbox' ? 'on' : '')])
  }
  for (const [, open = '', text = ''] of inside.matchAll(/<textarea([^>]*)>([\s\S]*?)<\/textarea>/g)) {
    const name = attribute(open, 'name')
    if (name) fields.push([name, decode(text)])
  }
  return fields
}
