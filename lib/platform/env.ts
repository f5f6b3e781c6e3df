/** All settings, parsed by one schema; every fault is printed at once and no value that could be a secret ever is. */
import { hkdfSync } from 'node:crypto'
import { z } from 'zod'
import { isZone } from '../domain/calendar.ts'
import { LADDER_DEFAULTS } from '../domain/ladder.ts'
import { CARD_PHONE } from '../domain/wording/phone.ts'

const port = (fallback: number) =>
  z.coerce.number({ error: 'must be a port number' }).int().min(1).max(65535).default(fallback)
const httpUrl = z
  .url({ protocol: /^https?$/, error: 'must be an http or https URL' })
  .transform((url) => url.replace(/\/+$/, ''))
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 08:00')
const email = z.email({ error: 'must be an e-mail address' })
const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  )
const count = (fallback: number) =>
  z.coerce.number({ error: 'must be a whole number' }).int().min(1).max(120).default(fallback)
const days = (fallback: number) =>
  z.coerce.number({ error: 'must be a whole number' }).int().min(1).max(3650).default(fallback)
/** Keys of the Standard Webhooks scheme, newest first; several while one is being replaced. */
const signingKeys = list.refine(
  (keys) => keys.every((key) => /^whsec_[A-Za-z0-9+/]{32,}={0,2}$/.test(key)),
  'must be keys such as whsec_…, with commas between them',
)
const zone = z.string().refine(isZone, 'must be a time zone such as America/Chicago')
const color = z.string().regex(/^#[0-9a-fA-F]{6}$/, 'must be a colour such as #00558c')

/** Every variable that Candor reads, with its default. `.env.example` lists the same. */
export const settingsSchema = z.object({
  PORT: port(3000),
  AUTHSERVER_PORT: port(4000),
  SANDBOX_AUTHSERVER_PORT: port(4001),
  FHIR_PORT: port(4200),
  IDP_PORT: port(4100),
  MAIL_PORT: port(8025),
  SMTP_PORT: port(1025),
  /** A small third-party app that comes with `npm start`, so that a member has something to share with. */
  DEMO_APP_PORT: port(4300),
  DATA_DIR: z.string().min(1).default('.data'),
  PORTAL_URL: httpUrl.optional(),
  AUTHSERVER_URL: httpUrl.optional(),
  SANDBOX_AUTHSERVER_URL: httpUrl.optional(),
  FHIR_URL: httpUrl.optional(),
  SANDBOX_FHIR_URL: httpUrl.optional(),
  DIRECTORY_FHIR_URL: httpUrl.optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must start with postgres://')
    .default('postgres://app@localhost:5432/candor'),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'must start with smtp:// or smtps://')
    .optional(),
  MAIL_FROM: email.optional(),
  MAIL_HOST: z.hostname({ error: 'must be a host name' }).default('mail.candor.localhost'),
  SECRET: z.string().min(32, 'must have 32 characters or more').default('only-for-tests-and-commands-without-a-server'),
  STAFF_OIDC_ISSUER: httpUrl.optional(),
  STAFF_OIDC_CLIENT_ID: z.string().min(1).default('candor'),
  STAFF_OIDC_CLIENT_SECRET: z.string().min(1).default('candor-embedded-secret'),
  STAFF_OIDC_GROUPS_CLAIM: z.string().min(1).default('groups'),
  STAFF_GROUP_REVIEWER: z.string().min(1).default('appsec-reviewers'),
  STAFF_GROUP_LEAD: z.string().min(1).default('appsec-leads'),
  STAFF_GROUP_AUDITOR: z.string().min(1).default('appsec-auditors'),
  MEMBER_OIDC_ISSUER: httpUrl.optional(),
  MEMBER_OIDC_CLIENT_ID: z.string().min(1).default('candor-members'),
  MEMBER_OIDC_CLIENT_SECRET: z.string().min(1).default('candor-members-secret'),
  MEMBER_OIDC_PATIENT_CLAIM: z.string().min(1).default('patient'),
  INTROSPECTION_CLIENT_ID: z.string().min(1).default('fhir-server'),
  INTROSPECTION_SECRET: z.string().min(16).optional(),
  /** `development` loosens the portal's content security policy for Next's dev server. */
  NODE_ENV: z.enum(['development', 'production', 'test']).default('production'),
  /** Which members an authserver process serves. */
  ENVIRONMENT: z.enum(['production', 'sandbox']).default('production'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  PAYER_NAME: z.string().min(1).default('Blue Cross and Blue Shield of Kansas'),
  PAYER_SHORT_NAME: z.string().min(1).default('BCBSKS'),
  PAYER_ZONE: zone.default('America/Chicago'),
  PAYER_OPEN: clock.default('08:00'),
  PAYER_CLOSE: clock.default('17:00'),
  PAYER_HOLIDAYS: list,
  PAYER_APPSEC_EMAIL: email.default('appsec@bcbsks.com'),
  PAYER_SUPPORT_EMAIL: email.default('interopsys@bcbsks.com'),
  PAYER_MEMBER_PHONE: z.string().min(3).default(CARD_PHONE),
  PAYER_WEBSITE: httpUrl.default('https://www.bcbsks.com'),
  /** The FHIR addresses the payer publishes; shown in the catalogue. */
  PAYER_DIRECTORY_URL: httpUrl.default('https://api.secure.bcbsks.com/bcbsks/fhir-prov-dir/api/v4'),
  PAYER_PRODUCTION_URL: httpUrl.default('https://api.secure.bcbsks.com/smart-fhir/api'),
  PAYER_SANDBOX_URL: httpUrl.default('https://api.secure.bcbsks.com/smart-fhir-sandbox/api'),
  PAYER_COLOR: color.default('#00558c'),
  PAYER_COLOR_DARK: color.default('#003a63'),
  LADDER_INACTIVE_MONTHS: count(LADDER_DEFAULTS.inactiveMonths),
  LADDER_SECOND_MAIL_DAYS: count(LADDER_DEFAULTS.secondMailDays),
  LADDER_OTHER_STAFF_MONTHS: count(LADDER_DEFAULTS.otherStaffMonths),
  LADDER_REMOVAL_DAYS: count(LADDER_DEFAULTS.removalDays),
  /** Keys by which others prove what they send; without any, one is derived from SECRET (`portal -- key`). */
  ACTIVITY_KEYS: signingKeys,
  SIGNAL_KEYS: signingKeys,
  RATING_KEYS: signingKeys,
  MAIL_KEYS: signingKeys,
  /** Silence (hours) of the activity feed after which inactivity is not judged until it is back. */
  ACTIVITY_SILENCE_HOURS: days(24),
  /** A mailbox of its own in which replies come in; without it they come by POST /v1/mail only. */
  IMAP_URL: z
    .string()
    .regex(/^imaps?:\/\//, 'must start with imap:// or imaps://')
    .optional(),
  /** Name of the security-rating service, and from which severity on an alert opens an episode. */
  RATING_SERVICE: z.string().min(1).default('RiskRecon'),
  RATING_OPENS_AT: z.enum(['low', 'medium', 'high', 'critical']).default('high'),
  /** Days until a client secret ends. */
  CLIENT_SECRET_DAYS: days(365),
  /** Days without use after which a sandbox client expires. */
  SANDBOX_CLIENT_DAYS: days(180),
  /** The payer's own authorization server: its registration endpoint (RFC 7591) and initial access token. */
  PROVISION_URL: httpUrl.optional(),
  PROVISION_TOKEN: z.string().min(1).optional(),
  /** `yes` lets webhooks and JWKS addresses be on this machine; only for trying things out. */
  OUTBOUND_LOOPBACK: z.enum(['yes', 'no']).default('no'),
})

type Variables = z.output<typeof settingsSchema>

/** The settings as one list of sentences, each naming a variable; never a value. */
export class SettingsFault extends Error {
  readonly faults: string[]
  constructor(faults: string[]) {
    super(`These settings are wrong:\n${faults.map((fault) => `  ${fault}`).join('\n')}`)
    this.faults = faults
  }
}

/** Whether a URL points at this machine only. */
export function isLoopbackUrl(url: string): boolean {
  const { hostname } = new URL(url)
  return hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]' || hostname.endsWith('.localhost')
}

/** Synthetic people, published passwords and the default secret must never meet the outside world. */
function unsafeForThePublic(v: Variables, urls: string[]): string[] {
  if (urls.every(isLoopbackUrl)) return []
  const faults: string[] = []
  if (!v.MEMBER_OIDC_ISSUER) faults.push('MEMBER_OIDC_ISSUER is needed: synthetic members only run on localhost')
  if (!v.STAFF_OIDC_ISSUER || isLoopbackUrl(v.STAFF_OIDC_ISSUER))
    faults.push('STAFF_OIDC_ISSUER is needed: pick-a-person only runs on localhost')
  if (v.SECRET === settingsSchema.shape.SECRET.parse(undefined)) faults.push('SECRET is needed with a public URL')
  if (!v.INTROSPECTION_SECRET) faults.push('INTROSPECTION_SECRET is needed with a public URL')
  if (v.OUTBOUND_LOOPBACK === 'yes') faults.push('OUTBOUND_LOOPBACK is for localhost only')
  return faults
}

/** The given keys, or the one that belongs to this installation's secret. */
const keysOf = (given: string[], secret: string, purpose: string): string[] =>
  given.length > 0 ? given : [`whsec_${derived(secret, purpose).toString('base64')}`]

const derived = (secret: string, purpose: string) => Buffer.from(hkdfSync('sha256', secret, 'candor', purpose, 32))

/**
 * @param env variables by name; empty texts count as not set
 * @returns settings for every process @throws SettingsFault with every fault at once
 */
export function readSettings(env: Record<string, string | undefined> = process.env) {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = settingsSchema.safeParse(given)
  if (!parsed.success) {
    throw new SettingsFault(parsed.error.issues.map((fault) => `${fault.path.join('.')} ${fault.message}`))
  }
  const settings = assemble(parsed.data)
  const urls = [settings.portal.url, settings.authserver.production.url, settings.authserver.sandbox.url]
  const faults = unsafeForThePublic(parsed.data, urls)
  if (faults.length > 0) throw new SettingsFault(faults)
  return settings
}

export type Settings = ReturnType<typeof assemble>

function assemble(v: Variables) {
  const fhirRoot = `http://localhost:${v.FHIR_PORT}`
  return {
    payer: payerOf(v),
    ladder: {
      zone: v.PAYER_ZONE,
      inactiveMonths: v.LADDER_INACTIVE_MONTHS,
      secondMailDays: v.LADDER_SECOND_MAIL_DAYS,
      otherStaffMonths: v.LADDER_OTHER_STAFF_MONTHS,
      removalDays: v.LADDER_REMOVAL_DAYS,
    },
    portal: { port: v.PORT, url: v.PORTAL_URL ?? `http://localhost:${v.PORT}` },
    authserver: {
      production: { port: v.AUTHSERVER_PORT, url: v.AUTHSERVER_URL ?? `http://localhost:${v.AUTHSERVER_PORT}` },
      sandbox: {
        port: v.SANDBOX_AUTHSERVER_PORT,
        url: v.SANDBOX_AUTHSERVER_URL ?? `http://localhost:${v.SANDBOX_AUTHSERVER_PORT}`,
      },
    },
    fhir: {
      port: v.FHIR_PORT,
      production: { url: v.FHIR_URL ?? `${fhirRoot}/fhir` },
      sandbox: { url: v.SANDBOX_FHIR_URL ?? `${fhirRoot}/sandbox/fhir` },
      directory: { url: v.DIRECTORY_FHIR_URL ?? `${fhirRoot}/directory/fhir` },
    },
    staffOidc: {
      issuer: v.STAFF_OIDC_ISSUER ?? `http://localhost:${v.IDP_PORT}`,
      embedded: v.STAFF_OIDC_ISSUER === undefined,
      clientId: v.STAFF_OIDC_CLIENT_ID,
      clientSecret: v.STAFF_OIDC_CLIENT_SECRET,
      groupsClaim: v.STAFF_OIDC_GROUPS_CLAIM,
      groups: { reviewer: v.STAFF_GROUP_REVIEWER, lead: v.STAFF_GROUP_LEAD, auditor: v.STAFF_GROUP_AUDITOR },
    },
    /** null: the synthetic people of the sandbox stand in for the payer's members. */
    memberOidc: v.MEMBER_OIDC_ISSUER
      ? {
          issuer: v.MEMBER_OIDC_ISSUER,
          clientId: v.MEMBER_OIDC_CLIENT_ID,
          clientSecret: v.MEMBER_OIDC_CLIENT_SECRET,
          patientClaim: v.MEMBER_OIDC_PATIENT_CLAIM,
        }
      : null,
    synthetic: v.MEMBER_OIDC_ISSUER === undefined,
    smtpUrl: v.SMTP_URL ?? `smtp://localhost:${v.SMTP_PORT}`,
    mailFrom: v.MAIL_FROM ?? v.PAYER_APPSEC_EMAIL,
    mailHost: v.MAIL_HOST,
    /** Replies get an address of their own only where mail to it can come in: the embedded server, IMAP, or the webhook. */
    replyBase: v.IMAP_URL || v.MAIL_KEYS.length > 0 || !v.SMTP_URL ? (v.MAIL_FROM ?? v.PAYER_APPSEC_EMAIL) : null,
    databaseUrl: v.DATABASE_URL,
    dataDir: v.DATA_DIR,
    idpPort: v.IDP_PORT,
    mailPort: v.MAIL_PORT,
    smtpPort: v.SMTP_PORT,
    demoAppPort: v.DEMO_APP_PORT,
    logLevel: v.LOG_LEVEL,
    environment: v.ENVIRONMENT,
    development: v.NODE_ENV === 'development',
    introspection: {
      clientId: v.INTROSPECTION_CLIENT_ID,
      secret: v.INTROSPECTION_SECRET ?? derived(v.SECRET, 'introspection').toString('hex'),
    },
    intake: {
      activity: keysOf(v.ACTIVITY_KEYS, v.SECRET, 'activity'),
      signal: keysOf(v.SIGNAL_KEYS, v.SECRET, 'signal'),
      rating: keysOf(v.RATING_KEYS, v.SECRET, 'rating'),
      mail: keysOf(v.MAIL_KEYS, v.SECRET, 'mail'),
    },
    activitySilenceHours: v.ACTIVITY_SILENCE_HOURS,
    imapUrl: v.IMAP_URL ?? null,
    rating: { service: v.RATING_SERVICE, opensAt: v.RATING_OPENS_AT },
    clientSecretDays: v.CLIENT_SECRET_DAYS,
    sandboxClientDays: v.SANDBOX_CLIENT_DAYS,
    /** null: Candor's own authorization server serves the clients. */
    provision: v.PROVISION_URL ? { url: v.PROVISION_URL, token: v.PROVISION_TOKEN ?? null } : null,
    outboundLoopback: v.OUTBOUND_LOOPBACK === 'yes',
    secrets: {
      digestKey: derived(v.SECRET, 'digest').toString('hex'),
      sealKey: derived(v.SECRET, 'seal'),
      cookieKeys: [derived(v.SECRET, 'cookie').toString('hex')],
    },
  }
}

function payerOf(v: Variables) {
  return {
    name: v.PAYER_NAME,
    shortName: v.PAYER_SHORT_NAME,
    zone: v.PAYER_ZONE,
    open: v.PAYER_OPEN,
    close: v.PAYER_CLOSE,
    holidays: v.PAYER_HOLIDAYS,
    appsecEmail: v.PAYER_APPSEC_EMAIL,
    supportEmail: v.PAYER_SUPPORT_EMAIL,
    memberPhone: v.PAYER_MEMBER_PHONE,
    websiteUrl: v.PAYER_WEBSITE,
    endpoints: { directory: v.PAYER_DIRECTORY_URL, production: v.PAYER_PRODUCTION_URL, sandbox: v.PAYER_SANDBOX_URL },
    color: v.PAYER_COLOR,
    colorDark: v.PAYER_COLOR_DARK,
  }
}
