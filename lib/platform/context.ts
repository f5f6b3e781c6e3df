/** Composition root: gives a service its context. */
import type { Database } from '../../db/client.ts'
import type { BusinessCalendar } from '../domain/calendar.ts'
import { payerDomains } from '../domain/payer-domain.ts'
import type { Actor, Context, ServiceSettings } from '../services/context.ts'
import type { Settings } from './env.ts'
import { loadHolidays } from './holidays.ts'
import { attestationKeys } from './keys.ts'
import { type Runtime, runtime } from './runtime.ts'
import { seal, unseal } from './seal.ts'
import { digest, keyedDigest, randomCode, randomId, randomSecret } from './secrets.ts'

const calendars = new Map<string, BusinessCalendar>()

/** The payer's business calendar; holidays of the years 2020 to 2045, loaded once. */
function businessCalendar(payer: Settings['payer']): BusinessCalendar {
  const key = JSON.stringify([payer.zone, payer.open, payer.close, payer.holidays])
  const known = calendars.get(key)
  if (known) return known
  const holidays = new Set(loadHolidays(2020, 2045, payer.holidays))
  const calendar = { zone: payer.zone, open: payer.open, close: payer.close, holidays }
  calendars.set(key, calendar)
  return calendar
}

const perSettings = new WeakMap<Settings, ServiceSettings>()

/** The part of the settings that rules and services may read; made once for each settings. */
export function serviceSettings(settings: Settings): ServiceSettings {
  const known = perSettings.get(settings)
  if (known) return known
  const made = partOf(settings)
  perSettings.set(settings, made)
  return made
}

function partOf(settings: Settings): ServiceSettings {
  const { payer } = settings
  return {
    payer: {
      name: payer.name,
      shortName: payer.shortName,
      zone: payer.zone,
      appsecEmail: payer.appsecEmail,
      supportEmail: payer.supportEmail,
      memberPhone: payer.memberPhone,
      domains: payerDomains({ addresses: [payer.appsecEmail, payer.supportEmail], website: payer.websiteUrl }),
    },
    calendar: businessCalendar(payer),
    ladder: settings.ladder,
    portalUrl: settings.portal.url,
    authserverUrl: { production: settings.authserver.production.url, sandbox: settings.authserver.sandbox.url },
    fhirUrl: {
      production: settings.fhir.production.url,
      sandbox: settings.fhir.sandbox.url,
      directory: settings.fhir.directory.url,
    },
    mailHost: settings.mailHost,
    provisions: settings.provision !== null,
    replyBase: settings.replyBase,
    activitySilenceHours: settings.activitySilenceHours,
    clientSecretDays: settings.clientSecretDays,
    sandboxClientDays: settings.sandboxClientDays,
    rating: settings.rating,
    outboundLoopback: settings.outboundLoopback,
  }
}

const systemOrigin = { ip: 'system', userAgent: '', requestId: 'system' }

/**
 * @param actor who acts, already proven @param origin where the request came from
 * @param now the one instant of this request; read from the clock when not given
 */
export function contextFor(
  actor: Actor,
  origin: Context['origin'] = systemOrigin,
  now: Date = new Date(),
  from: Runtime = runtime(),
): Context {
  return contextOn(from.connection.db, from.settings, actor, origin, now)
}

/** The same on a given database, for tests and operator commands. */
export function contextOn(
  db: Database,
  settings: Settings,
  actor: Actor,
  origin: Context['origin'],
  now: Date,
): Context {
  const keys = attestationKeys(db, settings)
  return {
    actor,
    now,
    origin,
    reader: db,
    transaction: (work) => db.transaction(work),
    settings: serviceSettings(settings),
    randomId,
    randomSecret,
    randomCode,
    digest,
    keyedDigest: (text) => keyedDigest(settings.secrets.digestKey, text),
    seal: (text) => seal(settings.secrets.sealKey, text),
    unseal: (sealed) => unseal(settings.secrets.sealKey, sealed),
    sign: (payload) => keys.sign(payload),
    verify: (jws) => keys.verify(jws),
  }
}
