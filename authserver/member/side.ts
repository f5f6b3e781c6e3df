/** What the member's pages work with, and the small steps that all of them take: language, frame, drawing, going on. */
import type Koa from 'koa'
import type { Provider } from 'oidc-provider'
import type { ReactNode } from 'react'
import type { Environment } from '../../lib/domain/client.ts'
import { type Lang, pickLang } from '../../lib/domain/wording/pages.ts'
import { phoneText } from '../../lib/domain/wording/phone.ts'
import type { Settings } from '../../lib/platform/env.ts'
import type { Log } from '../../lib/platform/log.ts'
import type { MemberOidc } from '../../lib/platform/member-oidc.ts'
import type { MemberDirectory } from '../../lib/platform/members.ts'
import type { ProviderStore } from '../../lib/platform/provider-store.ts'
import type { Actor, Context } from '../../lib/services/context.ts'
import { drawPage, type Frame } from '../pages/layout.tsx'
import type { ActivityRecorder } from '../provider/activity.ts'
import { contentPolicy, requestId } from '../web.ts'
import type { MemberSessions } from './session.ts'

/** How a member proves who they are: at the payer's own provider, or by a name and password of the synthetic people. */
export type SignInWay =
  | { kind: 'oidc'; oidc: MemberOidc }
  | {
      kind: 'synthetic'
      directory: MemberDirectory
    }

export type MemberSide = {
  environment: Environment
  settings: Settings
  provider: Provider
  store: ProviderStore
  sessions: MemberSessions
  signIn: SignInWay
  /** Path of the style sheet. */
  stylesheet: string
  recorder: ActivityRecorder
  log: Log
  /** A context of this moment for whoever acts. */
  context(actor: Actor, origin: Context['origin']): Context
}

/** The context of one request; made once, so that everything in it happens at one instant. */
export function contextOf(side: MemberSide, ctx: Koa.Context, actor: Actor = { kind: 'anonymous' }): Context {
  const origin = { ip: ctx.ip, userAgent: ctx.get('user-agent').slice(0, 300), requestId: requestId(ctx) }
  ctx.state.base ??= side.context({ kind: 'anonymous' }, origin)
  return { ...(ctx.state.base as Context), actor }
}

const first = (value: unknown): string | undefined => (Array.isArray(value) ? first(value[0]) : (value as undefined))

/** One value of the query; nothing when it is missing. */
export const query = (ctx: Koa.Context, name: string): string | undefined => first(ctx.query[name])

/** The language of an answer: what was chosen, what the app asked for, what the browser prefers. */
export function langOf(ctx: Koa.Context, chosen?: string, uiLocales?: unknown): Lang {
  const wished = typeof uiLocales === 'string' ? uiLocales : undefined
  return pickLang(chosen ?? query(ctx, 'lang'), wished, ctx.get('accept-language'))
}

/** What stands around a page in one language; where it leads in the other is of each page. */
export function commonFrame(side: MemberSide, lang: Lang): Omit<Frame, 'switchHref'> {
  const { payer, portal } = side.settings
  return {
    lang,
    stylesheet: side.stylesheet,
    payer: {
      name: payer.name,
      shortName: payer.shortName,
      memberPhone: phoneText(lang, payer.memberPhone),
      complaintsUrl: payer.websiteUrl,
    },
    learnUrl: `${portal.url}/members?lang=${lang}`,
  }
}

/** @param here the address of a page, without its language @returns the same page in the other language */
export const otherLangHref = (here: string, lang: Lang): string => withLang(here, lang === 'es' ? 'en' : 'es')

/** @param here as above; null where a form was just posted */
export function frameOf(side: MemberSide, lang: Lang, here: string | null): Frame {
  return { ...commonFrame(side, lang), switchHref: here === null ? null : otherLangHref(here, lang) }
}

/** Stands in an address after a sign-out: the next sign-in asks who it is, even if the payer's provider still knows. */
export const ANEW = 'anew'

/** A path with its language. */
export function withLang(path: string, lang: Lang): string {
  return `${path}${path.includes('?') ? '&' : '?'}lang=${lang}`
}

/** Answers with a page. @param formTarget where else than home its forms may lead */
export function show(ctx: Koa.Context, page: ReactNode, status = 200, formTarget = ''): void {
  showDrawn(ctx, drawPage(page), status, formTarget)
}

/** The same with a page that is drawn already. */
export function showDrawn(ctx: Koa.Context, page: string | Buffer, status: number, formTarget: string): void {
  ctx.status = status
  ctx.type = 'text/html; charset=utf-8'
  ctx.set('content-security-policy', contentPolicy(formTarget))
  ctx.vary('accept-language')
  ctx.body = page
}

/** After a form: the browser fetches the next page by itself, and a reload posts nothing again. */
export function goOn(ctx: Koa.Context, path: string): void {
  ctx.status = 303
  ctx.redirect(path)
}
