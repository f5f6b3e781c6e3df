/** Entry of a form post: session → context → parse → service → redirect, with every "no" put beside the field it belongs to. */
import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import type { z } from 'zod'
import type { FormState } from '../../../components/ui/form-state.ts'
import { holdsPrivateKey } from '../../domain/jwks.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Context } from '../../services/context.ts'
import { runtime } from '../runtime.ts'
import { pageContext, requestId, requestPath } from './request.ts'

export type FormInput = Record<string, string | string[]>

/** Fields of a form; a name that stands more than once becomes a list. Files and framework fields are left out. */
export function formInput(form: FormData): FormInput {
  const input: FormInput = Object.create(null)
  for (const [name, value] of form.entries()) {
    if (typeof value !== 'string' || name.startsWith('$ACTION')) continue
    const before = input[name]
    if (before === undefined) input[name] = value
    else if (Array.isArray(before)) before.push(value)
    else input[name] = [before, value]
  }
  return input
}

/** What was typed, kept for the form; secrets are never sent back, a private key in the wrong place least of all. */
function keptValues(input: FormInput): FormInput {
  const secret = (value: string | string[]) => [value].flat().some(holdsPrivateKey)
  return Object.fromEntries(Object.entries(input).filter(([name, value]) => name !== 'code' && !secret(value)))
}

function zodErrors(error: z.ZodError): Record<string, string> {
  const errors: Record<string, string> = {}
  for (const fault of error.issues) {
    const field = fault.path.join('.') || '_form'
    errors[field] ??= fault.message
  }
  return errors
}

/** What the form says when it stays: a sentence, or a secret that is shown this once. */
export type Answer = Pick<FormState, 'notice' | 'shown'>

/**
 * Turns a service into a server action for a form.
 * @param schema parses the form's fields (strict: an unknown field is a fault); one that needs the clock or the reader is
 * made for each post
 * @param run the service call
 * @param next where to go after success, or what to say on the spot; without it the form stays, with `ok`
 */
export function action<S extends z.ZodType, R>(
  schema: S | ((ctx: Context) => Promise<S>),
  run: (ctx: Context, input: z.output<S>) => Promise<R>,
  next?: (result: R, input: z.output<S>) => string | Answer,
): (state: FormState, form: FormData) => Promise<FormState> {
  return async (_state, form) => {
    const input = formInput(form)
    const values = keptValues(input)
    let result: R
    let parsed: z.ZodSafeParseResult<z.output<S>>
    try {
      parsed = (typeof schema === 'function' ? await schema(await pageContext()) : schema).safeParse(input)
      if (!parsed.success) return { errors: zodErrors(parsed.error), values }
      result = await run(await pageContext(), parsed.data)
    } catch (error) {
      if (error instanceof Refusal && (await isSignedOut())) return signedOut(values)
      return failure(error, values, await requestId())
    }
    const after = next?.(result, parsed.data) ?? {}
    if (typeof after === 'string') redirect(after)
    refresh()
    return { errors: {}, values: {}, ok: true, ...after }
  }
}

/** Whether a form of a signed-in page was sent after the session ended; a service could only say "not found". */
async function isSignedOut(): Promise<boolean> {
  const { actor } = await pageContext()
  return actor.kind === 'anonymous' && /^\/(developer|staff)\/(?!sign-in)/.test(await requestPath())
}

function signedOut(values: FormInput): FormState {
  const _form =
    'You are signed out, because you were away for a while. What you typed is still here. Sign in again in another window, then press the button once more.'
  return { errors: { _form }, values, code: 'signed_out' }
}

/**
 * The form state for what went wrong: a refusal in its own words, anything else logged and told neutrally. Of a
 * connection that broke while the database committed nobody knows the end, so nothing is said about it.
 */
export function failure(error: unknown, values: FormInput, requestId: string): FormState {
  if (error instanceof Refusal) return { errors: { [error.field ?? '_form']: error.message }, values, code: error.code }
  runtime().log.error({ err: error, requestId }, 'action failed')
  return {
    errors: {
      _form: `Something went wrong on our side, and we cannot tell whether this was saved. What you typed is still here. Look at the page in another window first; if it is not there, try again in a minute. If it goes on, tell us this number: ${requestId}.`,
    },
    values,
    code: 'unavailable',
  }
}
