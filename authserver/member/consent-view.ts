/**
 * Puts the consent page together: names and label from what was signed, the data that would go, and a digest of it all.
 * What it says to everybody is drawn and digested once and kept under its whole content, so a word that changes is
 * another page; what is about one member is put in at every answer and kept nowhere.
 */
import { createElement } from 'react'
import { canonicalJson } from '../../lib/domain/canonical-json.ts'
import { GRANT_MONTHS, type GrantMonths, grantEnd, isOnce } from '../../lib/domain/grant.ts'
import { dateText, type Lang } from '../../lib/domain/wording/pages.ts'
import type { MemberPerson } from '../../lib/platform/members.ts'
import { labelToShow, type ShownLabel } from '../../lib/services/attestation.ts'
import type { AskingClient } from '../../lib/services/client-member.ts'
import type { Context } from '../../lib/services/context.ts'
import {
  type CommonPage,
  Consent as ConsentView,
  type OptionalPart,
  OWN_TEXTS,
  type OwnTexts,
} from '../pages/consent.tsx'
import { fillPage, type KeptPage, keepPage, marksFor } from '../pages/kept.ts'
import { drawPage, speaker } from '../pages/layout.tsx'
import type { Shown } from '../pages/receipt.tsx'
import type { Asked } from './request.ts'
import type { MemberSession } from './session.ts'
import { shownOf, untouched } from './shown.ts'
import { commonFrame, type MemberSide, otherLangHref, withLang } from './side.ts'

/**
 * The app's name on the way to a decision: the signed one, which the consent page shows and the grant keeps. An approved
 * change of name comes with the next answers; until then a new name here would look like another app.
 */
export async function nameOf(service: Context, client: AskingClient, lang: Lang): Promise<string> {
  return nameBy(await labelToShow(service, client.labels, lang), client)
}

/** Without published answers the registered name is the only one. */
const nameBy = (label: ShownLabel | null, client: AskingClient): string => label?.app ?? client.name

export type Person = MemberPerson['people'][number]

export type Choice = {
  lang: Lang
  person: Person
  ticked: OptionalPart[]
  months: GrantMonths
  fault: string | null
}

export type Consent = {
  label: ShownLabel | null
  /** When sharing would end. */
  until(): Date
  /** What the grant keeps of the page. */
  shown(): Shown
  /** Digest of everything that is shown. */
  shownDigest: string
  /** In UTF-8. */
  draw(): Buffer
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

const signedDays = new WeakMap<ShownLabel, string>()

/** The day of the signature in words; a server has one zone, and a label that was checked is kept. */
function signedOn(label: ShownLabel, zone: string): string {
  const day = signedDays.get(label) ?? dateText(label.label.lang, label.signedAt, zone)
  signedDays.set(label, day)
  return day
}

/** Of everything that is the same for everybody: the page without the member's texts, and the digest of what it says. */
type Kept = { page: KeptPage; digest: string }
const kept = new Map<string, Kept>()
const MOST_KEPT = 200

/** The chosen end in words. */
function howLongOf({ frame, months }: CommonPage): string {
  const chosen = months.find((one) => one.chosen)
  return chosen ? speaker(frame.lang)('consent.until', { months: chosen.months, date: chosen.until }) : ''
}

/** @param labelDigest stands for the label's text in the name of what is kept, and in the digest */
function keptOf(service: Context, common: CommonPage, labelDigest: string | null): Kept {
  const label = common.label && { signedOn: common.label.signedOn, labelDigest }
  const name = JSON.stringify({ ...common, label })
  const known = kept.get(name)
  if (known) return known
  const page = keepPage(createElement(ConsentView, { page: { ...common, own: marksFor(OWN_TEXTS) } }))
  const shown = untouched(shownOf(common, howLongOf(common)))
  const fresh = { page, digest: service.digest(canonicalJson({ ...shown, label: labelDigest })) }
  kept.set(name, fresh)
  const [oldest] = kept.keys()
  if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest)
  return fresh
}

/** A sentence takes the period of a name such as "Jr." at its end for its own; only drawing it shows where. */
const hasPeriods = ({ memberName, patientName, notifyEmail }: OwnTexts) =>
  [memberName, patientName, notifyEmail].some((text) => /^\.|\.\.|\.$/.test(text))

type About = { request: Asked; session: MemberSession; choice: Choice }

function commonOf(
  side: MemberSide,
  now: Date,
  { request, session, choice }: About,
  label: ShownLabel | null,
): CommonPage {
  const { lang, person } = choice
  const { client, offer } = request
  const zone = side.settings.payer.zone
  return {
    frame: commonFrame(side, lang),
    app: nameBy(label, client),
    company: label?.company ?? client.company,
    self: person.self,
    mayChoose: session.people.length > 1,
    notified: session.email !== null,
    grantsHref: withLang('/grants', lang),
    environment: side.environment,
    label: label && { label: label.label, signedOn: signedOn(label, zone) },
    data: offer.data,
    optional: offer.optional,
    ticked: choice.ticked,
    months: isOnce(offer.scopes)
      ? []
      : endsOf(now, lang, zone).map((end) => ({ ...end, chosen: end.months === choice.months })),
    learnsIdentity: offer.learnsIdentity,
    fault: choice.fault,
  }
}

function ownOf({ request, session, choice }: About, shownDigest: string): OwnTexts {
  const { lang, person } = choice
  const { path } = request
  return {
    memberName: session.name,
    patientId: person.id,
    patientName: person.name,
    switchHref: otherLangHref(`${path}?patient=${encodeURIComponent(person.id)}`, lang),
    chooseHref: withLang(path, lang),
    action: `${path}/decide`,
    switchAction: `${path}/sign-out`,
    notifyEmail: session.email ?? '',
    shownDigest,
  }
}

/** The page as it would be shown now. Called to draw it, and again to see whether what was agreed to still stands. */
export async function consentOf(side: MemberSide, service: Context, about: About): Promise<Consent> {
  const { request, choice } = about
  const label = await labelToShow(service, request.client.labels, choice.lang)
  const common = commonOf(side, service.now, about, label)
  const { page, digest } = keptOf(service, common, label?.labelDigest ?? null)
  const { subject, email } = about.session
  const shownDigest = service.digest(canonicalJson([digest, choice.person.id, subject, email]))
  return {
    label,
    until: () => grantEnd(service.now, choice.months, side.settings.payer.zone),
    shown: () => shownOf(common, howLongOf(common)),
    shownDigest,
    draw() {
      const own = ownOf(about, shownDigest)
      if (hasPeriods(own)) return Buffer.from(drawPage(createElement(ConsentView, { page: { ...common, own } })))
      return fillPage(page, own)
    },
  }
}
