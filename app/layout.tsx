/** Frame of every page. It waits for the request, so that every page is drawn per request and its scripts get the nonce. */
import '@cmsgov/design-system/css/index.css'
import '@cmsgov/design-system/css/core-theme.css'
import './candor.css'
import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import { connection } from 'next/server'
import type { ReactNode } from 'react'
import { publicText } from '../lib/domain/wording/public.ts'
import { runtime } from '../lib/platform/runtime.ts'
import { LANG_HEADER } from '../lib/platform/web/page-lang.ts'
import { currentViewer } from '../lib/platform/web/viewer.ts'
import { payerColors } from './colors.ts'
import { Footer } from './footer.tsx'
import { Header } from './header.tsx'

export async function generateMetadata(): Promise<Metadata> {
  await connection()
  const { payer, portal } = runtime().settings
  return {
    title: { default: `${payer.shortName} developer portal`, template: `%s · ${payer.shortName} developer portal` },
    description: `Build apps with ${payer.name} health data, with the member’s permission.`,
    metadataBase: new URL(portal.url),
  }
}

export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light' }

export default async function RootLayout({ children }: { children: ReactNode }) {
  await connection()
  const { payer } = runtime().settings
  const viewer = await currentViewer()
  const lang = (await headers()).get(LANG_HEADER) === 'es' ? 'es' : 'en'
  return (
    <html lang={lang} style={payerColors(payer.color)}>
      <body className="ds-base">
        <a className="ds-c-skip-nav" href="#main">
          {publicText(lang, 'frame.skip')}
        </a>
        <div className="candor-frame">
          <Header payer={payer.shortName} viewer={viewer} lang={lang} />
          <main id="main" className="candor-main" tabIndex={-1}>
            <div className="candor-inner">{children}</div>
          </main>
          <Footer payer={payer.name} supportEmail={payer.supportEmail} appsecEmail={payer.appsecEmail} lang={lang} />
        </div>
      </body>
    </html>
  )
}
