/** Takes one step of the inactivity ladder: its event, its mails, and at last the suspension. In the caller's transaction. */
import { claimReminder, type EpisodeRow } from '../../db/queries/episode.ts'
import type { Tx } from '../../db/transaction.ts'
import type { LadderDates } from '../domain/ladder.ts'
import {
  LADDER_STEPS,
  type LadderStep,
  promisedDates,
  recipients,
  stepDates,
  withStep,
} from '../domain/ladder-steps.ts'
import { recordClientEvent } from './client-event.ts'
import type { Context } from './context.ts'
import { addEpisodeEvent, openEpisode } from './episode-step.ts'
import { type LadderCase, openCase } from './ladder-facts.ts'
import { thereOf } from './provisioning-facts.ts'
import { type AuditEntry, recordMail } from './record.ts'
import { removalCoversOrganization } from './removal-facts.ts'
import { stillInUseUrl } from './still-in-use-token.ts'

export type StepTaken = { episode: EpisodeRow; mails: string[]; audits: AuditEntry[] }

const SUSPENDED = 'Nobody used the app for a long time, and nobody answered our mails.'
const iso = (at: Date) => at.toISOString()

/** @returns null when somebody took it before */
export async function takeStep(tx: Tx, ctx: Context, found: LadderCase, step: LadderStep): Promise<StepTaken | null> {
  const episode = openCase(found, ctx.now) ?? (await open(tx, ctx, found))
  if (!(await claimReminder(tx, episode.id, step, ctx.now))) return null
  const row = LADDER_STEPS.find((one) => one.step === step)
  if (!row) throw new Error(`there is no step ${step}`)
  const to = row.to === 'leads' ? [ctx.settings.payer.appsecEmail] : recipients(row.to, found)
  const mails: string[] = []
  const facts = { step, audience: row.to, recipients: to.length }
  if (step === 'suspension') {
    const words = { criterion: 'inactive', publicReason: SUSPENDED }
    await recordClientEvent(tx, ctx, found.client.id, 'suspended', words)
  }
  const props = await propsOf(tx, ctx, found, episode, step)
  const first = step === 'suspension' ? 'suspended' : step === 'removal_asked' ? 'removal_asked' : 'mailed'
  for (const address of to) {
    const mailId = await recordMail(tx, ctx, { kind: row.mail, to: address, props })
    const kind = mails.length === 0 ? first : 'mailed'
    await addEpisodeEvent(tx, ctx, { episodeId: episode.id, kind, data: facts, publicText: row.title, mailId })
    mails.push(mailId)
  }
  if (to.length === 0) {
    const internalText = 'There is nobody to write to.'
    await addEpisodeEvent(tx, ctx, {
      episodeId: episode.id,
      kind: first,
      data: facts,
      publicText: row.title,
      internalText,
    })
  }
  return { episode, mails, audits: auditsOf(found, episode, facts) }
}

async function open(tx: Tx, ctx: Context, found: LadderCase): Promise<EpisodeRow> {
  const { client, organization, lastActivity, everUsed, quietFrom, facts } = found
  const dates = promisedDates(facts.quietSince, ctx.now, ctx.settings.ladder)
  const { episode } = await openEpisode(tx, ctx, {
    kind: 'inactive',
    organizationId: organization.id,
    clientId: client.id,
    key: `${client.id} ${iso(quietFrom)}`,
    evidence: {
      lastActivityAt: iso(lastActivity),
      everUsed,
      dates: Object.fromEntries(Object.entries(dates).map(([name, at]) => [name, iso(at)])),
    },
    publicText: 'No sign-in and no successful call.',
  })
  return episode
}

function auditsOf({ client, organization }: LadderCase, episode: EpisodeRow, facts: { step: LadderStep }) {
  const at = { organizationId: organization.id }
  const step: AuditEntry = {
    ...at,
    act: `ladder.${facts.step}`,
    noun: 'episode',
    nounId: episode.id,
    data: { ...facts },
  }
  if (facts.step !== 'suspension') return [step]
  const data = { environment: client.environment, criterion: 'inactive' }
  return [step, { ...at, act: 'client.suspended', noun: 'client', nounId: client.id, data }]
}

/** The dates as they stand once this step is taken. */
function datesAfter(ctx: Context, found: LadderCase, step: LadderStep): LadderDates {
  const { ladder } = ctx.settings
  const dates = stepDates(withStep(found.facts, step, ctx.now, ladder), ladder)
  const at = (name: LadderStep) => dates.find((one) => one.step === name)?.at ?? ctx.now
  return {
    flaggedAt: at('first_mail'),
    secondMailAt: at('second_mail'),
    otherStaffAt: at('other_staff'),
    removalAt: at('suspension'),
  }
}

async function propsOf(tx: Tx, ctx: Context, found: LadderCase, episode: EpisodeRow, step: LadderStep) {
  const { client, app, organization, lastActivity, everUsed } = found
  const { portalUrl } = ctx.settings
  const head = { app: app.name, episode: episode.reference }
  const dates = datesAfter(ctx, found, step)
  const quiet = {
    lastActivity: iso(lastActivity),
    everUsed,
    otherStaffAt: iso(dates.otherStaffAt),
    removalAt: iso(dates.removalAt),
  }
  const asked = { ...head, ...quiet, url: stillInUseUrl(ctx, episode.id) }
  switch (step) {
    case 'first_mail':
      return { ...asked, secondMailAt: iso(dates.secondMailAt) }
    case 'second_mail':
      return asked
    case 'other_staff':
      return { ...asked, organization: organization.legalName, bounced: found.facts.primaryBounced }
    case 'suspension': {
      const there = await thereOf(tx, ctx, client.id)
      const url = `${portalUrl}/developer/clients/${client.id}`
      return { ...head, clientId: client.id, url, ...(there ? { there } : {}) }
    }
    case 'removal_asked': {
      const whole = await removalCoversOrganization(tx, organization.id, client.id, ctx.now)
      return { ...head, organization: organization.legalName, whole, url: `${portalUrl}/staff/episodes/${episode.id}` }
    }
  }
}
