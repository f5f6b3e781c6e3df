/** Which pieces `npm start` embeds: each stands in for something of the payer's, and leaves when a setting names that. */
import { isLoopbackUrl, type Settings } from '../lib/platform/env.ts'

export type Pieces = {
  postgres: boolean
  mail: boolean
  idp: boolean
  fhir: boolean
  demoApp: boolean
  /** Whether the believable small world belongs into this database: only where everything else is invented, too. */
  world: boolean
}

/** @param env the variables as they were given */
export function embeddedPieces(settings: Settings, env: Record<string, string | undefined>): Pieces {
  const local = [settings.portal.url, settings.authserver.production.url, settings.authserver.sandbox.url].every(
    isLoopbackUrl,
  )
  const idp = settings.staffOidc.embedded
  const mail = !env.SMTP_URL
  const fhir = !env.FHIR_URL
  return {
    postgres: !env.DATABASE_URL,
    mail,
    idp,
    fhir,
    demoApp: local && settings.synthetic,
    world: local && settings.synthetic && idp && mail && fhir,
  }
}
