/** A member proves who they are: by name and password of the synthetic people, or at the payer's own provider. */
import type Koa from 'koa'
import { Refusal } from '../../lib/domain/refusal.ts'
import { type Lang, pageText } from '../../lib/domain/wording/pages.ts'
import type { MemberPerson, PublishedMember } from '../../lib/platform/members.ts'
import { allowGuess, rightGuess } from '../../lib/services/member-guess.ts'
import { SignIn, type SignInPage } from '../pages/sign-in.tsx'
import { ANEW, contextOf, type MemberSide, query, show, withLang } from './side.ts'

/** The made-up people; none when the members are real, or while their directory is away. */
export async function publishedPeople(side: MemberSide): Promise<PublishedMember[]> {
  if (side.signIn.kind !== 'synthetic') return []
  return side.signIn.directory.published().catch(() => [])
}

/** @param page with `back`, the path to come back to from the payer's own sign-in */
export function showSignIn(
  side: MemberSide,
  ctx: Koa.Context,
  page: Omit<SignInPage, 'elsewhere'> & { back: string },
  status: number,
  formTarget: string,
): void {
  const elsewhere = side.signIn.kind === 'oidc'
  const { back, ...rest } = page
  const anew = query(ctx, ANEW) === undefined ? '' : `&${ANEW}=1`
  const action = elsewhere ? withLang(`/sign-in?to=${encodeURIComponent(back)}${anew}`, page.frame.lang) : page.action
  show(ctx, <SignIn page={{ ...rest, elsewhere, action }} />, status, formTarget)
}

export type SignInResult = { person: MemberPerson } | { fault: string; status: number }

/** Checks a posted name and password; every try is counted before the password is looked at. */
export async function checkPassword(
  side: MemberSide,
  ctx: Koa.Context,
  form: URLSearchParams,
  lang: Lang,
): Promise<SignInResult> {
  if (side.signIn.kind !== 'synthetic') return { fault: pageText(lang, 'signIn.away'), status: 404 }
  const username = (form.get('username') ?? '').slice(0, 200)
  const password = (form.get('password') ?? '').slice(0, 1000)
  const service = contextOf(side, ctx)
  try {
    await allowGuess(service, username)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const minutes = Number(error.details?.minutes ?? 15)
    ctx.set('retry-after', String(minutes * 60))
    return { fault: pageText(lang, 'signIn.tooMany', { minutes }), status: 429 }
  }
  try {
    const person = await side.signIn.directory.signIn(username, password)
    if (person) await rightGuess(service, username)
    return person ? { person } : { fault: pageText(lang, 'signIn.wrong'), status: 401 }
  } catch (error) {
    side.log.error({ err: error }, 'the member directory cannot be asked')
    return { fault: pageText(lang, 'signIn.away'), status: 503 }
  }
}
