/** The terms of service that are in force, for everybody to read. Accepting them is a developer's page. */
import type { Metadata } from 'next'
import { orNotFound, pageContext } from '../../../lib/platform/web/request.ts'
import { publicTerms } from '../../../lib/services/terms.ts'
import { TermsVersion } from './version.tsx'

export const metadata: Metadata = { title: 'Terms of service' }

export default async function Terms() {
  const ctx = await pageContext()
  return <TermsVersion view={await orNotFound(publicTerms(ctx))} zone={ctx.settings.payer.zone} />
}
