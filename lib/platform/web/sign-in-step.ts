/** What a browser carries between the two steps of a developer's sign-in, and how the second one ends. */
import { cookies } from 'next/headers'
import { z } from 'zod'
import type { Context } from '../../services/context.ts'
import { signOut } from '../../services/session.ts'
import type { SignInResult } from '../../services/sign-in.ts'
import { runtime } from '../runtime.ts'
import { localPath } from './next-path.ts'
import { currentToken, giveSession, isSecure, portalCookie } from './session-cookie.ts'

const HALF_AN_HOUR = 1800

const step = z.object({ email: z.string().max(254), next: z.string().transform(localPath), mailId: z.uuid() })

/** `mailId`: the mail with the code; tells one from the next. */
export type SignInStep = z.output<typeof step>

const stepCookie = () => portalCookie('sign-in', isSecure(runtime().settings.portal.url), HALF_AN_HOUR)

/** Keeps the address and where to go after it; in a cookie, so that no address stands in a URL or a log. */
export async function rememberStep(kept: SignInStep): Promise<void> {
  const { name, options } = stepCookie()
  ;(await cookies()).set(name, Buffer.from(JSON.stringify(kept)).toString('base64url'), options)
}

/** The first step of this browser, or null when there was none lately. What it holds is as good as typed. */
export async function rememberedStep(): Promise<SignInStep | null> {
  const kept = (await cookies()).get(stepCookie().name)?.value
  if (!kept) return null
  try {
    return step.safeParse(JSON.parse(Buffer.from(kept, 'base64url').toString('utf8'))).data ?? null
  } catch {
    return null
  }
}

/** Gives the browser the session that was begun, and ends the one it had before, a staff session included. */
export async function finishSignIn(ctx: Context, result: SignInResult): Promise<void> {
  const before = await currentToken()
  if (before) await signOut(ctx, { token: before, why: 'replaced' })
  await giveSession(result)
  const { name, options } = stepCookie()
  ;(await cookies()).set(name, '', { ...options, maxAge: 0 })
}
