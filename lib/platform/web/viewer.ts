/** Who is looking at the page, for the header only. Access is decided by the services, never by this. */
import { unstable_rethrow } from 'next/navigation'
import type { Context } from '../../services/context.ts'
import { organizationNames } from '../../services/session.ts'
import { pageContext } from './request.ts'

export type Viewer = {
  kind: 'developer' | 'staff'
  name: string
  /** Organization of a developer, role of payer staff. */
  detail: string | null
}

const ROLES = { reviewer: 'AppSec reviewer', lead: 'AppSec lead', auditor: 'Auditor' } as const

/** @returns the signed-in person, or null for somebody unknown; also while the database is away, so that pages which need none are still there */
export async function currentViewer(): Promise<Viewer | null> {
  try {
    return await viewerOf(await pageContext())
  } catch (error) {
    unstable_rethrow(error)
    return null
  }
}

async function viewerOf(ctx: Context): Promise<Viewer | null> {
  const { actor } = ctx
  if (actor.kind === 'developer') {
    const [first, ...others] = await organizationNames(ctx)
    const detail = first && others.length > 0 ? `${first} and ${others.length} more` : (first ?? null)
    return { kind: 'developer', name: actor.name || actor.email, detail }
  }
  if (actor.kind === 'reviewer' || actor.kind === 'lead' || actor.kind === 'auditor') {
    return { kind: 'staff', name: actor.name, detail: ROLES[actor.kind] }
  }
  return null
}
