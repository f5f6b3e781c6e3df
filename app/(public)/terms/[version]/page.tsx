/** An older or announced version of the terms of service. */
import type { Metadata } from 'next'
import { orNotFound, pageContext } from '../../../../lib/platform/web/request.ts'
import { publicTerms } from '../../../../lib/services/terms.ts'
import { TermsVersion } from '../version.tsx'

type Props = { params: Promise<{ version: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Terms of service, version ${(await params).version}` }
}

export default async function OneVersion({ params }: Props) {
  const ctx = await pageContext()
  const { version } = await params
  return <TermsVersion view={await orNotFound(publicTerms(ctx, version))} zone={ctx.settings.payer.zone} />
}
