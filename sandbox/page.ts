/** The plain frame of the pages of the embedded pieces: no script, one style, everything from outside escaped. */

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text as it may stand in HTML, also inside quoted attributes. */
export const escapeHtml = (text: unknown) => String(text ?? '').replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)

const STYLE = `body{font:1rem/1.5 system-ui,sans-serif;color:#1b1b1b;background:#fff;margin:0 auto;max-width:60rem;padding:1.5rem}
h1{font-size:1.6rem;line-height:1.25}h2{font-size:1.15rem}a{color:#004f84}ul.plain{list-style:none;padding:0}ul.plain li{margin:.5rem 0}
button{font:inherit;text-align:left;width:100%;background:#fff;color:#1b1b1b;border:1px solid #5a5a5a;border-radius:.3rem;padding:.7rem 1rem;min-height:44px;cursor:pointer}
button:hover{background:#f0f4f8}:focus-visible{outline:3px solid #bd13b8;outline-offset:2px}.muted{color:#595959}
table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;padding:.5rem;border-bottom:1px solid #ddd;overflow-wrap:anywhere}
td a{display:inline-block;min-height:24px}pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f5f5f5;padding:1rem}
input,textarea{font:inherit;width:100%;box-sizing:border-box;padding:.5rem;min-height:44px;border:1px solid #5a5a5a;border-radius:.3rem}
iframe{width:100%;height:36rem;border:1px solid #c6c6c6}dt{font-weight:600}dd{margin:0 0 .5rem}`

/** @param body HTML whose outside parts are already escaped @returns a whole page */
export function htmlPage(title: string, body: string): string {
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"><title>${escapeHtml(title)}</title><style>${STYLE}</style>`
  return `<!doctype html><html lang="en"><head>${head}</head><body><main>${body}</main></body></html>`
}

/**
 * The headers of every such page. A mail's HTML is shown in a sandboxed frame, which inherits this policy: no script,
 * nothing from elsewhere.
 * @param formTargets origins that a posted form may end at, its redirects included
 */
export function pageHeaders(formTargets: string[] = []): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    'img-src data:',
    "frame-src 'self'",
    `form-action 'self' ${formTargets.join(' ')}`.trim(),
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ]
  return {
    'content-security-policy': policy.join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  }
}
