/** The request of an app that a member is about to decide on: kept by the provider, found by cookie and address together. */
import type Koa from 'koa'
import type { Provider } from 'oidc-provider'
import { Refusal } from '../../lib/domain/refusal.ts'
import { type AskingClient, clientForMember } from '../../lib/services/client-member.ts'
import { formActionSource, opensInstalledApp } from '../provider/clients.ts'
import { type Offer, offerOf } from './offer.ts'
import type { MemberSession } from './session.ts'
import { contextOf, type MemberSide } from './side.ts'

export type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>

/** What an app asks for. */
export type Asked = {
  /** Path of the pages about this request. */
  path: string
  client: AskingClient
  offer: Offer
  /** Where the forms of these pages may lead in the end: the app's own registered address; empty when it is none now. */
  formTarget: string
  /** Whether the way back to the app has to be one chain of redirects. */
  inOneGo: boolean
}

export type AppRequest = Asked & { interaction: Interaction; session: MemberSession | null }

/** There is no such request (any more). */
export class RequestGone extends Error {}

/** The address to send the member back to is not one of the app's any more. */
export class AddressGone extends Error {}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

function interactionOf(side: MemberSide, ctx: Koa.Context): Promise<Interaction> {
  return side.provider.interactionDetails(ctx.req, ctx.res).catch((error: unknown) => {
    throw (error as Error)?.name === 'SessionNotFound' ? new RequestGone('gone') : error
  })
}

/** @throws RequestGone for an old or foreign request, AddressGone, Refusal for a client that was stopped meanwhile */
export async function appRequest(side: MemberSide, ctx: Koa.Context, uid: string): Promise<AppRequest> {
  const service = contextOf(side, ctx)
  // Both are asked for at once: neither needs the other.
  const [interaction, session] = await Promise.all([interactionOf(side, ctx), side.sessions.find(ctx, service.now)])
  if (interaction.uid !== uid) throw new RequestGone('another request')
  const client = await clientForMember(service, side.environment, text(interaction.params.client_id))
  const asked = askedOf(uid, interaction.params, client)
  if (asked.formTarget === '') throw new AddressGone('taken back')
  return { interaction, session, ...asked }
}

/** @param params of the request, as the provider checked and kept them */
export function askedOf(uid: string, params: Record<string, unknown>, client: AskingClient): Asked {
  return {
    path: `/interaction/${uid}`,
    client,
    offer: offerOf(client.scopes, text(params.scope)),
    formTarget: formActionSource(client.redirectUris, text(params.redirect_uri)),
    inOneGo: opensInstalledApp(client.native, text(params.redirect_uri)),
  }
}

/** Ends a request with an error that goes back to the app. @returns where the browser goes next */
export function refuseRequest(side: MemberSide, ctx: Koa.Context, error: string, description: string): Promise<string> {
  const answer = { error, error_description: description }
  return side.provider.interactionResult(ctx.req, ctx.res, answer, { mergeWithLastSubmission: false })
}

export const isStopped = (error: unknown): boolean =>
  error instanceof Refusal && (error.code === 'client_stopped' || error.code === 'not_found')

/** Whether the app changed hands and the new company's answers are not approved yet. */
export const isOfNewCompany = (error: unknown): boolean =>
  error instanceof Refusal && error.code === 'answers_of_another'

/** Whether a lead stopped all new sharing. */
export const areConsentsStopped = (error: unknown): boolean =>
  error instanceof Refusal && error.code === 'consents_stopped'
