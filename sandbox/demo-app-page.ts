/** The pages of the demo app: plain HTML, everything that comes from outside escaped. */
import { escapeHtml } from './page.ts'

/** The registered address of the demo apps; native apps may add any port to it (RFC 8252). */
export const DEMO_REDIRECT = 'http://127.0.0.1/callback'

/** An approved app of the loaded world, as the demo app offers it. */
export type DemoClient = { clientId: string; name: string; about: string }

type Read = { status: number; body: unknown }

const STYLE = `body{font:1rem/1.5 system-ui,sans-serif;color:#1b1b1b;margin:0 auto;max-width:44rem;padding:1.5rem}
h1{font-size:1.6rem}section{border:1px solid #c6c6c6;border-radius:.4rem;padding:1rem;margin:1rem 0}h2{font-size:1.15rem;margin:0}
button,a.button{font:inherit;background:#3d3d3d;color:#fff;border:0;border-radius:.3rem;padding:.7rem 1.1rem;min-height:44px}
table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.4rem;border-bottom:1px solid #ddd;overflow-wrap:anywhere}`

const page = (title: string, body: string) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body><main>${body}</main></body></html>`

export function startPage(clients: DemoClient[], payer: string): string {
  const cards = clients.map(
    (client) =>
      `<section><h2>${escapeHtml(client.name)}</h2><p>${escapeHtml(client.about)}</p><form method="post" action="/connect"><button name="client" value="${escapeHtml(client.clientId)}">Connect ${escapeHtml(client.name)} to ${escapeHtml(payer)}</button></form></section>`,
  )
  const empty = '<p>There is no approved app yet. Approve one in the portal.</p>'
  return page(
    'Demo apps',
    `<h1>Demo apps</h1><p>These stand in for apps on a member's phone. Pick one, sign in as a member, and read what the plan tells you before you share.</p>${cards.join('') || empty}`,
  )
}

export const errorPage = (sentence: string) =>
  page('Not connected', `<h1>Not connected</h1><p>${escapeHtml(sentence)}</p><p><a href="/">Start again</a></p>`)

type Patient = { name?: { text?: string; given?: string[]; family?: string }[]; birthDate?: string }
type Bundle = {
  entry?: {
    resource?: { id?: string; type?: { text?: string }; created?: string; total?: { amount?: { value?: number } }[] }
  }[]
}

function person(read: Read): string {
  if (read.status !== 200) return refused('the personal details', read.status)
  const patient = read.body as Patient
  const name = patient.name?.[0]
  return `<p><strong>${escapeHtml(name?.text ?? [...(name?.given ?? []), name?.family].join(' '))}</strong>, born ${escapeHtml(patient.birthDate ?? 'on a date that was not shared')}</p>`
}

const refused = (what: string, status: number) => `<p>The plan did not give this app ${what} (HTTP ${status}).</p>`

function claimTable(read: Read): string {
  if (read.status !== 200) return refused('the claims', read.status)
  const rows = ((read.body as Bundle).entry ?? []).map(({ resource }) => {
    const paid = resource?.total?.[0]?.amount?.value
    return `<tr><td>${escapeHtml(resource?.created)}</td><td>${escapeHtml(resource?.type?.text ?? resource?.id)}</td><td>${paid === undefined ? '' : `$${escapeHtml(paid)}`}</td></tr>`
  })
  return `<table><caption>Claims</caption><thead><tr><th scope="col">Date</th><th scope="col">Claim</th><th scope="col">Cost</th></tr></thead><tbody>${rows.join('')}</tbody></table>`
}

export function connectionPage(name: string, authserver: string, patient: Read, claims: Read): string {
  return page(
    `${name} is connected`,
    `<h1>${escapeHtml(name)}</h1>${person(patient)}${claimTable(claims)}<p><a href="">Read again</a> · <a href="${escapeHtml(authserver)}/grants">Apps I share with</a> · <a href="/">Other apps</a></p>`,
  )
}
