/** Entry of a page: who is asking, from where, at which one instant. */
import { headers } from 'next/headers'
import { notFound as nextNotFound, redirect } from 'next/navigation'
import { cache } from 'react'
import { Refusal } from '../../domain/refusal.ts'
import type { Context, Developer, Staff } from '../../services/context.ts'
import { contextFor } from '../context.ts'
import { randomId } from '../secrets.ts'
import { signInUrl } from './next-path.ts'
import { currentActor } from './session.ts'

/** The id of this request, as proxy.ts noted it; log lines carry it. */
export const requestId = cache(async (): Promise<string> => (await headers()).get('x-request-id') ?? randomId())

/** The context of this request; the same object however often a page asks. */
export const pageContext = cache(async (): Promise<Context> => {
  const header = await headers()
  const origin = {
    ip: header.get('x-real-ip') ?? 'unknown',
    userAgent: (header.get('user-agent') ?? '').slice(0, 300),
    requestId: await requestId(),
  }
  return contextFor(await currentActor(), origin)
})

export type DeveloperContext = Context & { actor: Developer }
export type StaffContext = Context & { actor: Staff }

/** The path and query of this request, as proxy.ts noted it; '' when unknown. */
export async function requestPath(): Promise<string> {
  return (await headers()).get('x-path') ?? ''
}

/** A signed-in developer's context; anybody else goes to the sign-in page, and comes back here after it. */
export async function requireDeveloper(): Promise<DeveloperContext> {
  const ctx = await pageContext()
  if (ctx.actor.kind !== 'developer') redirect(signInUrl('/sign-in', await requestPath()))
  return ctx as DeveloperContext
}

/** A signed-in payer staff's context; anybody else goes to the staff sign-in page, and comes back here after it. */
export async function requireStaff(): Promise<StaffContext> {
  const ctx = await pageContext()
  const { kind } = ctx.actor
  if (kind !== 'reviewer' && kind !== 'lead' && kind !== 'auditor') {
    redirect(signInUrl('/staff/sign-in', await requestPath()))
  }
  return ctx as StaffContext
}

/** Turns a service's "there is no such thing" into the 404 page. */
export async function orNotFound<T>(view: Promise<T>): Promise<T> {
  try {
    return await view
  } catch (error) {
    if (error instanceof Refusal && error.code === 'not_found') nextNotFound()
    throw error
  }
}

/**
 * Whether this page answers a form that was posted without JavaScript and refused. Such a page draws every form it had,
 * also those that are not possible any more: the one that was posted says why, and keeps what was typed.
 */
export async function answersForm(): Promise<boolean> {
  const header = await headers()
  // With JavaScript the post asks for a component stream, and so does the page it is led on to.
  const asksForPage = header.get('accept')?.includes('text/html') ?? false
  return asksForPage && (header.get('content-type')?.startsWith('multipart/form-data') ?? false)
}
