/** An error that cannot be sent back to the app, because who asked is not proven. */
import type { PageKey } from '../../lib/domain/wording/pages.ts'
import { type Frame, Layout, speaker } from './layout.tsx'

export type ErrorPage = {
  frame: Frame
  sentence: PageKey
  /** For the makers of the app. */
  code: string
  detail: string
  requestId: string
}

export function ErrorView({ page }: { page: ErrorPage }) {
  const t = speaker(page.frame.lang)
  return (
    <Layout frame={page.frame} title={t('error.title')}>
      <h1>{t('error.title')}</h1>
      <p>{t(page.sentence)}</p>
      {page.code !== '' && <p className="soft">{t('error.code', { code: page.code, detail: page.detail })}</p>}
      <p className="soft">{t('error.number', { requestId: page.requestId })}</p>
    </Layout>
  )
}
