/**
 * Who a member is. The payer's own directory answers by OpenID Connect (lib/platform/member-oidc); without one the
 * synthetic people of the sandbox stand in, and they are refused as soon as a public URL is configured.
 */
import { z } from 'zod'
import { isLoopbackUrl, type Settings } from './env.ts'

/** A person whose records the member may share. */
const sharedPerson = z.object({ id: z.string(), name: z.string(), self: z.boolean() })

const memberPerson = z.object({
  /** The member's own FHIR Patient id; the subject of every token. */
  subject: z.string(),
  name: z.string(),
  /** Where the notices of connecting and stopping go; null when the member has none. */
  email: z.string().nullable(),
  people: z.array(sharedPerson),
})
export type MemberPerson = z.output<typeof memberPerson>

const publishedMember = z.object({
  username: z.string(),
  password: z.string(),
  /** Who it is, in English and in Spanish. */
  about: z.string(),
  aboutEs: z.string(),
})
export type PublishedMember = z.output<typeof publishedMember>

export type MemberDirectory = {
  /** The member with this name and password, or null. */
  signIn(username: string, password: string): Promise<MemberPerson | null>
  /** Names and passwords that anybody may use; only synthetic people have any. */
  published(): Promise<PublishedMember[]>
}

/** How long (ms) the directory may take. */
const PATIENCE = 5_000

/** @throws when a public URL is configured */
export function syntheticMembers(settings: Settings): MemberDirectory {
  const urls = [settings.portal.url, settings.authserver.production.url, settings.authserver.sandbox.url]
  if (!urls.every(isLoopbackUrl)) throw new Error('Synthetic members only run on localhost.')
  const root = new URL(settings.fhir.sandbox.url).origin
  if (!isLoopbackUrl(root)) throw new Error('Synthetic members only run on localhost.')
  const { clientId, secret } = settings.introspection
  const authorization = `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`
  return {
    async signIn(username, password) {
      const response = await fetch(`${root}/members/sign-in`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify({ username, password }),
        signal: AbortSignal.timeout(PATIENCE),
      })
      if (response.status === 401) return null
      if (!response.ok) throw new Error(`the member directory answered ${response.status}`)
      return memberPerson.parse(await response.json())
    },
    async published() {
      const response = await fetch(`${root}/members`, {
        headers: { authorization },
        signal: AbortSignal.timeout(PATIENCE),
      })
      return response.ok ? z.array(publishedMember).parse(await response.json()) : []
    },
  }
}
