/** Who is signed in, for everything in the portal that needs to know. next-auth stays behind this file. */
import { type AuthOptions, getServerSession } from 'next-auth'
import { cache } from 'react'
import type { Actor } from '../../services/context.ts'
import { contextFor } from '../context.ts'
import { runtime } from '../runtime.ts'
import { type ActorSession, authOptions, sessionAdapter } from './next-auth.ts'
import { currentToken } from './session-cookie.ts'

/**
 * The signed-in developer or payer staff of this request, else anonymous. Asks the database once a request.
 * Throws when the database does not answer: next-auth would call everybody signed out then, and send them to sign in.
 */
export const currentActor = cache(async (): Promise<Actor> => {
  if (!(await currentToken())) return { kind: 'anonymous' }
  const { settings, log } = runtime()
  const failures: unknown[] = []
  const adapter = sessionAdapter(
    () => contextFor({ kind: 'anonymous' }),
    (error) => failures.push(error),
  )
  const session = await getServerSession<AuthOptions, ActorSession>(authOptions(settings, log, adapter))
  if (failures.length > 0) throw failures[0]
  return session?.actor ?? { kind: 'anonymous' }
})
