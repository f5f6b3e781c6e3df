/** Which of somebody's organizations a page is about: the one in the address, else the first by name. */
import { notFound, redirect } from 'next/navigation'
import { orNotFound } from '../../../lib/platform/web/request.ts'
import type { Context } from '../../../lib/services/context.ts'
import { myOrganizations, type OrganizationChoice } from '../../../lib/services/organization.ts'

export type Of = Promise<{ of?: string | string[] }>

export type Chosen = { chosen: OrganizationChoice; all: OrganizationChoice[] }

/** Somebody without an organization is led to make one; an address that is not theirs is not found. */
export async function chosenOrganization(ctx: Context, searchParams: Of): Promise<Chosen> {
  const { of } = await searchParams
  const all = await orNotFound(myOrganizations(ctx))
  const [first] = all
  if (!first) redirect('/developer/organization/new')
  const chosen = of === undefined ? first : all.find(({ organizationId }) => organizationId === of)
  if (!chosen) notFound()
  return { chosen, all }
}

export const organizationPath = (organizationId: string, page = ''): string =>
  `/developer/organization${page}?of=${organizationId}`
