/**
 * Attestations: at approval the answers that members read are frozen as canonical JSON, digested, signed and drawn as a
 * label in every language. Nothing a member sees comes from anywhere else, and a digest that does not match fails closed.
 */
import {
  type AttestationRow,
  type DocumentRow,
  findAttestation,
  findCurrentAttestation,
  findDocument,
  findLabelRendering,
  findNames,
  insertAttestation,
  insertAttestationNotice,
  insertLabelRendering,
  isAnsweredByOwner,
  type LabelHead,
  type LabelRenderingRow,
  listAttestationNotices,
} from '../../db/queries/attestation.ts'
import type { Reader, Tx } from '../../db/transaction.ts'
import type { Answers } from '../domain/answers.ts'
import { canonicalJson } from '../domain/canonical-json.ts'
import { attestedCompany } from '../domain/company-name.ts'
import { freezeDeep } from '../domain/edition.ts'
import { type Label, type LabelNotice, labelOf, nextNotices } from '../domain/label.ts'
import { editionOf } from '../domain/questionnaire.ts'
import { notFound } from '../domain/refusal.ts'
import { frozenAnswers } from '../domain/registration.ts'
import { WORDING_VERSION } from '../domain/wording.ts'
import type { Context } from './context.ts'
import { recordAudit } from './record.ts'
import { tellAttestation } from './webhook-event.ts'

export type Lang = 'en' | 'es'
const LANGS: readonly Lang[] = ['en', 'es']

/** The statements of an app, as signed. `signedAt` is RFC 3339 in UTC. */
export type AttestationContent = {
  edition: string
  app: string
  /** The legal name in the signed answers, whatever the organization calls itself by now. */
  company: string
  /** Only the answers that members read, by question id. */
  answers: Record<string, unknown>
  signedAt: string
  signerTitle: string
}

/** Questions that no label row shows but that decide which others were asked. */
const ALSO_FROZEN = new Set(['app.platforms'])

async function contentOf(tx: Tx, document: DocumentRow): Promise<AttestationContent> {
  const edition = editionOf(document.edition)
  if (!edition) throw new Error(`edition ${document.edition} is not known`)
  const all = frozenAnswers(document.content)
  const questions = edition.sections.flatMap((section) => section.questions)
  const read = questions.filter((question) => question.row !== null || ALSO_FROZEN.has(question.id))
  const answers = Object.fromEntries(
    read.flatMap(({ id }) => (all[id] === undefined || all[id] === null ? [] : [[id, all[id]]])),
  )
  const names = await findNames(tx, document.submissionId)
  const identity = all['app.identity'] as { name?: string } | undefined
  return {
    edition: document.edition,
    app: identity?.name ?? names?.app ?? '',
    company: attestedCompany(all) || (names?.company ?? ''),
    answers,
    signedAt: document.signedAt.toISOString(),
    signerTitle: document.signerTitle,
  }
}

/** Draws the label of a content in one language, with the dated notices that stand beside it. */
function draw(ctx: Context, content: AttestationContent, notices: readonly LabelNotice[], lang: Lang): Label {
  const edition = editionOf(content.edition)
  if (!edition) throw new Error(`edition ${content.edition} is not known`)
  const app = { name: content.app, company: content.company }
  const { now } = ctx
  const { zone } = ctx.settings.payer
  return labelOf(
    edition,
    { app, answers: content.answers as Answers, lastAnsweredAt: new Date(content.signedAt), now, notices, zone },
    lang,
  )
}

/**
 * Freezes, signs and publishes the statements of an approved document. Called by the approval, inside its transaction.
 * @param facts.notices what was found before the approval; it stands beside the statements from the first day
 */
export async function publishAttestation(
  tx: Tx,
  ctx: Context,
  facts: { appId: string; submissionId: string; documentId: string; notices?: readonly LabelNotice[] },
): Promise<{ attestationId: string; version: number; digest: string }> {
  const document = await findDocument(tx, facts.documentId)
  if (!document || document.submissionId !== facts.submissionId) throw notFound('document')
  if (ctx.digest(document.content) !== document.digest) throw new Error('the document is not the one that was signed')
  const content = await contentOf(tx, document)
  const text = canonicalJson(content)
  const before = await findCurrentAttestation(tx, facts.appId)
  // What another company answered before is nothing that this one can have taken back.
  const own = (await isAnsweredByOwner(tx, facts.appId)) ? before : undefined
  const row: AttestationRow = {
    id: ctx.randomId(),
    appId: facts.appId,
    version: (before?.version ?? 0) + 1,
    submissionId: facts.submissionId,
    documentId: facts.documentId,
    edition: content.edition,
    content: text,
    digest: ctx.digest(text),
    jws: await ctx.sign(text),
    publishedAt: ctx.now,
  }
  await insertAttestation(tx, row)
  const notices = await noticesOfNext(tx, ctx, own, content, facts.notices ?? [])
  for (const notice of notices) await insertNotice(tx, ctx, row.id, notice)
  await insertRenderings(tx, ctx, row.id, content, notices)
  await tellAttestation(tx, ctx, { attestationId: row.id, appId: row.appId, version: row.version })
  await recordAudit(tx, ctx, {
    act: 'attestation.published',
    noun: 'attestation',
    nounId: row.id,
    data: { appId: row.appId, version: row.version, digest: row.digest },
  })
  return { attestationId: row.id, version: row.version, digest: row.digest }
}

/** What was found before the approval, with what still holds of the statements that these follow. */
async function noticesOfNext(
  tx: Tx,
  ctx: Context,
  before: AttestationRow | undefined,
  content: AttestationContent,
  found: readonly LabelNotice[],
): Promise<readonly LabelNotice[]> {
  const edition = editionOf(content.edition)
  if (!before || !edition) return found
  const published = { answers: contentOfRow(ctx, before).answers as Answers, notices: await noticesOf(tx, before.id) }
  const next = { answers: content.answers as Answers, signedAt: new Date(content.signedAt), found }
  return nextNotices(edition, published, next)
}

const contentOfRow = (ctx: Context, row: AttestationRow) =>
  JSON.parse(intact(ctx, row.content, row.digest, 'attestation')) as AttestationContent

/** Every notice beside published statements, lifted ones included; a step for other services. */
export async function noticesOf(reader: Reader, attestationId: string): Promise<LabelNotice[]> {
  const rows = await listAttestationNotices(reader, attestationId)
  return rows.map(({ kind, questionId, at, data: { before, lifts } }) => ({
    ...{ kind, questionId, at, before },
    ...(lifts === 'finding' || lifts === 'could_not_confirm' ? { lifts } : {}),
  }))
}

/** Puts dated notices beside published statements and draws their label again. Called inside the act that found them. */
export async function addAttestationNotices(
  tx: Tx,
  ctx: Context,
  row: AttestationRow,
  notices: readonly LabelNotice[],
): Promise<void> {
  const content = contentOfRow(ctx, row)
  for (const notice of notices) await insertNotice(tx, ctx, row.id, notice)
  await insertRenderings(tx, ctx, row.id, content, await noticesOf(tx, row.id))
}

function insertNotice(tx: Tx, ctx: Context, attestationId: string, notice: LabelNotice): Promise<void> {
  const { kind, questionId, at, before, lifts } = notice
  const data = { ...(before === undefined ? {} : { before }), ...(lifts ? { lifts } : {}) }
  return insertAttestationNotice(tx, { id: ctx.randomId(), attestationId, kind, questionId, at, data })
}

/** Each further notice makes a new rendering; the ones before stay as they were shown. */
async function insertRenderings(
  tx: Tx,
  ctx: Context,
  attestationId: string,
  content: AttestationContent,
  notices: readonly LabelNotice[],
): Promise<void> {
  const wordingVersion = notices.length === 0 ? WORDING_VERSION : `${WORDING_VERSION}+${notices.length}`
  for (const lang of LANGS) {
    const label = canonicalJson(draw(ctx, content, notices, lang))
    const row = { id: ctx.randomId(), attestationId, lang, wordingVersion, label, digest: ctx.digest(label) }
    await insertLabelRendering(tx, { ...row, createdAt: ctx.now })
  }
}

export type ShownLabel = {
  attestationId: string
  version: number
  /** Digest of the attestation's content. */
  digest: string
  /** Names as they were signed, fit to be shown. */
  app: string
  company: string
  label: Label
  /** Digest of the exact label text. */
  labelDigest: string
  signedAt: Date
  publishedAt: Date
}

/** A frozen text as long as it is the one that was frozen. @throws when somebody changed it: fails closed */
function intact(ctx: Context, text: string, digest: string, what: string): string {
  if (ctx.digest(text) !== digest) throw new Error(`the ${what} does not match its digest`)
  return text
}

/** The value of a frozen text. @throws like `intact` */
function frozen<Value>(ctx: Context, text: string, digest: string, what: string): Value {
  return freezeDeep(JSON.parse(intact(ctx, text, digest, what)) as Value)
}

/** Labels that were checked and read before, by everything they are made of; the newest are kept. */
const shownBefore = new Map<string, ShownLabel>()
const MOST_KEPT = 200

/**
 * The label that members of an app read now, checked against its digests. Which one that is, is read with the client at
 * every call. Texts are fetched, checked and read again when a digest or a row is another one than before.
 * @param heads of the client @returns null when nothing was published
 */
export async function labelToShow(ctx: Context, heads: readonly LabelHead[], lang: Lang): Promise<ShownLabel | null> {
  const head = heads.find((one) => one.lang === lang)
  if (!head) {
    if (heads.length > 0) throw new Error(`attestation ${heads[0]?.attestationId} has no ${lang} label`)
    return null
  }
  const name = [head.attestationId, head.digest, head.labelDigest, head.rows].join(' ')
  const known = shownBefore.get(name)
  if (known) return known
  const row = await findAttestation(ctx.reader, head.attestationId)
  if (!row) return null
  const label = shownLabel(ctx, row, (await findLabelRendering(ctx.reader, row.id, lang)) ?? null, lang)
  // A newer rendering may have come between the two reads; it is kept once a head names it.
  if (label.labelDigest === head.labelDigest) shownBefore.set(name, label)
  const [oldest] = shownBefore.keys()
  if (shownBefore.size > MOST_KEPT && oldest !== undefined) shownBefore.delete(oldest)
  return label
}

/** The same by app, for the directory. */
export async function labelOfApp(ctx: Context, appId: string, lang: Lang): Promise<ShownLabel | null> {
  const row = await findCurrentAttestation(ctx.reader, appId)
  if (!row) return null
  return shownLabel(ctx, row, (await findLabelRendering(ctx.reader, row.id, lang)) ?? null, lang)
}

function shownLabel(ctx: Context, row: AttestationRow, rendering: LabelRenderingRow | null, lang: Lang): ShownLabel {
  const content = frozen<AttestationContent>(ctx, row.content, row.digest, 'attestation')
  if (!rendering) throw new Error(`attestation ${row.id} has no ${lang} label`)
  const label = frozen<Label>(ctx, rendering.label, rendering.digest, 'label')
  return {
    attestationId: row.id,
    version: row.version,
    digest: row.digest,
    app: label.app,
    company: label.company,
    label,
    labelDigest: rendering.digest,
    signedAt: new Date(content.signedAt),
    publishedAt: row.publishedAt,
  }
}
