/**
 * The two answers that are asked for most, straight from node:http: a published attestation, and the consent page of a
 * request that is in order. Koa's and the provider's share of each costs more than the answer itself.
 *
 * Only what is entirely as it should be is answered here. A request of any other shape, and one in which anything is
 * missing, old or wrong, takes the long way, where the same checks are made again and say what it was.
 */
import { randomUUID } from 'node:crypto'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { Refusal } from '../lib/domain/refusal.ts'
import { pickLang } from '../lib/domain/wording/pages.ts'
import { isSignedCookie } from '../lib/platform/secrets.ts'
import { requestForMember } from '../lib/services/client-member.ts'
import { attestationAnswer, type PlainAnswer } from './api/public.ts'
import { consentOf } from './member/consent-view.ts'
import { choiceAtFirst, personOf } from './member/interaction.tsx'
import { askedOf } from './member/request.ts'
import type { MemberSide } from './member/side.ts'
import { contentPolicy, type RequestLine, standingHeaders } from './web.ts'

type Ask = { request: IncomingMessage; requestId: string }
type Way = { path: RegExp; answer(side: MemberSide, ask: Ask, id: string, query: string): Promise<PlainAnswer | null> }

const WAYS: readonly Way[] = [
  { path: /^\/v1\/attestations\/([\w.~-]{1,100})$/, answer: attestation },
  { path: /^\/interaction\/([\w-]{1,100})(?:\?([^#]*))?$/, answer: consentPage },
]

/** @param longWay answers whatever is not answered here */
export function directly(side: MemberSide, line: RequestLine, longWay: RequestListener): RequestListener {
  const standing = standingHeaders(side.provider.issuer.startsWith('https:'))
  return async (request, response) => {
    const start = process.hrtime.bigint()
    const way = request.method === 'GET' ? wayOf(request.url ?? '') : null
    if (!way) return longWay(request, response)
    const ask = { request, requestId: randomUUID() }
    const answer = await way.answer(side, ask).catch((error: unknown) => {
      if (!(error instanceof Refusal)) side.log.warn({ err: error, path: way.path }, 'not answered directly')
      return null
    })
    if (!answer) return longWay(request, response)
    send(response, answer, { ...standing, 'x-request-id': ask.requestId })
    line({ requestId: ask.requestId, method: 'GET', path: way.path, status: answer.status, start })
  }
}

function wayOf(url: string) {
  for (const { path, answer } of WAYS) {
    const [, id, query = ''] = path.exec(url) ?? []
    if (id === undefined) continue
    return { path: url.split('?', 1)[0] ?? '', answer: (side: MemberSide, ask: Ask) => answer(side, ask, id, query) }
  }
  return null
}

function send(response: ServerResponse, { status, headers, body }: PlainAnswer, more: Record<string, string>): void {
  if (response.destroyed) return
  const length = body ? { 'content-length': body.length } : {}
  response.writeHead(status, { ...more, ...headers, ...length })
  response.end(body)
}

/** Nobody acts in these requests; they only read. */
const contextOf = (side: MemberSide, { request, requestId }: Ask) =>
  side.context({ kind: 'anonymous' }, { ip: request.socket.remoteAddress ?? '', userAgent: '', requestId })

function attestation(side: MemberSide, ask: Ask, clientId: string): Promise<PlainAnswer> {
  const known = ask.request.headers['if-none-match'] ?? ''
  return attestationAnswer(contextOf(side, ask), side.environment, clientId, known)
}

/** Only a member who is signed in and for whom there is nothing left to choose before the page. */
async function consentPage(side: MemberSide, ask: Ask, uid: string, search: string): Promise<PlainAnswer | null> {
  const { provider, sessions } = side
  const { cookie = '', 'accept-language': preferred } = ask.request.headers
  const query = queryOf(search)
  if (!query || signedCookie(side, cookie, provider.cookieName('interaction')) !== uid) return null
  const sessionId = signedCookie(side, cookie, sessions.cookie)
  if (!sessionId) return null
  const service = contextOf(side, ask)
  const found = await requestForMember(service, side.environment, {
    request: { model: 'Interaction', id: uid },
    session: { model: sessions.model, id: sessionId },
  })
  const params = found && paramsOf(found.request, service.now)
  const session = found && sessions.current(found.session, service.now)
  if (!params || !session) return null
  const request = askedOf(uid, params, found.client)
  const wished = params.ui_locales
  const lang = pickLang(query.lang, typeof wished === 'string' ? wished : undefined, preferred)
  const person = personOf(session, query.patient)
  if (!person || request.offer.data.length === 0 || request.formTarget === '') return null
  const consent = await consentOf(side, service, { request, session, choice: choiceAtFirst(lang, person) })
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': contentPolicy(request.formTarget),
    vary: 'accept-language',
  }
  return { status: 200, headers, body: consent.draw() }
}

type KeptRequest = { kind?: unknown; exp?: unknown; params?: Record<string, unknown>; session?: { uid?: unknown } }

/** The parameters of a request that still runs. A session of the provider's own is never kept; it would have to look at it. */
function paramsOf({ kind, exp, params, session }: KeptRequest, now: Date): Record<string, unknown> | null {
  const runs = kind === 'Interaction' && typeof exp === 'number' && exp * 1000 > now.getTime()
  return runs && params && !session?.uid ? params : null
}

/** The language and the person, each once at most; null when anything else is asked. */
function queryOf(search: string): { lang?: string; patient?: string } | null {
  const asked: { lang?: string; patient?: string } = {}
  for (const [name, value] of new URLSearchParams(search)) {
    if ((name !== 'lang' && name !== 'patient') || asked[name] !== undefined) return null
    asked[name] = value
  }
  return asked
}

/** The value of a cookie that is signed by the newest key; by an older one, the long way signs it again. */
function signedCookie(side: MemberSide, header: string, name: string): string | null {
  const value = cookieOf(header, name)
  const signature = cookieOf(header, `${name}.sig`)
  const [key] = side.settings.secrets.cookieKeys
  return key && value && signature && isSignedCookie(key, `${name}=${value}`, signature) ? value : null
}

/** The first of a name counts. */
function cookieOf(header: string, name: string): string | null {
  for (const pair of header.split(';')) {
    const text = pair.trimStart()
    if (text.startsWith(`${name}=`)) return text.slice(name.length + 1)
  }
  return null
}
