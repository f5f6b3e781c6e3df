/**
 * A small FHIR R4 server with synthetic data: Patient, Coverage and ExplanationOfBenefit of the one person a token is
 * for, in production and in the sandbox, and a provider directory that needs no token. It also is the member directory
 * of the synthetic people. Only for localhost.
 */
import { timingSafeEqual } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import Router, { type RouterContext } from '@koa/router'
import Koa from 'koa'
import bodyParser from 'koa-bodyparser'
import { DATA_TYPES, smartConfiguration } from '../authserver/provider/smart.ts'
import type { Environment } from '../lib/domain/client.ts'
import { isLoopbackUrl, readSettings, type Settings } from '../lib/platform/env.ts'
import { createLog, type Log } from '../lib/platform/log.ts'
import { exitWithParent } from '../lib/platform/parent.ts'
import { type Access, accessOf, allowed, FhirFault, outcome } from './fhir-access.ts'
import { DIRECTORY_RESOURCES, isSensitive, MEMBER_RESOURCES, patientOf, type Resource } from './fhir-data.ts'
import { SYNTHETIC_MEMBERS, type SyntheticMember, signInSynthetic } from './members.ts'

const FHIR_JSON = 'application/fhir+json; charset=utf-8'

const bundle = (resources: readonly Resource[], base: string) => ({
  resourceType: 'Bundle',
  type: 'searchset',
  total: resources.length,
  entry: resources.map((resource) => ({
    fullUrl: `${base}/${resource.resourceType}/${resource.id}`,
    resource,
    search: { mode: 'match' },
  })),
})

/** FHIR's description of what a base URL offers. */
function capability(base: string, types: readonly string[], issuer?: string) {
  const endpoints = issuer === undefined ? undefined : smartConfiguration(issuer)
  const security = endpoints && {
    service: [
      { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/restful-security-service', code: 'SMART-on-FHIR' }] },
    ],
    extension: [
      {
        url: 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris',
        extension: [
          { url: 'authorize', valueUri: endpoints.authorization_endpoint },
          { url: 'token', valueUri: endpoints.token_endpoint },
        ],
      },
    ],
  }
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: '2026-01-01',
    kind: 'instance',
    fhirVersion: '4.0.1',
    format: ['application/fhir+json'],
    implementation: { description: 'Synthetic data only', url: base },
    rest: [
      {
        mode: 'server',
        ...(security ? { security } : {}),
        resource: types.map((type) => ({ type, interaction: [{ code: 'read' }, { code: 'search-type' }] })),
      },
    ],
  }
}

/** What of a person's data a token may see; claims on sensitive care only when the member ticked them. */
function visible(access: Access, type: string): Resource[] {
  return MEMBER_RESOURCES.filter(
    (resource) =>
      resource.resourceType === type &&
      ['', access.patient].includes(patientOf(resource)) &&
      (access.sensitive || !isSensitive(resource)),
  )
}

function checkType(type: string): void {
  if (DATA_TYPES.some((known) => known === type)) return
  throw new FhirFault(404, 'not-supported', `There is no ${type} here.`)
}

function memberRoutes(router: Router, settings: Settings, environment: Environment): void {
  const base = settings.fhir[environment].url
  const path = new URL(base).pathname
  const issuer = settings.authserver[environment].url
  router.get(`${path}/.well-known/smart-configuration`, (ctx) => {
    ctx.body = smartConfiguration(issuer)
    ctx.type = 'application/json'
  })
  router.get(`${path}/metadata`, (ctx) => answer(ctx, capability(base, DATA_TYPES, issuer)))
  router.get(`${path}/:type/:id`, async (ctx) => {
    const { type = '', id = '' } = ctx.params
    const access = await accessOf(settings, environment, ctx.get('authorization'))
    checkType(type)
    if (!allowed(access, type, 'read')) throw new FhirFault(403, 'forbidden', `The member did not share ${type}.`)
    const found = visible(access, type).find((resource) => resource.id === id)
    if (!found) throw new FhirFault(403, 'forbidden', 'This token does not open that record.')
    answer(ctx, found)
  })
  router.get(`${path}/:type`, async (ctx) => {
    const { type = '' } = ctx.params
    const access = await accessOf(settings, environment, ctx.get('authorization'))
    checkType(type)
    if (!allowed(access, type, 'search')) throw new FhirFault(403, 'forbidden', `The member did not share ${type}.`)
    const asked = ctx.query.patient ?? ctx.query.beneficiary ?? (type === 'Patient' ? ctx.query._id : undefined)
    if (asked !== undefined && String(asked).replace('Patient/', '') !== access.patient) {
      throw new FhirFault(403, 'forbidden', 'This token does not open the records of that person.')
    }
    answer(ctx, bundle(visible(access, type), base))
  })
}

function directoryRoutes(router: Router, settings: Settings): void {
  const base = settings.fhir.directory.url
  const path = new URL(base).pathname
  const types = [...new Set(DIRECTORY_RESOURCES.map((resource) => resource.resourceType))].sort()
  router.get(`${path}/metadata`, (ctx) => answer(ctx, capability(base, types)))
  router.get(`${path}/:type/:id`, (ctx) => {
    const { type, id } = ctx.params
    const found = DIRECTORY_RESOURCES.find((resource) => resource.resourceType === type && resource.id === id)
    if (!found) throw new FhirFault(404, 'not-found', 'There is no such resource.')
    answer(ctx, found)
  })
  router.get(`${path}/:type`, (ctx) => {
    const { type = '' } = ctx.params
    if (!types.includes(type)) throw new FhirFault(404, 'not-supported', `There is no ${type} here.`)
    answer(
      ctx,
      bundle(
        DIRECTORY_RESOURCES.filter((resource) => resource.resourceType === type),
        base,
      ),
    )
  })
}

/** The authorization server alone may ask who a member is. */
function checkCaller(ctx: RouterContext, settings: Settings): void {
  const { clientId, secret } = settings.introspection
  const expected = Buffer.from(`Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`)
  const given = Buffer.from(ctx.get('authorization'))
  if (given.length === expected.length && timingSafeEqual(given, expected)) return
  throw new FhirFault(403, 'forbidden', 'Only the authorization server may ask this.')
}

const personOf = (member: SyntheticMember) => ({
  subject: member.person.id,
  name: `${member.person.given} ${member.person.family}`,
  email: member.email,
  people: [member.person, ...member.children].map((person) => ({
    id: person.id,
    name: `${person.given} ${person.family}`,
    self: person === member.person,
  })),
})

function directoryOfMembers(router: Router, settings: Settings): void {
  router.get('/members', (ctx) => {
    checkCaller(ctx, settings)
    ctx.body = SYNTHETIC_MEMBERS.map(({ username, password, about, aboutEs }) => ({
      username,
      password,
      about,
      aboutEs,
    }))
  })
  router.post('/members/sign-in', bodyParser({ enableTypes: ['json'], jsonLimit: '4kb' }), (ctx) => {
    checkCaller(ctx, settings)
    const { username, password } = (ctx.request.body ?? {}) as { username?: unknown; password?: unknown }
    const member = signInSynthetic(String(username ?? ''), String(password ?? ''))
    if (!member) throw new FhirFault(401, 'login', 'The name or the password is wrong.')
    ctx.body = personOf(member)
  })
}

function answer(ctx: RouterContext, resource: unknown): void {
  ctx.body = resource
  ctx.type = FHIR_JSON
}

/** Any web app may read with a token; there are no cookies here. */
const cors: Koa.Middleware = async (ctx, next) => {
  ctx.set('access-control-allow-origin', '*')
  if (ctx.method === 'OPTIONS') {
    ctx.set('access-control-allow-methods', 'GET')
    ctx.set('access-control-allow-headers', 'authorization, accept, content-type, prefer, cache-control')
    ctx.set('access-control-max-age', '3600')
    ctx.status = 204
    return
  }
  await next()
}

const headers: Koa.Middleware = async (ctx, next) => {
  ctx.set('x-content-type-options', 'nosniff')
  ctx.set('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
  ctx.set('cache-control', 'no-store')
  ctx.set('referrer-policy', 'no-referrer')
  await next()
}

const faults =
  (log: Log): Koa.Middleware =>
  async (ctx, next) => {
    try {
      await next()
      if (ctx.status === 404 && ctx.body === undefined) throw new FhirFault(404, 'not-found', 'There is nothing here.')
    } catch (error) {
      const known = error instanceof FhirFault
      if (!known) log.error({ err: error, path: ctx.path }, 'FHIR request failed')
      ctx.status = known ? error.status : 500
      ctx.body = outcome(known ? error.code : 'exception', known ? error.message : 'Something went wrong on our side.')
      ctx.type = FHIR_JSON
      if (ctx.status === 401) ctx.set('www-authenticate', 'Bearer')
    }
  }

/** Starts the server on loopback. Refuses to run beside a public URL. */
export async function startFhir(
  settings: Settings,
  log: Log = createLog(settings.logLevel, 'fhir'),
): Promise<{ port: number; close: () => Promise<void> }> {
  const urls = [settings.authserver.production.url, settings.authserver.sandbox.url, settings.fhir.production.url]
  if (!urls.every(isLoopbackUrl)) throw new Error('The synthetic FHIR server only runs on localhost.')
  const router = new Router()
  memberRoutes(router, settings, 'production')
  memberRoutes(router, settings, 'sandbox')
  directoryRoutes(router, settings)
  directoryOfMembers(router, settings)
  router.get('/healthz', (ctx) => {
    ctx.body = { ok: true }
  })
  const app = new Koa()
  app.use(headers).use(cors).use(faults(log)).use(router.routes())
  const server = app.listen(settings.fhir.port, '127.0.0.1')
  await new Promise<void>((done, failed) => server.once('listening', done).once('error', failed))
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.closeAllConnections()
      return new Promise((done) => server.close(() => done()))
    },
  }
}

if (process.argv[1]?.endsWith('fhir.ts')) {
  exitWithParent()
  const settings = readSettings()
  await startFhir(settings)
}
