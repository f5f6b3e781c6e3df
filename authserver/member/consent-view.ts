/** Puts the consent page together: names and label from what was signed, the data that would go, and a digest of it all. */
import type Koa from 'koa'
import { canonicalJson } from '../../lib/domain/canonical-json.ts'
import { GRANT_MONTHS, type GrantMonths, grantEnd } from '../../lib/domain/grant.ts'
import { dateText, type Lang } from '../../lib/domain/wording/pages.ts'
import type { MemberPerson } from '../../lib/platform/members.ts'
import { labelOfClient, type ShownLabel } from '../../lib/services/attestation.ts'
import type { ConsentPage, OptionalPart } from '../pages/consent.tsx'
import { speaker } from '../pages/layout.tsx'
import type { Shown } from '../pages/receipt.tsx'
import type { AppRequest } from './request.ts'
import type { MemberSession } from './session.ts'
import { shownOf, untouched } from './shown.ts'
import { contextOf, frameOf, type MemberSide, withLang } from './side.ts'

export type Person = MemberPerson['people'][number]

export type Choice = {
  lang: Lang
  person: Person
  ticked: OptionalPart[]
  months: GrantMonths
  fault: string | null
}

export type Consent = {
  page: ConsentPage
  label: ShownLabel | null
  until: () => Date
  shown: Shown
  labelDigest: string
}

type End = { months: GrantMonths; until: string }
const ends = new Map<string, { minute: number; ends: readonly End[] }>()
const MINUTE = 60_000

/** The days on which sharing could end, in words; worked out once a minute, since no day begins within one. */
function endsOf(now: Date, lang: Lang, zone: string): readonly End[] {
  const minute = Math.floor(now.getTime() / MINUTE)
  const name = `${lang}:${zone}`
  const known = ends.get(name)
  if (known?.minute === minute) return known.ends
  const fresh = GRANT_MONTHS.map((months) => ({ months, until: dateText(lang, grantEnd(now, months, zone), zone) }))
  ends.set(name, { minute, ends: fresh })
  return fresh
}

/** The page as it would be shown now. Called to draw it, and again to see whether what was agreed to still stands. */
export async function consentOf(
  side: MemberSide,
  ctx: Koa.Context,
  request: AppRequest,
  session: MemberSession,
  choice: Choice,
): Promise<Consent> {
  const service = contextOf(side, ctx)
  const { lang, person } = choice
  const { client, offer, path } = request
  const zone = side.settings.payer.zone
  const label = await labelOfClient(service, client.clientId, lang)
  const here = `${path}?patient=${encodeURIComponent(person.id)}`
  const months = endsOf(service.now, lang, zone).map((end) => ({ ...end, chosen: end.months === choice.months }))
  const page = {
    frame: frameOf(side, lang, here),
    app: label?.app ?? client.name,
    company: label?.company ?? client.company,
    memberName: session.name,
    patient: person,
    choosePatientHref: session.people.length > 1 ? withLang(path, lang) : null,
    action: `${path}/decide`,
    switchAction: `${path}/sign-out`,
    grantsHref: withLang('/grants', lang),
    environment: side.environment,
    label: label && { label: label.label, signedOn: dateText(lang, label.signedAt, zone) },
    data: offer.data,
    optional: offer.optional,
    ticked: choice.ticked,
    months,
    learnsIdentity: offer.learnsIdentity,
    notifyEmail: session.email,
    fault: choice.fault,
  }
  const chosen = months.find((one) => one.chosen)
  const howLong = chosen ? speaker(lang)('consent.until', { months: chosen.months, date: chosen.until }) : ''
  const shown = shownOf(page, howLong)
  // The label's own digest stands for its text.
  const fixed = { label: label?.labelDigest ?? null, person: person.id }
  const shownDigest = service.digest(canonicalJson({ ...untouched(shown), ...fixed }))
  return {
    page: { ...page, shownDigest },
    label,
    until: () => grantEnd(service.now, choice.months, zone),
    shown,
    labelDigest: label?.labelDigest ?? service.digest(canonicalJson(shown)),
  }
}
