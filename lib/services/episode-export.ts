/** The record of a case for CIRT, as data. Taking it is itself a row of the audit. */
import type { Context } from './context.ts'
import { type EpisodeView, episodeView } from './episode-view.ts'
import type { InboundMailView } from './inbound-view.ts'
import { recordAudit } from './record.ts'
import { staffOf } from './review-access.ts'

export type EpisodeRecord = {
  reference: string
  kind: string
  status: string
  organization: string
  clientId: string | null
  client: string | null
  openedAt: string
  exportedAt: string
  evidence: Record<string, unknown>
  checklist: { item: string; due: string | null; done: string }[]
  log: {
    at: string
    event: string
    title: string
    by: string
    public: string
    internal: string
    /** Sender, subject and words of a mail that came in. */
    mail: string
    data: Record<string, unknown>
  }[]
}

const recordOf = (view: EpisodeView, now: Date): EpisodeRecord => ({
  reference: view.reference,
  kind: view.kind,
  status: view.status,
  organization: view.organization,
  clientId: view.client?.clientId ?? null,
  client: view.client?.name ?? null,
  openedAt: view.opened.at.toISOString(),
  exportedAt: now.toISOString(),
  evidence: view.evidence,
  checklist: view.checklist.map(({ title, due, done }) => ({ item: title, due: due?.at.toISOString() ?? null, done })),
  log: view.events.map(({ at, kind, title, by, publicText, internalText, mail, data: { once: _key, ...data } }) => ({
    ...{ at: at.toISOString(), event: kind, title, by, public: publicText, internal: internalText, data },
    mail: mail ? mailText(mail) : '',
  })),
})

const mailText = ({ from, known, subject, text }: InboundMailView): string =>
  [`From ${from}, ${known ? 'an address of the organization' : 'an unknown sender'}`, subject, text].join('\n')

/** For staff of any role. Refuses `not_found` for everybody else and for an unknown case. */
export async function exportEpisode(
  ctx: Context,
  input: { episodeId: string; format: 'csv' | 'json' },
): Promise<EpisodeRecord> {
  staffOf(ctx)
  const view = await episodeView(ctx, input.episodeId)
  await ctx.transaction((tx) =>
    recordAudit(tx, ctx, {
      act: 'episode.exported',
      noun: 'episode',
      nounId: view.episodeId,
      organizationId: view.organizationId,
      data: { format: input.format, events: view.events.length },
    }),
  )
  return recordOf(view, ctx.now)
}
