/** Malicious activity: a colleague flags a client, and confirms that it is real; only then are members told. */
import { findClient, listClientEvents, lockClient } from '../../db/queries/client.ts'
import { listAddressesOfMembers } from '../../db/queries/client-impact.ts'
import { findOwnerOfApp } from '../../db/queries/review.ts'
import { attackOf } from '../domain/attack.ts'
import { clientStatus } from '../domain/client.ts'
import { notFound, Refusal } from '../domain/refusal.ts'
import { reviewText } from '../domain/review-text.ts'
import { phoneText } from '../domain/wording/phone.ts'
import type { Context } from './context.ts'
import { auditEpisode, type EpisodeResult, openEpisodeFacts } from './episode-act.ts'
import { flagStep, isClientStopped } from './episode-malicious-step.ts'
import { addEpisodeEvent } from './episode-step.ts'
import { recordMail } from './record.ts'
import { reviewerOf } from './review-access.ts'

export type FlagInput = {
  clientId: string
  /** Code of an attack. */
  attack: string
  evidence: string
}

/**
 * Opens the case of a client, or adds to the open one; stops nothing. Refuses `attack` and `text` (field `evidence`),
 * `not_flaggable` for a removed client, `read_only`, `not_found`.
 */
export function flagClient(ctx: Context, input: FlagInput): Promise<EpisodeResult & { opened: boolean }> {
  return ctx.transaction(async (tx) => {
    reviewerOf(ctx)
    const client = await lockClient(tx, input.clientId)
    const owner = client && (await findOwnerOfApp(tx, client.appId))
    if (!client || !owner) throw notFound('client')
    if (clientStatus(await listClientEvents(tx, [client.id])) === 'removed') {
      throw new Refusal('not_flaggable', 'This client is removed, so there is nothing to flag.')
    }
    const attack = attackOf(input.attack)
    if (!attack) throw new Refusal('attack', 'Choose what was seen.', { field: 'attack' })
    const ask = 'Write what was seen: addresses, accounts, times.'
    const text = reviewText(input.evidence, { field: 'evidence', ask })
    const evidence = { attack: attack.code, source: 'desk' as const, text }
    const { episode, opened } = await flagStep(tx, ctx, { client, ...owner }, evidence)
    await auditEpisode(tx, ctx, episode, 'episode.flagged', { attack: attack.code, opened })
    return { episodeId: episode.id, opened }
  })
}

export type ConfirmInput = { episodeId: string; internalText?: string }

/**
 * A colleague says that it is real: members who share with the client are written to, without its name. It is suspended
 * by itself or with its whole organization then. Refuses `not_malicious`, `confirmed_before`, `not_suspended`, `text`,
 * `conflict`, `episode_closed`, `read_only`, `not_found`.
 */
export function confirmMalicious(ctx: Context, input: ConfirmInput): Promise<EpisodeResult & { members: number }> {
  return ctx.transaction(async (tx) => {
    const { episode, events } = await openEpisodeFacts(tx, ctx, input.episodeId)
    const client = episode.clientId ? await findClient(tx, episode.clientId) : undefined
    if (episode.kind !== 'malicious' || !client) {
      throw new Refusal('not_malicious', 'Only a case of malicious activity is confirmed.')
    }
    if (events.some(({ kind }) => kind === 'confirmed')) {
      throw new Refusal('confirmed_before', 'A colleague has confirmed it, and members were told.')
    }
    if (clientStatus(await listClientEvents(tx, [client.id])) === 'removed') {
      throw new Refusal('not_suspended', 'The client was removed, and its members were told when their sharing ended.')
    }
    if (!(await isClientStopped(tx, client.id))) {
      throw new Refusal('not_suspended', 'Suspend the client first: the mail tells members that it is stopped.')
    }
    const internalText = reviewText(input.internalText ?? '', { field: 'confirmNote' })
    await addEpisodeEvent(tx, ctx, { episodeId: episode.id, kind: 'confirmed', internalText })
    const addresses = await listAddressesOfMembers(tx, client.id, ctx.now)
    const { payer, authserverUrl } = ctx.settings
    for (const { email, lang } of addresses) {
      const url = `${authserverUrl[client.environment]}/grants?lang=${lang}`
      const props = { url, payer: payer.shortName, phone: phoneText(lang, payer.memberPhone) }
      await recordMail(tx, ctx, { kind: 'client_stopped_member', to: email, lang, props })
    }
    const data = { audience: 'members', count: addresses.length }
    await addEpisodeEvent(tx, ctx, { episodeId: episode.id, kind: 'told', data })
    await auditEpisode(tx, ctx, episode, 'episode.confirmed', { members: addresses.length })
    return { episodeId: episode.id, members: addresses.length }
  })
}
