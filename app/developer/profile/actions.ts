'use server'
/** The own profile and the own sessions. */
import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { profileInput } from '../../../lib/domain/profile.ts'
import { action } from '../../../lib/platform/web/action.ts'
import { takeSession } from '../../../lib/platform/web/session-cookie.ts'
import { saveProfile } from '../../../lib/services/profile.ts'
import { revokeMySession, signOutEverywhere } from '../../../lib/services/session.ts'

export const saveProfileAction = action(
  profileInput,
  async (ctx, input) => {
    await saveProfile(ctx, input)
    // The name stands in the head of every page.
    revalidatePath('/', 'layout')
  },
  () => '/developer/profile?saved=profile',
)

export const revokeSessionAction = action(
  z.strictObject({ key: z.string().max(64) }),
  revokeMySession,
  () => '/developer/profile?saved=session',
)

export const signOutEverywhereAction = action(
  z.strictObject({}),
  async (ctx) => {
    await signOutEverywhere(ctx)
    await takeSession()
  },
  () => '/sign-in?signed-out=all',
)
