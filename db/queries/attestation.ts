/** What an approval froze: attestations, their label per language, dated notices. */
import { and, asc, desc, eq, isNull, lte, sql } from 'drizzle-orm'
import { builtOnce } from '../built-once.ts'
import { gathered } from '../gathered.ts'
import { app } from '../schema/app.ts'
import { attestation, attestationNotice, labelRendering } from '../schema/attestation.ts'
import { client } from '../schema/client.ts'
import { organization } from '../schema/organization.ts'
import { document, submission } from '../schema/submission.ts'
import type { Reader, Tx } from '../transaction.ts'

export type AttestationRow = typeof attestation.$inferSelect
export type LabelRenderingRow = typeof labelRendering.$inferSelect
export type AttestationNoticeRow = typeof attestationNotice.$inferSelect

/** The current attestation of an app: the highest version. */
export async function findCurrentAttestation(reader: Reader, appId: string): Promise<AttestationRow | undefined> {
  const [row] = await reader
    .select()
    .from(attestation)
    .where(eq(attestation.appId, appId))
    .orderBy(desc(attestation.version))
    .limit(1)
  return row
}

/** The current attestation of the app behind a client. */
export async function findAttestationOfClient(reader: Reader, clientId: string): Promise<AttestationRow | undefined> {
  const [row] = await reader
    .select({ attestation })
    .from(client)
    .innerJoin(attestation, eq(attestation.appId, client.appId))
    .where(eq(client.id, clientId))
    .orderBy(desc(attestation.version))
    .limit(1)
  return row?.attestation
}

// `rows` are the versions of the rows: whoever changes one past its trigger gives it another.

/** Which attestation and which rendering of a language are the current ones, without their texts. */
export type LabelHead = { lang: 'en' | 'es'; attestationId: string; digest: string; labelDigest: string; rows: string }

/** Of the app behind a client, one a language; a part of statements about clients. */
export const labelHeadsOfClient = sql<LabelHead[]>`(
  select coalesce(json_agg(h), '[]'::json) from (
    select distinct on (r.lang) r.lang, a.id as "attestationId", a.digest, r.digest as "labelDigest",
      concat_ws(' ', a.xmin, r.xmin) as rows
    from attestation a join label_rendering r on r.attestation_id = a.id where a.app_id = ${client.appId}
    order by r.lang, a.version desc, r.created_at desc, r.wording_version desc) h)`

/** Whether the current statements are of the organization that has the app now; where `attestation`, `submission` and `app` are joined. */
const ofOwner = sql<boolean>`${submission.organizationId} = ${app.organizationId}`

/** The same as a part of statements that join `app` alone; true before the first approval. */
export const answeredByOwner = sql<boolean>`coalesce((
  select s.organization_id = ${app.organizationId} from attestation a join submission s on s.id = a.submission_id
  where a.app_id = ${app.id} order by a.version desc limit 1), true)`

/** Whether the current statements of an app are of the organization that has it now; true before the first approval. */
export async function isAnsweredByOwner(reader: Reader, appId: string): Promise<boolean> {
  const [row] = await reader
    .select({ ofOwner })
    .from(attestation)
    .innerJoin(submission, eq(submission.id, attestation.submissionId))
    .innerJoin(app, eq(app.id, attestation.appId))
    .where(eq(attestation.appId, appId))
    .orderBy(desc(attestation.version))
    .limit(1)
  return row?.ofOwner ?? true
}

export type PublishedNotice = {
  kind: AttestationNoticeRow['kind']
  questionId: string
  at: string
  lifts?: 'could_not_confirm' | 'finding'
}
type PublishedHead = {
  clientId: string
  environment: string
  attestationId: string
  version: number
  digest: string
  rows: string
  notices: PublishedNotice[]
  ofOwner: boolean
}

/** Of one attestation, oldest first. */
const noticesOfAttestation = sql<PublishedNotice[]>`(
  select coalesce(json_agg(json_build_object(
    'kind', n.kind, 'questionId', n.question_id, 'lifts', n.data->>'lifts',
    'at', to_char(n.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by n.at), '[]'::json)
  from attestation_notice n where n.attestation_id = ${attestation.id})`

const published = builtOnce((reader) =>
  reader
    .selectDistinctOn([client.id], {
      clientId: client.id,
      environment: client.environment,
      attestationId: attestation.id,
      version: attestation.version,
      digest: attestation.digest,
      rows: sql<string>`${attestation}.xmin::text`,
      notices: noticesOfAttestation,
      ofOwner,
    })
    .from(client)
    .innerJoin(attestation, eq(attestation.appId, client.appId))
    .innerJoin(submission, eq(submission.id, attestation.submissionId))
    .innerJoin(app, eq(app.id, client.appId))
    .where(sql`${client.id} = any(${sql.placeholder('clientIds')}::text[])`)
    .orderBy(client.id, desc(attestation.version))
    .prepare('published_attestations'),
)

type PublishedKey = { clientId: string; environment: 'production' | 'sandbox' }
const publishedName = ({ clientId, environment }: { clientId: string; environment: string }) =>
  `${clientId} ${environment}`

/** Which attestation is the current one of a client of one environment, with its notices, without its text. */
export const findPublishedHead: (reader: Reader, key: PublishedKey) => Promise<PublishedHead | undefined> = gathered(
  (reader, keys: PublishedKey[]) => published(reader).execute({ clientIds: keys.map(({ clientId }) => clientId) }),
  publishedName,
  publishedName,
)

export async function findAttestation(reader: Reader, attestationId: string): Promise<AttestationRow | undefined> {
  const [row] = await reader.select().from(attestation).where(eq(attestation.id, attestationId))
  return row
}

export async function insertAttestation(tx: Tx, row: AttestationRow): Promise<void> {
  await tx.insert(attestation).values(row)
}

export async function insertLabelRendering(tx: Tx, row: LabelRenderingRow): Promise<void> {
  await tx.insert(labelRendering).values(row)
}

/** The newest rendering of a language. */
export async function findLabelRendering(
  reader: Reader,
  attestationId: string,
  lang: 'en' | 'es',
): Promise<LabelRenderingRow | undefined> {
  const [row] = await reader
    .select()
    .from(labelRendering)
    .where(and(eq(labelRendering.attestationId, attestationId), eq(labelRendering.lang, lang)))
    .orderBy(desc(labelRendering.createdAt), desc(labelRendering.wordingVersion))
    .limit(1)
  return row
}

export async function insertAttestationNotice(tx: Tx, row: AttestationNoticeRow): Promise<void> {
  await tx.insert(attestationNotice).values(row)
}

/** Oldest first. */
export function listAttestationNotices(reader: Reader, attestationId: string): Promise<AttestationNoticeRow[]> {
  return reader
    .select()
    .from(attestationNotice)
    .where(eq(attestationNotice.attestationId, attestationId))
    .orderBy(asc(attestationNotice.at))
}

/**
 * Current attestations of live apps that were signed by an instant and that no notice calls lapsed, oldest first.
 * @param attestationId this one alone, if it is one of them
 */
export async function listLapsing(
  reader: Reader,
  signedBy: Date,
  limit: number,
  attestationId?: string,
): Promise<{ appId: string; attestationId: string }[]> {
  return reader
    .select({ appId: attestation.appId, attestationId: attestation.id })
    .from(attestation)
    .innerJoin(document, eq(document.id, attestation.documentId))
    .innerJoin(app, eq(app.id, attestation.appId))
    .where(
      and(
        isNull(app.deletedAt),
        attestationId === undefined ? undefined : eq(attestation.id, attestationId),
        lte(document.signedAt, signedBy),
        sql`not exists (select from attestation newer
          where newer.app_id = ${attestation.appId} and newer.version > ${attestation.version})`,
        sql`not exists (select from attestation_notice n where n.attestation_id = ${attestation.id} and n.kind = 'lapsed')`,
      ),
    )
    .orderBy(asc(document.signedAt), asc(attestation.id))
    .limit(limit)
}

export type DocumentRow = typeof document.$inferSelect

/** The frozen document an approval is about. */
export async function findDocument(reader: Reader, documentId: string): Promise<DocumentRow | undefined> {
  const [row] = await reader.select().from(document).where(eq(document.id, documentId))
  return row
}

/** Names of the app and the company behind a submission. */
export async function findNames(reader: Reader, submissionId: string) {
  const [row] = await reader
    .select({ app: app.name, company: organization.legalName })
    .from(submission)
    .innerJoin(app, eq(app.id, submission.appId))
    .innerJoin(organization, eq(organization.id, app.organizationId))
    .where(eq(submission.id, submissionId))
  return row
}

/** The company as the signed statements name it. */
export const attestedCompany = sql<string>`${attestation.content}::jsonb ->> 'company'`

export type DirectoryRow = { appId: string; clientId: string; name: string; company: string; publishedAt: Date }

function approvedApps(reader: Reader, appId?: string): Promise<DirectoryRow[]> {
  const approved = and(eq(client.environment, 'production'), isNull(app.deletedAt), answeredByOwner)
  return reader
    .selectDistinctOn([app.nameFold, app.id], {
      appId: app.id,
      clientId: client.id,
      name: client.name,
      company: attestedCompany,
      publishedAt: attestation.publishedAt,
    })
    .from(client)
    .innerJoin(app, eq(app.id, client.appId))
    .innerJoin(attestation, eq(attestation.appId, app.id))
    .where(appId === undefined ? approved : and(approved, eq(app.id, appId)))
    .orderBy(asc(app.nameFold), asc(app.id), desc(attestation.version))
}

/** Approved apps with their production client, by name; one row an app. */
export function listApprovedApps(reader: Reader): Promise<DirectoryRow[]> {
  return approvedApps(reader)
}

export async function findApprovedApp(reader: Reader, appId: string): Promise<DirectoryRow | undefined> {
  const [row] = await approvedApps(reader, appId)
  return row
}
