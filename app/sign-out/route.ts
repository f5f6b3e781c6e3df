/** Signing out: a post alone, ended on the server and then in the browser. */

import { pageContext } from '../../lib/platform/web/request.ts'
import { currentToken, takeSession } from '../../lib/platform/web/session-cookie.ts'
import { signOut } from '../../lib/services/session.ts'

export async function POST(): Promise<Response> {
  const ctx = await pageContext()
  const token = await currentToken()
  if (token) await signOut(ctx, { token })
  await takeSession()
  const { kind } = ctx.actor
  const page = kind === 'anonymous' || kind === 'developer' ? '/sign-in' : '/staff/sign-in'
  return new Response(null, { status: 303, headers: { location: `${page}?signed-out=1` } })
}
