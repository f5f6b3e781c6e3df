/** The public directory: every approved app in the same way, by name, with the label that its members read. */
import { findApprovedApp, listApprovedApps } from '../../db/queries/attestation.ts'
import type { Label } from '../domain/label.ts'
import { notFound } from '../domain/refusal.ts'
import { type Lang, labelOfApp } from './attestation.ts'
import type { Context } from './context.ts'
import { clientStatuses } from './stop-step.ts'

export type DirectoryEntry = { appId: string; name: string; company: string; publishedAt: Date }

/** All approved apps by name, without those that are stopped; anybody may read it. */
export async function listDirectory(ctx: Context): Promise<DirectoryEntry[]> {
  const apps = await listApprovedApps(ctx.reader)
  const statuses = await clientStatuses(
    ctx.reader,
    apps.map(({ clientId }) => clientId),
  )
  return apps
    .filter(({ clientId }) => statuses.get(clientId) === 'live')
    .map(({ appId, name, company, publishedAt }) => ({ appId, name, company, publishedAt }))
}

export type DirectoryPage = DirectoryEntry & {
  clientId: string
  /** False while the app, or its whole company, is stopped: its page stays, so that its members can read what they agreed to. */
  live: boolean
  label: Label
  version: number
  /** SHA-256 of the signed answers, lower-case hex. */
  digest: string
  signedAt: Date
}

const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

/** One approved app with its current label; anybody may read it. Refuses `not_found` for any other app. */
export async function directoryPage(ctx: Context, appId: string, lang: Lang): Promise<DirectoryPage> {
  const entry = isId(appId) ? await findApprovedApp(ctx.reader, appId) : undefined
  const shown = entry ? await labelOfApp(ctx, appId, lang) : null
  if (!entry || !shown) throw notFound('app')
  const { label, version, digest, signedAt, publishedAt } = shown
  const live = (await clientStatuses(ctx.reader, [entry.clientId])).get(entry.clientId) === 'live'
  return { ...entry, live, label, version, digest, signedAt, publishedAt }
}
