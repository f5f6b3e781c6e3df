/** Who is signed in, for everything in the portal that needs to know. next-auth stays behind this file. */
import { type AuthOptions, getServerSession } from 'next-auth'
import { cache } from 'react'
import type { Actor } from '../../services/context.ts'
import { contextFor } from '../context.ts'
import { runtime } from '../runtime.ts'
import { type ActorSession, authOptions, sessionAdapter } from './next-auth.ts'
import { currentToken } from './session-cookie.ts'

/** The signed-in developer or payer staff of this request, else anonymous. Asks the database once a request. */
export const currentActor = cache(async (): Promise<Actor> => {
  if (!(await currentToken())) return { kind: 'anonymous' }
  const { settings, log } = runtime()
  const adapter = sessionAdapter(() => contextFor({ kind: 'anonymous' }))
  const session = await getServerSession<AuthOptions, ActorSession>(authOptions(settings, log, adapter))
  return session?.actor ?? { kind: 'anonymous' }
})
