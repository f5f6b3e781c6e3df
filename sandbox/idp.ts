/**
 * The staff identity provider that `npm start` embeds: OpenID Connect with a page to pick a person, roles by a groups
 * claim. Loopback only; refuses to stand beside a portal with a public URL.
 */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { exportJWK, generateKeyPair, type JWK } from 'jose'
import bodyParser from 'koa-bodyparser'
import Provider, { type Configuration, type KoaContextWithOIDC } from 'oidc-provider'
import { isLoopbackUrl, readSettings, type Settings } from '../lib/platform/env.ts'
import { createLog, type Log } from '../lib/platform/log.ts'
import { exitWithParent } from '../lib/platform/parent.ts'
import { MemoryAdapter } from './idp-memory.ts'
import { faultPage, pickPage, signedOutPage, signOutPage } from './idp-page.ts'
import { pageHeaders } from './page.ts'
import { type StaffPerson, staffPeople } from './people.ts'

const SESSION_COOKIE = 'staff_idp_session'

type Keys = { jwks: { keys: JWK[] }; cookieKey: string }

/** Signing and cookie keys, kept so that a restart does not end anybody's sign-in half way. */
async function keysIn(dataDir: string): Promise<Keys> {
  const file = join(dataDir, 'idp-keys.json')
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Keys
  const pair = await generateKeyPair('RS256', { extractable: true })
  const jwk = { ...(await exportJWK(pair.privateKey)), alg: 'RS256', use: 'sig', kid: randomBytes(8).toString('hex') }
  const keys = { jwks: { keys: [jwk] }, cookieKey: randomBytes(32).toString('base64url') }
  mkdirSync(dataDir, { recursive: true })
  writeFileSync(file, JSON.stringify(keys), { mode: 0o600 })
  return keys
}

function claimsOf(person: StaffPerson, groupsClaim: string) {
  return {
    sub: person.id,
    name: person.name,
    given_name: person.given,
    family_name: person.family,
    email: person.email,
    email_verified: true,
    [groupsClaim]: person.groups,
  }
}

/** Asks at every sign-in who one is: a browser that was somebody a minute ago comes as nobody. */
function forgetBrowser(provider: Provider): void {
  provider.use((ctx, next) => {
    if (ctx.path === '/auth' || ctx.path.startsWith('/auth/')) {
      const cookies = (ctx.req.headers.cookie ?? '').split('; ')
      ctx.req.headers.cookie = cookies.filter((cookie) => !cookie.startsWith(SESSION_COOKIE)).join('; ')
    }
    return next()
  })
}

function configuration(settings: Settings, people: StaffPerson[], keys: Keys): Configuration {
  const { staffOidc, portal } = settings
  return {
    adapter: MemoryAdapter,
    jwks: keys.jwks as Configuration['jwks'],
    cookies: {
      keys: [keys.cookieKey],
      // Cookies ignore ports, so the names must differ from those of the portal and the authorization servers.
      names: { session: SESSION_COOKIE, interaction: 'staff_idp_interaction', resume: 'staff_idp_resume' },
    },
    clients: [
      {
        client_id: staffOidc.clientId,
        client_secret: staffOidc.clientSecret,
        redirect_uris: [`${portal.url}/api/auth/callback/staff`],
        post_logout_redirect_uris: [portal.url],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    claims: {
      openid: ['sub', staffOidc.groupsClaim],
      profile: ['name', 'given_name', 'family_name'],
      email: ['email', 'email_verified'],
    },
    scopes: ['openid', 'profile', 'email', 'groups'],
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: signingOut(portal.url) },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    findAccount(_ctx, id) {
      const person = people.find((known) => known.id === id)
      return person && { accountId: id, claims: async () => claimsOf(person, staffOidc.groupsClaim) }
    },
    // The portal is the payer's own; nobody is asked whether it may know their name.
    async loadExistingGrant(ctx) {
      const { client, session } = ctx.oidc
      const grant = new ctx.oidc.provider.Grant({ clientId: client?.clientId, accountId: session?.accountId })
      grant.addOIDCScope('openid profile email groups')
      await grant.save()
      return grant
    },
    ttl: { Session: 8 * 3600, Interaction: 3600, Grant: 3600, AccessToken: 600, IdToken: 600 },
    renderError(ctx, out) {
      ctx.set(pageHeaders())
      ctx.type = 'html'
      ctx.body = faultPage(out.error_description ?? out.error)
    },
  }
}

/** The pages on which somebody ends the session here, asked by the portal (OpenID Connect RP-Initiated Logout 1.0). */
function signingOut(portalUrl: string) {
  const say = (ctx: KoaContextWithOIDC, page: string) => {
    ctx.set(pageHeaders([new URL(portalUrl).origin]))
    ctx.type = 'html'
    ctx.body = page
  }
  return {
    enabled: true,
    logoutSource: async (ctx: KoaContextWithOIDC, form: string) => say(ctx, signOutPage(form)),
    postLogoutSuccessSource: async (ctx: KoaContextWithOIDC) => say(ctx, signedOutPage()),
  }
}

/** The pick-a-person page and what its buttons post. */
function addPages(provider: Provider, settings: Settings, people: StaffPerson[]): void {
  const headers = pageHeaders([new URL(settings.portal.url).origin])
  const readBody = bodyParser({ formLimit: '8kb' })
  provider.use(async (ctx, next) => {
    const [, uid, cancel] = /^\/interaction\/([\w-]+)(\/cancel)?$/.exec(ctx.path) ?? []
    if (!uid) return next()
    ctx.set(headers)
    try {
      // Only here: the provider reads the bodies of its own paths itself.
      await readBody(ctx, async () => {})
      const going = await provider.interactionDetails(ctx.req, ctx.res)
      if (going.uid !== uid) throw new Error('another sign-in is going on')
      if (ctx.method !== 'POST') {
        ctx.type = 'html'
        ctx.body = pickPage(uid, people, settings.payer.name)
        return
      }
      const { person } = (ctx.request.body ?? {}) as { person?: string }
      const known = people.find(({ id }) => id === person)
      const result =
        cancel || !known
          ? { error: 'access_denied', error_description: 'Sign-in was cancelled.' }
          : { login: { accountId: known.id, remember: false } }
      ctx.status = 303
      ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, result))
    } catch {
      ctx.status = 400
      ctx.type = 'html'
      ctx.body = faultPage('This sign-in has ended. Go back to the portal and start again.')
    }
  })
}

/** Starts the identity provider on loopback. @returns how to stop it */
export async function startIdp(settings: Settings, log: Log): Promise<{ close: () => Promise<void> }> {
  if (!isLoopbackUrl(settings.portal.url)) throw new Error('Pick-a-person only runs beside a portal on localhost.')
  const people = staffPeople(settings)
  const keys = await keysIn(settings.dataDir)
  const provider = new Provider(settings.staffOidc.issuer, configuration(settings, people, keys))
  provider.on('server_error', (_ctx, error) => log.error({ err: error }, 'identity provider'))
  forgetBrowser(provider)
  addPages(provider, settings, people)
  const server = provider.listen(settings.idpPort, '127.0.0.1')
  await new Promise<void>((done, failed) => server.once('listening', done).once('error', failed))
  return {
    close: () => {
      server.closeAllConnections()
      return new Promise((done) => server.close(() => done()))
    },
  }
}

if (process.argv[1]?.endsWith('idp.ts')) {
  exitWithParent()
  const settings = readSettings()
  await startIdp(settings, createLog(settings.logLevel, 'idp'))
}
