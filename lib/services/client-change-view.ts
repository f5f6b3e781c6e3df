/** Changes of a client and its keys as its developers see them: what was, what shall be, and who has decided. */
import { type ClientRow, listClientEvents } from '../../db/queries/client.ts'
import { lastJwksFetch } from '../../db/queries/client-change.ts'
import { datedText, dueSentence } from '../domain/calendar.ts'
import { clientStatus, type Environment } from '../domain/client.ts'
import {
  areKeysLiveAtOnce,
  CHANGE_TITLES,
  type ChangeKind,
  type ChangeState,
  changeDue,
  changeLines,
  isOpenChange,
  isReviewed,
  offerUntil,
} from '../domain/client-change.ts'
import { may } from '../domain/organization.ts'
import { clientOfDeveloper } from './client.ts'
import { changesOf, type KnownChange } from './client-change-step.ts'
import { transferReasons } from './client-transfer-step.ts'
import type { Context } from './context.ts'
import { livesElsewhere } from './provisioning-facts.ts'

export type ChangeView = {
  changeId: string
  kind: ChangeKind
  title: string
  state: ChangeState
  /** Empty for what the worker found. */
  reason: string
  /** Whether the worker found it at the client's address. */
  found: boolean
  requestedAt: Date
  was: string[]
  shall: string[]
  /** Keys of the set that cannot be used, a sentence for each; empty when there was none. */
  ignored: string
  /** Until when AppSec decides; null when it cannot yet, or has. */
  due: string | null
  /** Until when the other organization can answer an offer; null for everything that is no offer. */
  answerBy: string | null
  /** How it ended; the text is empty for a withdrawal. `byTeam`: AppSec ended it, and nobody else. */
  end: { at: Date; publicText: string; byTeam: boolean } | null
}

/** One change in the words that both sides read. */
export function changeView(ctx: Context, { row, events, state }: KnownChange): ChangeView {
  const { calendar } = ctx.settings
  const end = isOpenChange(state) ? undefined : events.find(({ kind }) => kind === state)
  const waits = state === 'offered' || state === 'expired'
  const due = state === 'in_review' ? changeDue(row, events, calendar) : null
  return {
    changeId: row.id,
    kind: row.kind,
    title: CHANGE_TITLES[row.kind],
    state,
    reason: row.reason,
    found: row.requestedBy === null,
    requestedAt: row.requestedAt,
    was: changeLines(row.kind, row.before),
    shall: changeLines(row.kind, { ...row.proposed, offeredTo: row.offeredTo }),
    ignored: String(row.proposed.ignored ?? ''),
    due: due && dueSentence(ctx.now, due, calendar),
    answerBy: waits ? datedText(offerUntil(row.requestedAt), calendar.zone) : null,
    end: end ? { at: end.at, publicText: end.publicText, byTeam: end.actorKind === 'staff' } : null,
  }
}

export type KeyView = { kid: string; alg: string }

export type ClientChangesView = {
  clientId: string
  name: string
  environment: Environment
  asymmetric: boolean
  /** Whether it lives in the payer's own authorization server, which has to confirm what changes. */
  elsewhere: boolean
  redirectUris: string[]
  keys: {
    live: KeyView[]
    jwksUri: string | null
    /** What the worker found there last; null when it has not looked. */
    fetched: { at: Date; outcome: 'same' | 'changed' | 'refused' | 'unreachable'; detail: string } | null
    /** Whether new keys work at once. */
    atOnce: boolean
  }
  /** Whether changes go to review. */
  reviewed: boolean
  /** Newest first. */
  changes: ChangeView[]
  /** Kinds of which one is open: another cannot be asked for before. */
  waiting: ChangeKind[]
  /** Whether the client was removed, so that nothing of it changes any more. */
  removed: boolean
  mayEdit: boolean
  mayTransfer: boolean
  /** Why the app cannot change hands now, as sentences; empty for whoever may not transfer it. */
  whyNotTransfer: string[]
}

/** What the company of before asked for and was told stays its own; the change that brought the app is of both. */
function sinceHandOver(changes: KnownChange[]): KnownChange[] {
  const came = changes.findIndex(({ row, state }) => row.kind === 'owner' && state === 'approved')
  return came < 0 ? changes : changes.slice(0, came + 1)
}

/** For a developer of the client's organization; refuses `not_found` for everybody else. */
export async function clientChanges(ctx: Context, clientId: string): Promise<ClientChangesView> {
  const { client, app } = await clientOfDeveloper(ctx.reader, ctx, clientId, 'read')
  const mayTransfer = may(app.role, 'transfer_app') && isReviewed(client.environment)
  const [known, fetched, events, whyNotTransfer] = await Promise.all([
    changesOf(ctx.reader, ctx, client.id).then(sinceHandOver),
    client.jwksUri ? lastJwksFetch(ctx.reader, client.id) : undefined,
    listClientEvents(ctx.reader, [client.id]),
    mayTransfer ? transferReasons(ctx.reader, client, null) : [],
  ])
  return {
    clientId: client.id,
    name: client.name,
    environment: client.environment,
    asymmetric: client.type === 'confidential-asymmetric',
    elsewhere: livesElsewhere(ctx, client),
    redirectUris: client.redirectUris,
    keys: {
      live: liveKeys(client),
      jwksUri: client.jwksUri,
      fetched: fetched ? { at: fetched.at, outcome: fetched.outcome, detail: fetched.detail } : null,
      atOnce: areKeysLiveAtOnce(client.environment, client.jwks !== null),
    },
    reviewed: isReviewed(client.environment),
    changes: known.map((change) => changeView(ctx, change)),
    waiting: known.filter(({ state }) => isOpenChange(state)).map(({ row }) => row.kind),
    removed: clientStatus(events) === 'removed',
    mayEdit: may(app.role, 'manage_client'),
    mayTransfer,
    whyNotTransfer,
  }
}

function liveKeys({ jwks }: Pick<ClientRow, 'jwks'>): KeyView[] {
  const keys = Array.isArray(jwks?.keys) ? (jwks.keys as Record<string, unknown>[]) : []
  return keys.map(({ kid, alg }) => ({ kid: String(kid), alg: String(alg) }))
}
