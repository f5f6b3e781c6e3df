/** Signing in and out on the way to a decision; afterwards the same request goes on. */
import type Koa from 'koa'
import { readForm } from '../form.ts'
import { backToRequest, langOfRequest, showRequestSignIn, withRequest } from './interaction.tsx'
import { ANEW, contextOf, type MemberSide } from './side.ts'
import { checkPassword } from './sign-in.tsx'

const formOf = (side: MemberSide, ctx: Koa.Context) => readForm(ctx, new URL(side.provider.issuer).origin)

/** POST of the sign-in form. */
export function signInForRequest(side: MemberSide, ctx: Koa.Context, uid: string): Promise<void> {
  return withRequest(side, ctx, uid, async (request) => {
    const form = await formOf(side, ctx)
    const lang = langOfRequest(ctx, request, form.get('lang') ?? undefined)
    const result = await checkPassword(side, ctx, form, lang)
    if ('fault' in result) {
      await side.recorder.note(request.client.clientId, 'sign_in_failed')
      return showRequestSignIn(side, ctx, request, { lang, username: form.get('username') ?? '', ...result })
    }
    await side.sessions.start(ctx, result.person, contextOf(side, ctx).now)
    backToRequest(ctx, request.path, lang)
  })
}

/** POST of "this is not me". */
export function signOutOfRequest(side: MemberSide, ctx: Koa.Context, uid: string): Promise<void> {
  return withRequest(side, ctx, uid, async (request) => {
    const form = await formOf(side, ctx)
    await side.sessions.end(ctx)
    const lang = langOfRequest(ctx, request, form.get('lang') ?? undefined)
    backToRequest(ctx, `${request.path}?${ANEW}=1`, lang)
  })
}
