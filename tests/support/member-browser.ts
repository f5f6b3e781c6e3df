/** A member's browser without JavaScript: cookies with their paths, links, refreshes, forms as they stand; stops where an app begins. */

export type Answer = { status: number; url: string; html: string; headers: Headers; location: string | null }

export type MemberForm = { action: string; fields: [name: string, value: string][] }

type Cookie = { name: string; value: string; path: string }

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'", '#39': "'" }
const decode = (text: string) =>
  text.replace(/&(amp|lt|gt|quot|#x27|#39);/g, (all, name: string) => ENTITIES[name] ?? all)

/** What a page says, without its markup. */
export const textOf = (html: string) =>
  decode(
    html
      .replace(/<(?:style|title)[\s\S]*?<\/(?:style|title)>/g, ' ')
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' '),
  ).trim()

function attribute(tag: string, name: string): string | undefined {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]
  return value === undefined ? undefined : decode(value)
}

/** The form whose action ends like this, with what a browser would send of it untouched. */
export function formOf(page: Answer, actionEnd: string): MemberForm {
  for (const [, open = '', inside = ''] of page.html.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/g)) {
    const action = attribute(open, 'action') ?? ''
    if (!action.split('?')[0]?.endsWith(actionEnd)) continue
    const fields: [string, string][] = []
    for (const [tag] of inside.matchAll(/<input[^>]*>/g)) {
      const name = attribute(tag, 'name')
      const type = attribute(tag, 'type') ?? 'text'
      if (name === undefined || (/radio|checkbox/.test(type) && !/\schecked(=|\s|>|\/)/.test(tag))) continue
      fields.push([name, attribute(tag, 'value') ?? ''])
    }
    return { action, fields }
  }
  throw new Error(`${page.url} (HTTP ${page.status}) has no form to ${actionEnd}: ${textOf(page.html).slice(0, 300)}`)
}

export class MemberBrowser {
  private cookies: Cookie[] = []
  readonly home: string
  readonly language: string

  /** @param home origin of the authorization server; anything else is an app, where the browser stops */
  constructor(home: string, language = 'en-US') {
    this.home = home
    this.language = language
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.follow(new URL(path, this.home).href, { headers })
  }

  /** Posts a form of a page with values on top of its own. `null` takes a field away. */
  submit(page: Answer, actionEnd: string, values: Record<string, string | string[] | null> = {}): Promise<Answer> {
    const form = formOf(page, actionEnd)
    const body = new URLSearchParams(form.fields.filter(([name]) => !(name in values)))
    for (const [name, value] of Object.entries(values)) {
      for (const one of value === null ? [] : [value].flat()) body.append(name, one)
    }
    return this.post(new URL(form.action, page.url).href, body)
  }

  /** @param headers in place of those that a form of our own page sends */
  post(path: string, body: URLSearchParams, headers: Record<string, string> = { origin: this.home }): Promise<Answer> {
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    return this.follow(new URL(path, this.home).href, { method: 'POST', body, headers: { ...type, ...headers } })
  }

  /** The Cookie header of a request. */
  cookiesFor(url: string): string {
    const { pathname } = new URL(url)
    const sent = this.cookies.filter(({ path }) => pathname === path || pathname.startsWith(path.replace(/\/?$/, '/')))
    return sent.map(({ name, value }) => `${name}=${value}`).join('; ')
  }

  /** One request, no redirect followed. */
  async ask(url: string, init: RequestInit & { headers?: Record<string, string> } = {}): Promise<Answer> {
    const cookie = this.cookiesFor(url)
    const headers = {
      accept: 'text/html',
      'accept-language': this.language,
      ...(cookie ? { cookie } : {}),
      ...init.headers,
    }
    const response = await fetch(url, { ...init, headers, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) this.keep(line)
    const html = await response.text()
    const refresh = /<meta http-equiv="refresh" content="0;url=([^"]*)"/.exec(html)?.[1]
    const location = response.headers.get('location') ?? (refresh === undefined ? null : decode(refresh))
    const answer = { status: response.status, url, html, headers: response.headers }
    return { ...answer, location: location === null ? null : new URL(location, url).href }
  }

  private keep(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    const path = /;\s*path=([^;]*)/i.exec(line)?.[1] ?? '/'
    this.cookies = this.cookies.filter((cookie) => cookie.name !== name || cookie.path !== path)
    if (value !== '' && !/expires=Thu, 01 Jan 1970/i.test(line)) this.cookies.push({ name, value, path })
  }

  /** Follows redirects at home; one that leads elsewhere is the answer. */
  private async follow(start: string, init: RequestInit & { headers?: Record<string, string> }): Promise<Answer> {
    let answer = await this.ask(start, init)
    for (let hops = 0; hops < 8; hops += 1) {
      const { location } = answer
      if (location === null || !location.startsWith(`${this.home}/`)) return answer
      answer = await this.ask(location)
    }
    throw new Error(`too many redirects from ${start}`)
  }
}
