'use server'
/** Signing in as a developer: ask for a code, type it. */
import { z } from 'zod'
import { action } from '../../../lib/platform/web/action.ts'
import { developerPath, localPath } from '../../../lib/platform/web/next-path.ts'
import { finishSignIn, rememberStep } from '../../../lib/platform/web/sign-in-step.ts'
import type { Context } from '../../../lib/services/context.ts'
import { requestSignInCode, verifySignInCode } from '../../../lib/services/sign-in.ts'

const askInput = z.strictObject({ email: z.string(), next: z.string().default('') })

async function ask(ctx: Context, input: z.output<typeof askInput>): Promise<void> {
  const { email, mailId } = await requestSignInCode(ctx, input)
  await rememberStep({ email, next: localPath(input.next), mailId })
}

export const askForCodeAction = action(askInput, ask, () => '/sign-in/code')

export const askAgainAction = action(askInput, ask, () => '/sign-in/code?sent=again')

export const enterCodeAction = action(
  askInput.extend({ code: z.string().max(100), zone: z.string().max(100).default('') }),
  async (ctx, input) => finishSignIn(ctx, await verifySignInCode(ctx, input)),
  (_, { next }) => developerPath(next),
)
