/** Draws an error as a page: a sentence for the member, a code for the makers of the app, a number for whoever helps. */
import type Koa from 'koa'
import type { PageKey } from '../../lib/domain/wording/pages.ts'
import { ErrorView } from '../pages/error.tsx'
import { requestId } from '../web.ts'
import { frameOf, langOf, type MemberSide, show } from './side.ts'

export type ShownError = { status: number; sentence: PageKey; code?: string; detail?: string }

/** @param lang chosen language, when the request says it elsewhere than in its query */
export function showError(side: MemberSide, ctx: Koa.Context, error: ShownError, lang?: string): void {
  const { status, sentence, code = '', detail = '' } = error
  const frame = frameOf(side, langOf(ctx, lang, ctx.query.ui_locales), null)
  show(ctx, <ErrorView page={{ frame, sentence, code, detail, requestId: requestId(ctx) }} />, status)
}

const SENTENCES: Readonly<Record<string, PageKey>> = {
  invalid_client: 'error.client',
  invalid_redirect_uri: 'error.redirect',
  server_error: 'error.server',
}

/** What the provider could not send back to the app, because app or address are not proven. */
export function providerError(
  side: MemberSide,
  ctx: Koa.Context,
  out: { error: string; error_description?: string },
  error: Error,
): void {
  const expired = error.name === 'SessionNotFound'
  const sentence = expired ? 'error.expired' : (SENTENCES[out.error] ?? 'error.other')
  const status = ctx.status >= 400 ? ctx.status : 400
  showError(side, ctx, { status, sentence, code: out.error, detail: out.error_description ?? '' })
}
